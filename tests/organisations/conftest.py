import pytest
from flask import Flask

from portal.core.actor import SYSTEM
from portal.core.db import unit_of_work
from portal.organisations.services import Counts, load_reference


@pytest.fixture
def loaded(inside: Flask) -> Counts:
    """The reference data in the database."""
    with unit_of_work():
        counts = load_reference(by=SYSTEM)
    return counts
