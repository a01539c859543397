"""Rounds: what is put before the public, by which law, from when to when."""
