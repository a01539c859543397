"""Opinions about candidates: given, verified, reviewed, counted."""
