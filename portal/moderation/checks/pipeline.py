"""Run the checks one after another. One that fails or takes too long is "not checked"; the others still speak."""

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import structlog

from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import Ended

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Result:
    """How one check ended, in milliseconds, and what it found."""

    check: Check
    ended: Ended
    ms: int
    found: Sequence[Finding] = ()


def run(subject: Subject, checks: Iterable[Check]) -> Iterator[Result]:
    """The checks' results, in order. Never raises for what a check does."""
    return (_one(subject, check) for check in checks)


def _one(subject: Subject, check: Check) -> Result:
    """One check beside this thread, so that one that hangs is left behind instead of holding the item up."""
    made: list[Finding] = []
    fault: list[str] = []
    start = time.monotonic()
    worker = threading.Thread(target=_try, args=(subject, check, made, fault), daemon=True, name=f"check-{check.name}")
    worker.start()
    worker.join(check.seconds)
    ms = int(1000 * (time.monotonic() - start))
    if worker.is_alive() or fault:
        ended = Ended.SLOW if worker.is_alive() else Ended.FAILED
        log.warning("checks.not_checked", check=check.name, ended=ended.value, fault=next(iter(fault), ""), ms=ms)
        return Result(check, ended, ms)
    return Result(check, Ended.DONE, ms, tuple(made))


def _try(subject: Subject, check: Check, made: list[Finding], fault: list[str]) -> None:
    try:
        made += [found for found in check.run(subject) if 0 <= found.start <= found.stop <= len(subject.text)]
    except Exception as error:
        fault.append(type(error).__name__)  # its text may hold the writer's words
