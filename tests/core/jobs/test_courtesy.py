"""Work begins when nobody is being served, and after a moment all the same."""

import threading

import pytest
from flask import Flask

from portal.core.db import unit_of_work
from portal.core.jobs import courtesy, queue, registry, runner

LONG = 60  # seconds, more than any test takes


def test_work_begins_once_nobody_waits_for_a_page() -> None:
    order: list[str] = []
    there = threading.Event()

    def work() -> None:
        there.set()
        courtesy.give_way(LONG)
        order.append("work")

    thread = threading.Thread(target=work)
    with courtesy.serving():
        with courtesy.serving():
            thread.start()
            assert there.wait(LONG)
        thread.join(0.1)  # one of two is served
        order.append("page")
    thread.join(LONG)
    assert order == ["page", "work"]


def test_work_is_not_put_off_for_ever() -> None:
    with courtesy.serving():
        courtesy.give_way(0.01)
        assert courtesy.served() >= 1


def test_a_page_that_breaks_off_is_no_longer_served() -> None:
    before = courtesy.served()
    with pytest.raises(ZeroDivisionError), courtesy.serving():
        raise ZeroDivisionError
    assert courtesy.served() == before


def test_what_is_heavy_gives_way_for_longer_than_letters_do(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(courtesy, "give_way", waited.append)
    monkeypatch.setattr(registry, "_kinds", {})
    for kind, heavy in (("test.letter", False), ("test.compare", True)):
        registry.handler(kind, heavy=heavy)(lambda: None)
        with unit_of_work():
            queue.enqueue(kind)
        assert runner.run_due() == 1
    assert waited == [courtesy.SHORT, courtesy.LONG] and courtesy.SHORT < courtesy.LONG
