"""Work begins when nobody is being served, and after a moment all the same."""

import threading
import time

import pytest

from portal.core.jobs import courtesy


def begun(at: list[str]) -> threading.Thread:
    def work() -> None:
        courtesy.give_way()
        at.append("work")

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_work_begins_once_nobody_waits_for_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "PATIENCE", 60)
    order: list[str] = []
    with courtesy.serving():
        with courtesy.serving():
            thread = begun(order)
        time.sleep(0.05)
        order.append("page")
    thread.join(30)
    assert order == ["page", "work"]


def test_work_is_not_put_off_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "PATIENCE", 0.01)
    order: list[str] = []
    with courtesy.serving():
        begun(order).join(30)
        order.append("page")
    assert order == ["work", "page"]


def test_a_page_that_breaks_off_leaves_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "PATIENCE", 60)
    with pytest.raises(ZeroDivisionError), courtesy.serving():
        raise ZeroDivisionError
    begun([]).join(30)
