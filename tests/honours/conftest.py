import pytest
from flask import Flask

from portal.core.actor import SYSTEM
from portal.core.db import unit_of_work
from portal.honours.reference import Counts, load_honours


@pytest.fixture
def loaded(inside: Flask) -> Counts:
    """Honours, law and calendar as they come with the portal."""
    with unit_of_work():
        return load_honours(by=SYSTEM)
