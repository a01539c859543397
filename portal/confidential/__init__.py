"""Adverse information: what was written, and apart from it who wrote it; only `intake` is there for other rooms."""
