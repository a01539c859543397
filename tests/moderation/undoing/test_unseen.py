"""Within its minute nothing that staff decide shows on the pages where writers follow what they sent."""

from collections.abc import Callable

from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions import replies
from portal.consultations.opinions.states import ReplyBy
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.moderation.limits import UNDO
from portal.nominations import links
from tests.browser import Browser
from tests.consultations.held import BOARD
from tests.moderation.undoing.acts import Case, Scene
from tests.moderation.undoing.test_every_act import case, letters, scene  # noqa: F401  # fixtures
from tests.staff import sign_in, staff

NOWHERE = ("reports",)  # whoever reported follows nothing: a letter tells them


def pages(app: Flask, browse: Callable[[], Browser], about: Scene) -> Callable[[], dict[str, str]]:
    """What stands on every page that somebody follows what this is about."""
    key = ""
    with app.app_context():
        tokens = {kind: links.token(about.ids[kind]) for kind in ("nomination", "opinion") if kind in about.ids}
        if "reply" in about.ids:
            with unit_of_work():
                key = replies.invite(about.opinion().candidate, who=ReplyBy.UNIT, by=BOARD)
        db.session.remove()
    opened = {kind: browse().get(f"/theo-doi/mo/{token}").submit() for kind, token in tokens.items()}
    paths = {kind: writer.url for kind, writer in opened.items()}

    def read() -> dict[str, str]:
        found = {kind: writer.get(paths[kind]).text for kind, writer in opened.items()}
        return found | ({"reply": browse().get(f"/lay-y-kien/tra-loi/{key}").text} if key else {})

    return read


def test_it_shows_when_the_minute_is_over_and_never_where_it_was_taken_back(
    app: Flask,
    browse: Callable[[], Browser],
    case: Case,  # noqa: F811  # a fixture, by its name
    scene: Scene,  # noqa: F811  # a fixture, by its name
    now: Traveller,
) -> None:
    desk, read = browse(), pages(app, browse, scene)
    sign_in(app, desk, Role.BOARD_LEAD)
    before = read()
    assert before

    def act() -> None:
        with app.app_context():
            by = staff(Role.BOARD_LEAD)
            with unit_of_work():
                case.act(scene, by)
            db.session.remove()

    act()
    assert read() == before, "seen within its minute"
    desk.get("/nghiep-vu/hang-doi").submit({}, form="hoan-tac")
    assert read() == before, "taken back"
    with app.app_context():
        letters(now, later=True)
        db.session.remove()
    assert read() == before, "taken back, and the minute is over"
    act()
    now.shift(UNDO)
    assert (read() != before) is (case.name.partition(" ")[0] not in NOWHERE)
