"""Lengths, counts and times of the confidential channel."""

ABOUT = 500
TEXT = 20_000
"""Characters of what happened; an opinion that is moved here fits in it."""

WHEN = WHERE = 500
NAME = 120
CONTACT = 254
MESSAGE = 5_000
BODY = 300
"""Characters of the name of the body a report is forwarded to."""

FILES = 5
"""Files at one time."""

FILES_IN_ALL = 40

TRANSFER_DAYS = 5
"""Working days in which what is not ours goes on (Law on Denunciations, Art 24)."""

CHECK_DAYS = 7
"""Working days in which a report is registered and checked (Art 24)."""
