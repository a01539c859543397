"""What was sent is kept behind its covers: opened by an act of its own, on record, and by nobody who does not need it."""

import io
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.consultations.opinions import replies, reviewing
from portal.consultations.opinions.models import Opinion, Reply
from portal.consultations.opinions.states import ReplyBy, ReplyState
from portal.core.actor import Role
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.jobs.runner import run_due
from portal.core.storage import intake, services
from portal.core.storage.store import chosen
from portal.moderation import edited
from portal.moderation.desk import keeping
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.models import Redaction
from portal.moderation.reasons import load_reasons
from portal.moderation.redactions import Cover
from portal.moderation.states import Outcome
from portal.nominations import queries as nominations
from portal.web.moderation import matters
from tests.browser import Browser
from tests.consultations.held import TEXT, announced, candidate_of, opinion
from tests.core.storage.shots import picture
from tests.staff import sign_in, staff
from tests.web.moderation.told import add_photo, tell

SECRET = "0912 345 678"
PHONE = f"{TEXT} Gọi tôi số {SECRET} nhé."
SHUT = "Có phần đã được che hoặc biên tập"
Comes = Callable[..., Browser]


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def come(app: Flask, browse: Callable[[], Browser], now: time_machine.Traveller) -> Comes:
    """Makes browsers signed in with some roles, a moderator unless said otherwise."""
    with app.app_context(), unit_of_work():
        load_reasons()

    def made(*roles: Role, name: str = "") -> Browser:
        browser = browse()
        sign_in(app, browser, *(roles or (Role.MODERATOR,)), sign_in_name=name)
        return browser

    return made


@pytest.fixture
def waits(app: Flask, now: time_machine.Traveller) -> uuid.UUID:
    """An opinion with a phone number waits; its key."""
    with app.app_context():
        round = announced()
        now.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
        with unit_of_work():
            load_reasons()
        return opinion(candidate_of(round), text=PHONE).id


@pytest.fixture
def covered(app: Flask, waits: uuid.UUID) -> str:
    """The same, published with the number covered by somebody else than who reads here; its address."""
    with app.app_context(), unit_of_work():
        by, at = staff(Role.MODERATOR, sign_in_name="nguoi-truoc"), PHONE.index(SECRET)
        made = db.session.get_one(Opinion, waits)
        cover = Cover(at, at + len(SECRET), "phone", "[đã che]")
        reviewing.judge(made, Verdict(Outcome.ACCEPT, covers=(cover,)), by=by, of_version=made.version)
    return f"/nghiep-vu/y-kien/{waits}"


def read_by(app: Flask, thing: object) -> list[str]:
    """Who opened the original of a thing, in order, as the record has it."""
    with app.app_context():
        acts = sa.select(AuditEntry).where(AuditEntry.act == "moderation:read_original").order_by(AuditEntry.seq)
        return [str(e.actor_id) for e in db.session.scalars(acts) if e.thing_id == str(thing)]


def looks(app: Flask) -> int:
    """How often an original that was open was looked at, as the record has it."""
    with app.app_context():
        acts = sa.select(sa.func.count()).where(AuditEntry.act == "moderation:look_original")
        return db.session.scalar(acts) or 0


def taken_back(app: Flask, key: uuid.UUID) -> None:
    """Two colleagues take the decision back, so that it waits again, its covers as they are."""
    with app.app_context():
        for name in ("mot-nguoi", "nguoi-nua"):
            by = staff(Role.MODERATOR, sign_in_name=name)
            with unit_of_work():
                reviewing.reconsider(db.session.get_one(Opinion, key), by=by, why="Che thừa một chỗ trong câu.")


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD, Role.OBSERVER])
def test_the_original_opens_by_an_act_that_stands_in_the_record(
    app: Flask, come: Comes, covered: str, waits: uuid.UUID, role: Role
) -> None:
    page = come(role).get(covered)
    assert SHUT in page.text and "[đã che]" in page.text and SECRET not in page.text
    assert "0912 345" not in page.response.text, "nor in what the page sends along"
    assert read_by(app, waits) == []
    page.submit({}, form="ban-goc")
    assert SECRET in page.text and "tự đóng lúc" in page.text
    assert len(read_by(app, waits)) == 1


