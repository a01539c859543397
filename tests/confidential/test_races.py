"""Many at once: one form sent many times is one report, and messages written together all stand."""

import threading
import uuid
from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask

from portal.confidential import intake, queries
from portal.confidential.models import Report
from portal.core.actor import holder_of
from portal.core.db import db, unit_of_work
from tests.confidential.reporting import report


def together(app: Flask, times: int, act: Callable[[int], None]) -> list[BaseException]:
    """Do something in so many threads at the same moment; the faults they met."""
    start, faults = threading.Barrier(times), list[BaseException]()

    def one(number: int) -> None:
        with app.app_context():
            start.wait()
            try:
                act(number)
            except Exception as fault:
                faults.append(fault)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=one, args=(n,)) for n in range(times)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return faults


def test_one_form_sent_by_many_clicks_is_one_report(app: Flask) -> None:
    assert together(app, 12, lambda _: report(receipt="same") and None) == []
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Report)) == 1
        db.session.remove()


def test_messages_written_together_all_stand_in_order(app: Flask) -> None:
    with app.app_context():
        id: uuid.UUID = report().id
        db.session.remove()

    def write(number: int) -> None:
        with unit_of_work():
            intake.write(queries.one(id), text=f"Điều thứ {number}.", by=holder_of(id))

    assert together(app, 8, write) == []
    with app.app_context():
        assert [m.position for m in queries.messages(queries.one(id))] == list(range(8))
        db.session.remove()
