"""Measurements, not assertions: `python -m tests.bench NAME [--json FILE]`, names public, search, submit."""