def test_who_judges_nothing_has_no_way_to_it(app: Flask, come: Comes, covered: str, waits: uuid.UUID) -> None:
    page = come(Role.APPRAISER).get(covered)
    assert SHUT in page.text and SECRET not in page.text
    assert not [form for form in page.all("form") if "ban-goc" in (form.get("action") or "")]
    assert read_by(app, waits) == []


def test_what_nobody_has_judged_yet_is_covered_for_who_judges_nothing(
    app: Flask, come: Comes, waits: uuid.UUID
) -> None:
    path = f"/nghiep-vu/y-kien/{waits}"
    assert SECRET not in come(Role.APPRAISER).get(path).response.text
    assert SECRET in come(name="xet").get(path).text, "who judges it reads it: there is no other original yet"
    assert read_by(app, waits) == []


def test_it_shuts_by_itself_after_a_quarter_of_an_hour(
    app: Flask, come: Comes, covered: str, waits: uuid.UUID, now: time_machine.Traveller
) -> None:
    page = come().get(covered).submit({}, form="ban-goc")
    now.shift(timedelta(minutes=14))
    assert SECRET in page.get(covered).text
    now.shift(timedelta(minutes=2))
    assert SECRET not in page.get(covered).text
    page.submit({}, form="ban-goc")
    assert len(read_by(app, waits)) == 2, "each opening is a reading"


def test_each_page_that_shows_it_is_a_look_of_its_own_and_keeps_it_open_no_longer(
    app: Flask, come: Comes, covered: str, waits: uuid.UUID, now: time_machine.Traveller
) -> None:
    page = come().get(covered)
    assert looks(app) == 0, "it was shut"
    page.submit({}, form="ban-goc")
    page.get(covered).get(covered)
    assert (looks(app), len(read_by(app, waits))) == (3, 1)
    now.shift(timedelta(minutes=14))
    page.get(covered)
    now.shift(timedelta(minutes=2))
    assert SECRET not in page.get(covered).text and looks(app) == 4
    log = come(Role.OBSERVER, name="giam-sat").get("/nghiep-vu/nhat-ky/viec").text
    assert log.count("xem lại bản gốc đang mở") >= 4 and "xem lại bản gốc" not in page.get(covered).text


def test_what_one_opened_is_shut_for_another(come: Comes, covered: str) -> None:
    come(name="mot").get(covered).submit({}, form="ban-goc")
    assert SECRET not in come(name="hai").get(covered).text


def test_the_decision_shuts_it_and_judging_anew_opens_it_first(
    app: Flask, come: Comes, covered: str, waits: uuid.UUID, now: time_machine.Traveller
) -> None:
    page = come().get(covered).submit({}, form="ban-goc")
    taken_back(app, waits)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Redaction)) == 1
    now.shift(timedelta(minutes=20))
    page.get(covered)
    assert SECRET not in page.text and not [f for f in page.all("form") if "quyet-dinh" in (f.get("action") or "")]
    page.submit({}, form="ban-goc")
    page.submit({"outcome": "accept"}, form="quyet-dinh").submit({}, form="quyet-dinh")  # the letter is seen first
    assert SECRET not in page.get(covered).text
    assert len(read_by(app, waits)) == 2


def test_typing_for_long_loses_nothing_and_counts_as_a_reading(
    app: Flask, come: Comes, covered: str, waits: uuid.UUID, now: time_machine.Traveller
) -> None:
    page = come().get(covered).submit({}, form="ban-goc")
    taken_back(app, waits)
    page.get(covered)
    now.shift(timedelta(minutes=20))
    page.submit({"words": "Cảm ơn bà đã viết."}, form="quyet-dinh", status=422)
    assert "Cảm ơn bà đã viết." in page.text and SECRET in page.text
    assert len(read_by(app, waits)) == 2


def test_lists_and_other_pages_have_the_covers_in_place(
    app: Flask, come: Comes, covered: str, waits: uuid.UUID
) -> None:
    lead = come(Role.BOARD_LEAD, Role.APPRAISER)
    with app.app_context():
        candidate = db.session.get_one(Opinion, waits).candidate_id
        assert not list(keeping.differences()), "the list kept is the list laid anew"
    for path in ("/nghiep-vu/hang-doi?view=settled", f"/nghiep-vu/ung-vien/{candidate}/sap-xep"):
        page = lead.get(path)
        assert "[đã che]" in page.text and SECRET not in page.response.text, path


