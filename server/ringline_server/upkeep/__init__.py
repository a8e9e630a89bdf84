"""What operators do with a store from outside: back it up while it runs, restore it, read all of it and check it."""
