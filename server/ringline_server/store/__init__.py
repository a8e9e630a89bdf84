"""What is on disk: the journal, and everything that can be rebuilt from it."""
