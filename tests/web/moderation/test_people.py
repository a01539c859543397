import uuid
from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask

from portal.core.actor import Role
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.nominations import queries as nominations
from portal.nominations.models import Nomination
from portal.nominees import queries
from portal.nominees.models import Consent
from tests.browser import Browser
from tests.web.moderation.told import tell

Desk = Callable[..., Browser]


def consent(app: Flask, id: object) -> Consent | None:
    with app.app_context():
        thing = nominations.one(id)  # type: ignore[arg-type]  # a key
        assert thing is not None
        return queries.consent_of(thing.subjects[0].nominee)


def test_one_told_of_before_is_shown_with_the_reasons(app: Flask, at_desk: Desk) -> None:
    tell(app, name="Nguyen Thi Hoa")
    page = at_desk().get(f"/nghiep-vu/loi-ke/{tell(app, name='Nguyễn Thị Hòa')}")
    assert "Có thể là cùng người" in page.text
    assert "trùng tên, khác dấu" in page.text


def test_testimonies_are_joined_on_one_person_and_parted_again(app: Flask, at_desk: Desk) -> None:
    tell(app, title="Lời kể trước", name="Nguyễn Thị Hoà")
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{tell(app, name='Nguyễn Thị Hòa')}").submit(form="/ghep/")
    assert "Đã ghép với Nguyễn Thị Hoà" in browser.text
    assert "Lời kể trước" in browser.text
    browser.submit(form="/tach/")
    assert "Đã ghép với" not in browser.text


def test_an_answer_about_consent_is_recorded(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{thing}").follow("Ghi lời đồng ý")
    said = {"state": "agreed", "covers": ["story", "name"], "channel": "phone", "given_on": "2026-11-20"}
    browser.submit({**said, "ground": "Châu gọi lúc 9 giờ"})
    made = consent(app, thing)
    assert made is not None
    assert (made.state, made.channel, made.covers, made.ground) == (
        "agreed", "phone", ["story", "name"], "Châu gọi lúc 9 giờ",
    )  # fmt: skip
    assert "Đã đồng ý" in browser.text


def test_consent_to_nothing_and_an_unknown_day_are_refused(app: Flask, at_desk: Desk) -> None:
    thing = tell(app)
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{thing}").follow("Ghi lời đồng ý")
    browser.submit({"state": "agreed", "channel": "phone", "given_on": "2026-11-20"}, status=422)
    assert browser.title.startswith("Lỗi:")
    browser.submit({"covers": ["story"], "given_on": "hôm qua"}, status=422)
    assert consent(app, thing) is None


def test_no_purpose_is_ticked_beforehand(app: Flask, at_desk: Desk) -> None:
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{tell(app)}").follow("Ghi lời đồng ý")
    assert not {"state", "covers"} & set(browser.form().values)


def test_a_childs_consent_comes_from_a_parent(app: Flask, at_desk: Desk) -> None:
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{tell(app, name='Lê An', minor=True)}").follow("Ghi lời đồng ý")
    assert "Dưới 16 tuổi" in browser.text


def test_an_observer_neither_joins_nor_records(app: Flask, at_desk: Desk) -> None:
    tell(app, name="Nguyễn Thị Hoà")
    page = at_desk(Role.OBSERVER).get(f"/nghiep-vu/loi-ke/{tell(app, name='Nguyễn Thị Hòa')}")
    assert "Ghép" not in page.text
    assert "Ghi lời đồng ý" not in page.text


def acts(app: Flask, act: str) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).where(AuditEntry.act == act)) or 0


def reachable(app: Flask) -> uuid.UUID:
    thing = tell(app)
    with app.app_context(), unit_of_work():
        db.session.get_one(Nomination, thing).subjects[0].contact = "0987 000 111"
    return thing


def test_the_nominees_contact_is_shown_when_asked_for_and_the_asking_is_on_record(app: Flask, at_desk: Desk) -> None:
    browser = at_desk().get(f"/nghiep-vu/loi-ke/{reachable(app)}")
    assert "0987 000 111" not in browser.response.text and acts(app, "nomination:open_contact") == 0
    browser.submit(form="/lien-he/")
    assert "0987 000 111" in browser.text and acts(app, "nomination:open_contact") == 1
    assert "no-store" in browser.response.headers["Cache-Control"]
    assert "xem cách liên hệ" in browser.text


def test_who_only_observes_is_not_offered_it(app: Flask, at_desk: Desk) -> None:
    observer = at_desk(Role.OBSERVER).get(f"/nghiep-vu/loi-ke/{reachable(app)}")
    assert "lien-he" not in observer.response.text and "0987 000" not in observer.response.text
