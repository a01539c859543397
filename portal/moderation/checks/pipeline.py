"""Run the checks one after another. One that fails or takes too long is "not checked"; the others still speak."""

import queue
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
    left = [*checks]
    while left:
        beside = _Beside(subject, tuple(left))
        while left:
            check = left.pop(0)
            result = beside.result(check)
            yield result
            if result.ended is Ended.SLOW:
                break  # it is left behind; the rest is done by another


class _Beside:
    """Checks one after another in a thread of their own, so that one that hangs does not hold the item up.

    One thread for all that end in time: each new one waits for its turn behind whatever else this process does.
    """

    def __init__(self, subject: Subject, checks: Sequence[Check]) -> None:
        self.subject, self.checks = subject, checks
        self.made: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self.left_behind = False
        threading.Thread(target=self._work, daemon=True, name=f"checks-from-{checks[0].name}").start()

    def result(self, check: Check) -> Result:
        """How the next one ended, waited for as long as it may take."""
        try:
            return self.made.get(timeout=check.seconds)
        except queue.Empty:
            self.left_behind = True
            ms = int(1000 * check.seconds)
            log.warning("checks.not_checked", check=check.name, ended=Ended.SLOW.value, fault="", ms=ms)
            return Result(check, Ended.SLOW, ms)

    def _work(self) -> None:
        for check in self.checks:
            if self.left_behind:
                return
            self.made.put(_one(self.subject, check))


def _one(subject: Subject, check: Check) -> Result:
    start = time.monotonic()
    made: Sequence[Finding] = ()
    fault = ""
    try:
        made = tuple(found for found in check.run(subject) if 0 <= found.start <= found.stop <= len(subject.text))
    except Exception as error:
        fault = type(error).__name__  # its text may hold the writer's words
    ms = int(1000 * (time.monotonic() - start))
    if fault:
        log.warning("checks.not_checked", check=check.name, ended=Ended.FAILED.value, fault=fault, ms=ms)
    return Result(check, Ended.FAILED if fault else Ended.DONE, ms, made)
