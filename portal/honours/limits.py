"""Lengths and ranges of this room."""

CODE = 40
NAME = 200
NUMBER = 60
SOURCE = 300
NOTE = 600
CRITERIA = 4_000
WORKING_DAYS = 60  # the longest window a row may ask for
VOTE = 100  # per cent
EARLIEST, LATEST = 2020, 2100  # years a calendar row may lie in
