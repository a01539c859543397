from collections.abc import Callable

import pytest
from flask import Flask

from portal.core.actor import SYSTEM, Role
from portal.core.db import db, unit_of_work
from portal.organisations.services import load_reference
from tests.browser import Browser
from tests.staff import sign_in


@pytest.fixture
def at_board(app: Flask, browse: Callable[[], Browser], honours: None) -> Callable[..., Browser]:
    """Makes browsers signed in with some roles, an officer of the Board unless said otherwise."""

    def come(*roles: Role, sign_in_name: str = "") -> Browser:
        browser = browse()
        sign_in(app, browser, *(roles or (Role.APPRAISER,)), sign_in_name=sign_in_name)
        return browser

    return come


@pytest.fixture
def places(app: Flask) -> None:
    """The organisations and wards of the City."""
    with app.app_context():
        with unit_of_work():
            load_reference(by=SYSTEM)
        db.session.remove()
