"""Lengths and counts of opinions."""

from datetime import timedelta

WORDS = (10, 1_500)  # by white space, as people count syllables
CHARACTERS = 12_000
RELATION = 160
NAME = 120
FILES = 5
ANSWER_DAYS = 5  # working days in which a writer answers a question; then we go on without
ANSWER = 4_000  # characters of an answer
READ_DAYS = 2  # working days within which an opinion has been read, as the portal promises
FILE_WAITS = timedelta(hours=24)  # for its form to be sent
REPLY_WORDS = (3, 600)
ANSWERABLE = 500  # opinions on the page of whoever answers, newest first
FOLDED = 2_000  # characters of a text that staff search looks into
LINK_LASTS = timedelta(hours=72)
CODE_LASTS = timedelta(minutes=30)
ATTEMPTS = 5  # wrong tries of six digits before a new code is needed
PAUSE = timedelta(seconds=60)  # between two of them: a message takes a while to arrive
SENDINGS = 4  # letters or messages for one opinion
IN_FLIGHT = timedelta(seconds=90)  # how long after the close an opinion sent in time may still be on its way
