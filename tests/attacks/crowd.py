"""Many at once: each in a thread of its own, and on PostgreSQL as free of one another as processes are."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from portal.core.db import db, unit_of_work
from tests.browser import Browser

PATIENCE = 60  # seconds


def at_once(app: Flask, acts: Sequence[Callable[[], object]]) -> list[Any]:
    """Do everything at the same moment; what each gave, or the exception it ended with."""
    ready, ends = threading.Barrier(len(acts)), [None] * len(acts)

    def go(place: int, act: Callable[[], object]) -> None:
        with app.app_context():
            ready.wait(PATIENCE)
            try:
                ends[place] = act()  # type: ignore[call-overload]  # a list of anything, once it is filled
            except Exception as fault:
                ends[place] = fault  # type: ignore[call-overload]  # a list of anything, once it is filled
            finally:
                db.session.remove()

    threads = [threading.Thread(target=go, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return ends


def in_a_unit(act: Callable[[], object]) -> Callable[[], object]:
    """The act as one unit of work."""

    def whole() -> object:
        with unit_of_work():
            return act()

    return whole


@contextlib.contextmanager
def half_done(app: Flask, act: Callable[[], object]) -> Iterator[Callable[[Callable[[], object]], list[Any]]]:
    """Inside, an act has been done in another process but is not kept yet; it is kept at the end.

    Gives a way of beginning something beside it, whose outcome is in the list after the end.
    """
    done, go_on = threading.Event(), threading.Event()

    def unfinished() -> None:
        try:
            with unit_of_work():
                act()
                db.session.flush()
                done.set()
                go_on.wait(PATIENCE)
        finally:
            done.set()

    outcome, first = _begun(app, unfinished)
    others: list[threading.Thread] = []

    def beside(other: Callable[[], object]) -> list[Any]:
        ends, thread = _begun(app, other)
        others.append(thread)
        thread.join(0.5)  # long enough to run into whatever is held
        return ends

    done.wait(PATIENCE)
    yield beside
    go_on.set()
    for thread in (first, *others):
        thread.join(PATIENCE)
    assert outcome == [None]


def _begun(app: Flask, act: Callable[[], object]) -> tuple[list[Any], threading.Thread]:
    ends: list[Any] = []
    thread = threading.Thread(target=lambda: ends.extend(at_once(app, [act])))
    thread.start()
    return ends, thread


def cookies(browser: Browser) -> dict[str, str]:
    """The header with which many copies of this browser send one form."""
    held = browser.client._cookies.values()  # type: ignore[union-attr]  # a client that keeps cookies
    return {"Cookie": "; ".join(f"{each.key}={each.value}" for each in held)}


def post(app: Flask, path: str, form: dict[str, Any], headers: dict[str, str]) -> TestResponse:
    """Send a form once, as one of many."""
    return app.test_client(use_cookies=False).post(path, data=form, headers=headers)