def test_an_answer_to_an_opinion_is_kept_the_same_way(app: Flask, come: Comes, covered: str, waits: uuid.UUID) -> None:
    text = f"Xin thưa, tôi vẫn dạy lớp ấy. Máy tôi là {SECRET}."
    with app.app_context(), unit_of_work() as session:
        by = staff(Role.MODERATOR, sign_in_name="nguoi-khac")
        reply = Reply(
            opinion_id=waits, by=ReplyBy.UNIT, state=ReplyState.WAITING, text=text, signed="UBND phường",
            sent_at=datetime(2026, 11, 20, 2, tzinfo=UTC),
        )  # fmt: skip
        session.add(reply)
        session.flush()
        at, key = text.index(SECRET), reply.id
        verdict = Verdict(Outcome.ACCEPT, covers=(Cover(at, at + len(SECRET), "phone", "[đã che]"),))
        replies.judge(reply, verdict, by=by, of_version=reply.version)
    page = come().get(f"/nghiep-vu/tra-loi/{key}")
    assert "[đã che]" in page.text and SECRET not in page.response.text
    page.submit({}, form="ban-goc")
    assert SECRET in page.text and len(read_by(app, key)) == 1


def test_a_testimony_is_kept_the_same_way_its_title_and_edited_words_too(app: Flask, come: Comes) -> None:
    key = tell(app, title="Bà Tơ số máy 0912 345 275")
    path, first = f"/nghiep-vu/loi-ke/{key}", come(name="truoc")
    with app.app_context(), unit_of_work():
        thing, by = nominations.one(key), staff(Role.MODERATOR, sign_in_name="truoc-nua")
        assert thing is not None
        edited.edit(thing, by=by, field="story", text="Sáng nào bà Tơ cũng nấu chè.", original=thing.story)
    first.get(path).submit({}, form="ban-goc")
    first.post(f"/nghiep-vu/bai/{key}/nhan-lai", {"csrf_token": first.form(0).values["csrf_token"], "reason": "Ca sau"})
    first.get(path).submit({"act": "covers"}, form="xem-thu")
    assert "0912 345 275" in first.text, "who draws the covers reads on"
    second = come(name="sau").get(path)
    assert "0912 345" not in second.response.text and "Ai muốn rõ" not in second.response.text
    for door in (f"{path}/sua", f"{path}/tach"):
        assert "0912 345" not in second.get(door).response.text, door
    assert "0912 345" not in second.get("/nghiep-vu/hang-doi").response.text
    second.get(path).submit({}, form="ban-goc")
    assert "0912 345 275" in second.get(f"{path}/sua").text
    assert len(read_by(app, key)) == 2


def test_of_a_masked_photo_only_the_covered_copy_is_served(app: Flask, come: Comes) -> None:
    key, out = tell(app), io.BytesIO()
    picture(600, 400).save(out, "JPEG", quality=95)
    with app.app_context():
        received = intake.receive(io.BytesIO(out.getvalue()), name="anh.jpg", store=chosen())
        with unit_of_work():
            file = services.keep(received)
            add_photo(key, file.id)
        run_due()
        whole, photo = file.sha256, file.id
    path, first = f"/nghiep-vu/loi-ke/{key}", come(name="truoc")
    first.get(f"{path}/che-anh/{photo}").submit({"left-0": "0", "top-0": "0", "width-0": "50", "height-0": "50"})
    with app.app_context():
        run_due()

    def served(browser: Browser) -> str:
        response = browser.get(f"{path}/tep/{photo}/whole").response
        response.get_data()
        response.close()
        return response.get_etag()[0] or ""

    assert whole in served(first)
    second = come(name="sau")
    assert whole not in served(second)
    assert "che-anh" not in second.get(f"{path}/che-anh/{photo}").url, "the drawing page opens with the original only"
    second.submit({}, form="ban-goc")
    assert whole in served(second)


def test_an_appeal_shows_the_covered_words_and_the_way_to_the_rest(app: Flask, come: Comes, covered: str) -> None:
    with app.test_request_context(), unit_of_work():
        key = uuid.UUID(covered.rsplit("/", 1)[1])
        known = matters.of("opinion", key)
    assert known is not None and SECRET not in known.text and known.desk == covered
