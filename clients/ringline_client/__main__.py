"""`python -m ringline_client`: the client's commands without the server's."""

from ringline_client.cli import main

if __name__ == "__main__":
    main()
