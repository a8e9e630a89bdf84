"""The border to the world of mail."""
