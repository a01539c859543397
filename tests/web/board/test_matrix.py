"""Every door of the Board's desk times every office."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask

from portal.consultations.outcome.models import Point
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.honours import queries
from tests.browser import Browser
from tests.consultations.held import candidate_of, drafted

EDITORS = {Role.APPRAISER, Role.BOARD_LEAD}
READERS = EDITORS | {Role.OBSERVER}
OWN = (
    "honours", "honours_law", "honours_calendar", "board_rounds", "board_window", "board_candidates", "board_papers",
    "board_outcome", "board_sorting", "board_proof",
)  # fmt: skip
READ = {"honours.table", "honours.one", "honours_law.table", "honours_calendar.present", "honours_calendar.year"}
EDIT = {
    "honours.add", "honours.amend", "honours.end", "honours_law.add", "honours_law.amend",
    "honours_calendar.add", "honours_calendar.end", "honours_calendar.habit",
}  # fmt: skip
ROUND_READERS = READERS | {Role.MODERATOR}
READ_ROUNDS = {
    "board_rounds.listing",
    "board_rounds.one",
    "board_candidates.one",
    "board_papers.save",
    "board_outcome.round",
    "board_outcome.table",
}
ACT = {
    "board_rounds.begin", "board_rounds.edit", "board_window.schedule", "board_window.unschedule",
    "board_window.extend", "board_window.outage", "board_window.cancel",
    "board_candidates.put_up", "board_candidates.edit", "board_candidates.correct", "board_candidates.withdraw",
    "board_candidates.drop", "board_candidates.hold", "board_candidates.release", "board_papers.table",
    "board_outcome.add", "board_outcome.reword", "board_outcome.drop", "board_outcome.answer", "board_outcome.conclude",
}  # fmt: skip
DOORS = (
    {("GET", name): READERS for name in READ}
    | {("GET", name): ROUND_READERS for name in READ_ROUNDS}
    | {
        ("GET", "board_candidates.choose"): EDITORS,
        ("POST", "board_papers.drop"): EDITORS,
        ("GET", "board_proof.page"): EDITORS,
        ("POST", "board_proof.paper"): EDITORS,
    }
    | {("GET", "board_sorting.page"): EDITORS, ("POST", "board_sorting.keep"): EDITORS}
    | {(m, "board_outcome.publish"): {Role.BOARD_LEAD} for m in ("GET", "POST")}
    | {(m, name): EDITORS for name in EDIT | ACT for m in ("GET", "POST")}
)


@pytest.fixture
def things(app: Flask, honours: None) -> dict[str, object]:
    with app.app_context():
        version = queries.present_version()
        assert version is not None
        honour, instrument = queries.every_honour()[0], queries.every_instrument()[0]
        made = {"honour_id": honour.id, "instrument_id": instrument.id, "day_id": queries.days(version)[0].id}
        round = drafted()
        made |= {"round_id": round.id, "candidate_id": candidate_of(round).id, "paper_id": uuid.uuid4()}
        with unit_of_work():
            point = Point(id=uuid.uuid4(), candidate_id=candidate_of(round).id, position=1, title_vi="Việc thử")
            db.session.add(point)
            made["point_id"] = point.id
        db.session.remove()
    return {**made, "year": 2026}


def address(app: Flask, endpoint: str, things: dict[str, object]) -> str:
    rule = next(r for r in app.url_map.iter_rules() if r.endpoint == endpoint)
    return app.url_map.bind("").build(endpoint, {name: things[name] for name in rule.arguments})


def test_the_matrix_names_every_door(app: Flask) -> None:
    doors = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
        if rule.endpoint.partition(".")[0] in OWN
    }
    assert doors == set(DOORS)


@pytest.mark.parametrize("role", list(Role))
def test_each_office_opens_its_doors_and_no_others(
    app: Flask, at_board: Callable[..., Browser], things: dict[str, object], role: Role
) -> None:
    client = at_board(role).client
    wrong = []
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        for (method, endpoint), roles in DOORS.items():
            with client.open(address(app, endpoint, things), method=method) as response:
                if (response.status_code != 403) is not (role in roles):
                    wrong.append((endpoint, method, response.status_code))
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
    assert wrong == []


def test_strangers_are_sent_to_sign_in_at_every_door(app: Flask, browser: Browser, things: dict[str, object]) -> None:
    for method, endpoint in DOORS:
        if method == "GET":
            response = browser.client.get(address(app, endpoint, things))
            assert response.status_code == 303 and "/dang-nhap" in response.headers["Location"], endpoint


def test_what_is_not_there_is_not_found(at_board: Callable[..., Browser]) -> None:
    browser = at_board()
    for path in (f"khen-thuong/{uuid.uuid4()}", f"van-ban/{uuid.uuid4()}", "lich/1999", f"lich/ngay/{uuid.uuid4()}/bo"):
        browser.get(f"/nghiep-vu/danh-muc/{path}", 404)
