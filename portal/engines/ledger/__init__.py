"""A list that cannot be changed unseen: one hash stands for all its lines."""
