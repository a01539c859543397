"""The room of the officer for denunciations: every page here is for two offices, and every look is noted."""
