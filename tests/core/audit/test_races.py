"""Many writers at once still make one chain."""

import threading
from uuid import uuid4

from flask import Flask

from portal.accounts.policy import Accounts
from portal.core.actor import SYSTEM
from portal.core.audit import verify
from portal.core.audit.trail import record
from portal.core.db import db, unit_of_work
from tests.core.audit.test_trail import Thing


def test_eight_writers_make_one_whole_chain(app: Flask) -> None:
    def write() -> None:
        with app.app_context():
            for _ in range(10):
                with unit_of_work():
                    record(SYSTEM, Accounts.ADD, Thing(uuid4()))
            db.session.remove()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert verify.head()[0] == 80
        assert list(verify.faults()) == []
