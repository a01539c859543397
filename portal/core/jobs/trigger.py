"""The bell that wakes a worker. It may fail or be silent: the sweep finds what it missed."""

import uuid
from collections.abc import Callable
from time import monotonic

import structlog

log = structlog.get_logger()
Bell = Callable[[uuid.UUID], None]
_bell: list[Bell] = []
SILENT = 10  # seconds for which a bell that failed is not rung: each act would wait for it anew
_failed: list[float] = []


def hang(bell: Bell | None) -> None:
    """Set the bell of this process, or none."""
    _bell[:] = [bell] if bell else []
    _failed.clear()


def poke(id: uuid.UUID) -> None:
    """Ring for one piece of work. Never raises: the row in the outbox is the truth."""
    if _failed and monotonic() < _failed[0] + SILENT:
        return
    for bell in _bell:
        try:
            bell(id)
            _failed.clear()
        except Exception as fault:
            _failed[:] = [monotonic()]
            log.warning("jobs.bell_failed", job=str(id), fault=type(fault).__name__)
