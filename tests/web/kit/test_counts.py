"""Counting acts in memory: windows, their ends, and nothing that runs beside."""

import threading

import pytest
from limits import parse
from limits.strategies import FixedWindowRateLimiter

from portal.web.kit import counts
from portal.web.kit.counts import SWEEP, Here

RATE = parse("2/minute")


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    at = [1000.0]
    monkeypatch.setattr(counts.time, "time", lambda: at[0])
    return at


def test_a_window_begins_with_its_first_act_and_ends_after_its_time(now: list[float]) -> None:
    counter = FixedWindowRateLimiter(Here())
    assert [counter.hit(RATE, "a") for _ in range(3)] == [True, True, False]
    assert counter.hit(RATE, "b")
    assert counter.get_window_stats(RATE, "a") == (1060.0, 0)
    now[0] += 59.9
    assert not counter.hit(RATE, "a")
    now[0] += 0.1
    assert counter.get_window_stats(RATE, "a").remaining == 2
    assert counter.hit(RATE, "a")


def test_what_has_run_out_is_dropped(now: list[float]) -> None:
    here = Here()
    for n in range(500):
        here.incr(f"one {n}", 30)
    here.incr("longer", 300)
    now[0] += SWEEP
    here.incr("new", 30)
    assert set(here.counts) == {"longer", "new"}


def test_one_key_or_all_can_be_forgotten() -> None:
    here = Here()
    here.incr("a", 60)
    here.incr("b", 60, amount=2)
    here.clear("a")
    assert (here.get("a"), here.get("b"), here.check()) == (0, 2, True)
    assert (here.reset(), here.get("b")) == (1, 0)


def test_many_at_once_are_all_counted_and_no_thread_is_started() -> None:
    here, before = Here(), threading.active_count()
    many = [threading.Thread(target=lambda: [here.incr("a", 60) for _ in range(500)]) for _ in range(8)]
    for each in many:
        each.start()
    for each in many:
        each.join()
    assert here.get("a") == 4000
    assert threading.active_count() == before
