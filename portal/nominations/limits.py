"""Lengths, counts and times of what residents send in."""

from datetime import timedelta

STORY_WORDS = (60, 2000)
"""Words by white space, as the City's writing contest counts."""

NAME = 160
TITLE = 160
PLACE = 200
SHORT = 160
FOR_WHOM = 500
RESULT_WORDS = 300
COMMENDED = 300
PERSON = 120
CONTACT = 254
STORY_CHARACTERS = 20_000
"""Characters of a story at most: longer ones are no words at all."""

TYPED = 200_000
"""Characters of one answer that a draft keeps, right or wrong."""

SUBJECTS = 10
WITNESSES = 2
FILES = 5
KEEP_DRAFT = timedelta(days=30)
KEEP_RECEIPT = timedelta(hours=1)
"""How long the browser that sent a story may look at its receipt again."""

QUICKEST = timedelta(seconds=15)
"""Nobody tells a story faster than this; what comes faster takes the slow lane."""

FIRST_YEAR = 1930
"""Deeds before this are history, not stories to check."""
MESSAGE = 4_000  # characters of one message, of either side
