"""The bell that wakes a worker. It may fail or be silent: the sweep finds what it missed."""

import uuid
from collections.abc import Callable

import structlog

log = structlog.get_logger()
Bell = Callable[[uuid.UUID], None]
_bell: list[Bell] = []


def hang(bell: Bell | None) -> None:
    """Set the bell of this process, or none."""
    _bell[:] = [bell] if bell else []


def poke(id: uuid.UUID) -> None:
    """Ring for one piece of work. Never raises: the row in the outbox is the truth."""
    for bell in _bell:
        try:
            bell(id)
        except Exception as fault:
            log.warning("jobs.bell_failed", job=str(id), fault=type(fault).__name__)
