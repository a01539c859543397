"""Work begins when nobody is being served, and after a moment all the same."""

import threading

import pytest

from portal.core.jobs import courtesy

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
