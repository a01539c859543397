"""Lengths and times of reports."""

from datetime import timedelta

WORDS = (5, 500)  # by white space
CHARACTERS = 6_000
CONTACT = 254
NAME = 160
CHECKED = 500  # characters of how somebody's identity was made sure of
READ_DAYS = 2  # working days within which a report is dealt with, and whoever it is about is answered
CARRY_OUT = 15  # days within which a consent that was taken back has its effect (decree 356/2025)
KEEP_CONTACT = timedelta(days=30)  # after the item was dealt with
SHOWN = 300  # texts of one item on its page
