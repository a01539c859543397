from collections.abc import Callable

import pytest
from flask import Flask

from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.moderation.reasons import load_reasons
from tests.browser import Browser
from tests.staff import sign_in


@pytest.fixture
def reasons(app: Flask) -> None:
    """The table of reasons as it is first loaded."""
    with app.app_context(), unit_of_work():
        load_reasons()


@pytest.fixture
def at_desk(app: Flask, browse: Callable[[], Browser], reasons: None) -> Callable[..., Browser]:
    """Makes browsers signed in with some roles, a moderator unless said otherwise."""

    def come(*roles: Role, sign_in_name: str = "") -> Browser:
        browser = browse()
        sign_in(app, browser, *(roles or (Role.MODERATOR,)), sign_in_name=sign_in_name)
        return browser

    return come
