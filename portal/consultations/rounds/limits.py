"""Lengths and stretches of rounds."""

from datetime import timedelta

NAME = 200
LEDE = 600
NOTE = (20, 600)  # characters of a public note: enough to say why
CAUSE = 300  # characters of what happened in an outage, which is a public note as well
CANDIDATES = 200
FREEZE_AFTER = timedelta(seconds=90)  # opinions sent in the last second may still be waiting for the database
