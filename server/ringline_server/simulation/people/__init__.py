"""Who connects in a simulated day. Everybody acts in turns: look at what is known, do one thing, take a human while."""
