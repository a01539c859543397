"""Every door of the desk times every office."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask

from portal.core.actor import Role
from tests.browser import Browser
from tests.web.moderation.told import tell

Desk = Callable[..., Browser]
DECIDERS = {Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD}
READERS = DECIDERS | {Role.OBSERVER}
OWN = "desk", "desk_decisions", "desk_texts", "desk_people", "desk_files", "reasons"
GET = {
    "desk.queue": READERS | {Role.CLERK},
    "desk.item": READERS,
    "desk_texts.edit": DECIDERS,
    "desk_people.consent": DECIDERS,
    "desk_files.piece": READERS,
    "desk_files.mask": DECIDERS,
    "reasons.table": READERS,
    "reasons.add": {Role.EDITOR, Role.BOARD_LEAD},
    "reasons.edit": {Role.EDITOR, Role.BOARD_LEAD},
}
POST = {
    "desk.claim": DECIDERS,
    "desk.renew": DECIDERS,
    "desk.release": DECIDERS,
    "desk.take_over": DECIDERS,
    "desk_decisions.weigh": DECIDERS,
    "desk_decisions.decide": DECIDERS,
    "desk_decisions.reopen": DECIDERS,
    "desk_decisions.undo": set[Role](),  # only whoever decided: test_deciding
    "desk_texts.keep": DECIDERS,
    "desk_texts.revert": DECIDERS,
    "desk_people.join": DECIDERS,
    "desk_people.part": DECIDERS,
    "desk_people.consent": DECIDERS,
    "desk_people.contact": DECIDERS,
    "desk_files.cover": DECIDERS,
    "desk_files.again": DECIDERS,
    "reasons.add": {Role.EDITOR, Role.BOARD_LEAD},
    "reasons.edit": {Role.EDITOR, Role.BOARD_LEAD},
    "reasons.retire": {Role.EDITOR, Role.BOARD_LEAD},
}


def address(app: Flask, endpoint: str, thing: uuid.UUID) -> str:
    rule = next(r for r in app.url_map.iter_rules() if r.endpoint == endpoint)
    values = {"nomination_id": thing, "code": "too_little", "field": "story", "variant": "whole"}
    return app.url_map.bind("").build(endpoint, {a: values.get(a, uuid.uuid4()) for a in rule.arguments})


def test_the_matrix_names_every_door(app: Flask) -> None:
    doors = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
        if rule.endpoint.partition(".")[0] in OWN
    }
    assert doors == {(e, "GET") for e in GET} | {(e, "POST") for e in POST}


@pytest.mark.parametrize("role", list(Role))
def test_each_office_opens_its_doors_and_no_others(app: Flask, at_desk: Desk, role: Role) -> None:
    thing, client = tell(app), at_desk(role).client
    wrong = []
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        for doors, method in ((GET, "GET"), (POST, "POST")):
            for endpoint, roles in doors.items():
                with client.open(address(app, endpoint, thing), method=method) as response:
                    opens = response.status_code != 403
                    missing = endpoint == "desk_decisions.undo" and response.status_code == 404
                    if opens is not (role in roles) and not missing:
                        wrong.append((endpoint, method, response.status_code))
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
    assert wrong == []


def test_strangers_are_sent_to_sign_in_at_every_door(app: Flask, browser: Browser, reasons: None) -> None:
    thing = tell(app)
    for endpoint in GET:
        response = browser.client.get(address(app, endpoint, thing))
        assert response.status_code == 303, endpoint
        assert "/dang-nhap" in response.headers["Location"], endpoint
