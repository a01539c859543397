"""Lengths and times of the desk."""

from datetime import timedelta

LEASE = timedelta(minutes=15)  # how long a claim lasts without any work on the thing
OPENED = timedelta(minutes=15)  # how long an original that was opened stays open for whoever opened it
UNDO = timedelta(seconds=60)  # how long a decision can be taken back; letters leave when it is over
NOTE = 2_000  # characters of a note for colleagues
WORDS = 4_000  # characters of what the writer is told besides the reason's own text
EDITED = 40_000  # characters of a moderator's working text
REPLACEMENT = 120
TITLE = 120
REASON_TEXT = 4_000
MASKS = 30  # covered parts of one photo
CHECKED = 20_000  # characters of one text that the checks read; longer texts are hinted at up to there
ASKED_ALONE = 2  # questions about one opinion that are one person's act; every further one needs two
REVERSAL = (10, 1_000)  # characters of why a decision is reversed, for colleagues
APPEAL = (20, 1_000)  # characters of why a writer asks for another look
APPEAL_DAYS = 10  # working days after the letter in which it can be asked for
APPEAL_ANSWERED = 5  # working days within which it is answered
SAMPLED = 0.05  # share of last week's decisions on opinions and nominations that somebody else judges again
SAMPLED_LEAST = 5  # so many at least, or all where there were fewer
SMALLEST = 5  # what happened fewer times is not told in public: it would point at somebody
