"""The border: the only code that may wait for somebody else."""
