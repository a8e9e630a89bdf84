"""Pure rules: decide, apply, deadline. Time is an argument; nothing here waits."""
