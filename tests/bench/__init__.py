"""Measurements, not assertions: `python -m tests.bench NAME [--json FILE]`, names front, public, search, submit."""
