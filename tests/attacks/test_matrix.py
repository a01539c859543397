"""Every door of the portal, tried by everybody on everything: doors.txt says who gets in where."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine
from flask import Flask

from portal.core.db import unit_of_work
from portal.core.identity import openid
from portal.moderation.reasons import load_reasons
from tests.attacks.doors import Row, address, doors, families, rows, sign
from tests.attacks.standing import Standing
from tests.attacks.things import DURING, THINGS
from tests.attacks.visitors import VISITORS, Visitor, browser_of, came


class Elsewhere:
    """A provider that people are sent to and never come back from."""

    name = "Định danh thử"

    def begin(self, back: str) -> tuple[str, openid.Begun]:
        return "https://id.example.vn/", openid.Begun("s" * 32, "n" * 32, "v" * 64)

    def finish(self, back: str, begun: openid.Begun, code: str, issuer: str = "") -> str:
        raise openid.NotShown()


@pytest.fixture
def portal(app: Flask) -> Iterator[Flask]:
    """The portal while a round is open, with somewhere to sign in."""
    openid.choose(Elsewhere())
    with time_machine.travel(DURING, tick=False):
        with app.app_context(), unit_of_work():
            load_reasons()
        yield app


def tried(standing: Standing, row: Row, visitors: list[Visitor]) -> Row:
    """The row as it turns out."""
    signs: list[str] = []
    for visitor in visitors:
        thing = standing.thing(row.thing, visitor)
        client, token = browser_of(standing.app, visitor, thing, standing.sessions)
        data = {"csrf_token": token} if row.method == "POST" else None
        url = address(standing.app, row.endpoint, thing)
        with standing.tried(), client.open(url, method=row.method, data=data) as answer:
            signs.append(sign(row.method, answer))
    return replace(row, signs=tuple(signs))


def test_every_door_has_a_row(app: Flask) -> None:
    named = {(row.method, row.endpoint) for row in rows()}
    missing = [f"{method} {endpoint}" for method, endpoint in sorted({*doors(app)} - named)]
    assert not missing, "add a row to doors.txt, with any signs; test_matrix prints those it finds:\n" + "\n".join(
        missing
    )
    assert not named - {*doors(app)}, "doors.txt names doors that are gone"


def test_every_row_is_whole() -> None:
    assert not [row for row in rows() if len(row.signs) != len(VISITORS) or row.thing not in THINGS]


def test_an_english_door_is_the_same_door(app: Flask) -> None:
    for endpoint, view in app.view_functions.items():
        if "_en." in endpoint:
            assert view is app.view_functions[endpoint.replace("_en.", ".")], endpoint


@pytest.mark.parametrize("family", families())
def test_everybody_gets_in_where_the_table_says_and_nowhere_else(portal: Flask, family: str) -> None:
    visitors = [came(portal, name) for name in VISITORS]
    wanted = [row for row in rows() if row.endpoint.partition(".")[0] == family]
    standing = Standing(portal)
    found = {row: tried(standing, row, visitors) for row in sorted(wanted, key=lambda row: row.method)}  # reading first
    wrong = [
        f"{found[table].line()}   <- the table says {' '.join(table.signs)}"
        for table in wanted
        if found[table] != table
    ]
    assert not wrong, "not as doors.txt says; what was found:\n" + "\n".join(wrong)
