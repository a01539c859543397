"""Ground of the tests of nominees: a moderator, some wards, and an easy way to found someone."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from portal.core.actor import RESIDENT, Actor, Kind, Role
from portal.core.db import db, unit_of_work
from portal.nominees import services
from portal.nominees.models import Nominee
from portal.nominees.states import NomineeKind, PositionGroup
from portal.organisations.models import Ward, WardKind, WardSuccession

Found = Callable[..., Nominee]
MODERATOR = Actor(Kind.STAFF, id=uuid.uuid4(), name="Đỗ Minh Châu", roles=frozenset({Role.MODERATOR}))


@pytest.fixture
def wards(inside: Flask) -> None:
    """Two present wards, and a former one that went into the first."""
    with unit_of_work():
        for code, name, end in (
            ("cua-nam", "Cửa Nam", None),
            ("lang", "Láng", None),
            ("hang-bong", "Hàng Bông", date(2025, 6, 30)),
        ):
            db.session.add(Ward(code=code, kind=WardKind.WARD, name=name, name_fold=name.lower(), valid_to=end))
        db.session.flush()
        db.session.add(WardSuccession(predecessor_code="hang-bong", successor_code="cua-nam", whole=False))


@pytest.fixture
def found(inside: Flask) -> Found:
    """Founds a nominee; what is not said is as usual."""

    def make(name: str = "Đặng Thị Tơ", **values: Any) -> Nominee:
        told = {"kind": NomineeKind.PERSON, "position_group": PositionGroup.CITIZEN, "by": RESIDENT} | values
        with unit_of_work():
            return services.found(name, **told)

    return make
