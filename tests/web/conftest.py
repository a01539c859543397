import pytest
from flask import Flask

from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.honours.reference import load_honours


@pytest.fixture
def honours(app: Flask) -> None:
    """Honours, law and calendar as they come with the portal."""
    with app.app_context():
        with unit_of_work():
            load_honours(by=SYSTEM)
        db.session.remove()
