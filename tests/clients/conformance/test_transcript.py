"""What is kept of what was said."""

from ringline_client.conformance.transcript import CHARS_MAX, LINES_MAX, Transcript


async def test_credentials_are_not_repeated() -> None:
    transcript = Transcript()
    transcript.note("agt_ana/1", ">", '{"auth": {"token": "eyJhbGciOiJIUzI1NiJ9"}}')
    transcript.note("svc/2", "<", '{"consumer_token":"eyJhbGciOiJIUzI1NiJ9","ticket":"eyJhbGciOiJIUzI1NiJ9"}')
    assert "eyJ" not in "".join(transcript.lines)
    assert "agt_ana/1 >" in transcript.lines[0]


async def test_only_so_much_is_kept_and_it_says_so() -> None:
    transcript = Transcript()
    for number in range(LINES_MAX + 2):
        transcript.note("svc/1", "<", f"{number} " + "x" * CHARS_MAX)
    assert len(transcript.lines) == LINES_MAX + 1
    assert transcript.lines[0] == "… 2 earlier messages"
    assert " 2 xxx" in transcript.lines[1]
    assert transcript.lines[-1].endswith(f"({CHARS_MAX + 3} characters)")
