"""Reversals, appeals and reports at the desk: nothing typed is lost, and whoever decided stays outside."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions import at_desk as opinion_desk
from portal.consultations.opinions import reported, reviewing
from portal.consultations.opinions import services as opinions
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState
from portal.core.actor import RESIDENT, Role, holder_of
from portal.core.db import db, unit_of_work
from portal.core.mail.models import Letter
from portal.honours.queries import calendar
from portal.moderation import services as desk
from portal.moderation.appeals import services
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.states import AppealState, Channel
from portal.moderation.models import Reversal
from portal.moderation.reports.asked import Wish
from portal.moderation.reports.models import ReportCase
from portal.moderation.reports.states import Outcome as Came
from portal.moderation.reports.states import Relation, ReportKind
from portal.moderation.states import Outcome
from portal.nominations import at_desk as nomination_desk
from portal.nominations import moves, queries
from portal.nominations.states import NominationState as S
from portal.stories import readers
from tests.browser import Browser
from tests.consultations.held import announced, candidate_of, opinion
from tests.staff import staff
from tests.stories.telling import told as told_story
from tests.web.moderation.told import tell
from tests.web.public.test_rounds import DURING

Desk = Callable[..., Browser]
WHY = "Tôi đã tận mắt thấy bà nấu chè suốt mười hai năm."
SAID = "Chúng tôi đã gọi lại và thấy quyết định là đúng."


def declined(app: Flask) -> uuid.UUID:
    """A story that the moderator declined."""
    id = tell(app, number="NT26-00042")
    with app.app_context():
        by = staff(Role.MODERATOR)
        with unit_of_work():
            n = queries.one(id)
            assert n is not None
            made = desk.decide(n, by=by, outcome=Outcome.DECLINE, of_version=n.version, reason_code="too_little")
            moves.decline(n, by=by, reason_code="too_little", decision=made)
    return id


def appealed(app: Flask) -> str:
    """The page of an appeal against the moderator's decision."""
    id = declined(app)
    with app.app_context(), unit_of_work():
        n = queries.one(id)
        assert n is not None
        made = services.ask(n, nomination_desk.matter(n), text=WHY, by=holder_of(id), calendar=calendar())
        return f"/nghiep-vu/xem-lai/{made.id}"


def the(app: Flask, kind: type) -> object:
    with app.app_context():
        found = db.session.scalars(sa.select(kind)).one()
        db.session.expunge_all()
        return found


def test_a_decision_is_reversed_with_a_reason_on_the_items_page(app: Flask, at_desk: Desk) -> None:
    id, browser = declined(app), at_desk(Role.BOARD_LEAD)
    browser.get(f"/nghiep-vu/loi-ke/{id}").submit({"why": "Nhầm", "words": "Xin lỗi bạn."}, form="mo-lai", status=422)
    assert "Xin lỗi bạn." in browser.text and "Nói vì sao" in browser.text
    browser.submit({"why": "Đã gọi thêm hai người làm chứng."}, form="mo-lai")
    with app.app_context():
        n = queries.one(id)
        assert n and n.state is S.VERIFYING
    assert "Đã gọi thêm hai người làm chứng." in browser.text
    kept = the(app, Reversal)
    assert isinstance(kept, Reversal) and kept.words == "Xin lỗi bạn."


def test_a_stale_reversal_loses_nothing_that_was_typed(app: Flask, at_desk: Desk) -> None:
    id = declined(app)
    one, two = at_desk(Role.BOARD_LEAD), at_desk(Role.EDITOR)
    for each in (one, two):
        each.get(f"/nghiep-vu/loi-ke/{id}")
    form = two.form("mo-lai").values
    one.submit({"why": "Đã gọi thêm hai người làm chứng."}, form="mo-lai")
    two.post(f"/nghiep-vu/loi-ke/{id}/mo-lai", form | {"why": "Tôi cũng thấy nên xem lại."}, status=409)
    with app.app_context():
        assert len(db.session.scalars(sa.select(Reversal)).all()) == 1


def test_whoever_decided_does_not_come_in(app: Flask, at_desk: Desk) -> None:
    page = appealed(app)
    decider = at_desk(Role.MODERATOR)
    decider.get(page, status=403)
    appeal = the(app, Appeal)
    assert isinstance(appeal, Appeal)
    decider.get(f"/nghiep-vu/loi-ke/{appeal.thing_id}")
    assert page not in decider.response.text
    at_desk(Role.EDITOR).get(page)


def test_an_appeal_is_judged_with_a_reason_the_writer_reads(app: Flask, at_desk: Desk) -> None:
    browser = at_desk(Role.BOARD_LEAD).get(appealed(app))
    assert WHY in browser.text and "chưa đủ căn cứ" in browser.text and "Nồi chè" in browser.text
    assert "lift" not in {e.get("value") for e in browser.all("input")}, "nothing of a story is covered in public"
    browser.submit({"said": SAID}, form="ket-luan", status=422)
    assert SAID in browser.form("ket-luan").values["said"]
    browser.submit({"verdict": "stand", "said": ""}, form="ket-luan", status=422)
    browser.send({"verdict": "stand", "said": SAID}, form="ket-luan")
    assert "Giữ nguyên quyết định" in browser.text and SAID in browser.text


def test_an_upheld_one_puts_the_story_back_on_the_list(app: Flask, at_desk: Desk) -> None:
    at_desk(Role.BOARD_LEAD).get(appealed(app)).send({"verdict": "anew", "said": "Bạn nói đúng."}, form="ket-luan")
    appeal = the(app, Appeal)
    assert isinstance(appeal, Appeal) and appeal.state is AppealState.ANEW
    with app.app_context():
        n = queries.one(appeal.thing_id)
        assert n and n.state is S.VERIFYING


def test_of_two_who_judge_one_wins_and_the_others_words_stay(app: Flask, at_desk: Desk) -> None:
    page = appealed(app)
    one, two = at_desk(Role.BOARD_LEAD), at_desk(Role.EDITOR)
    one.get(page), two.get(page)
    one.send({"verdict": "stand", "said": SAID}, form="ket-luan")
    two.submit({"verdict": "anew", "said": "Tôi lại thấy khác hẳn."}, form="ket-luan", status=409)
    assert "Tôi lại thấy khác hẳn." in two.text and SAID in two.text


def test_a_decision_reversed_meanwhile_is_said_clearly(app: Flask, at_desk: Desk) -> None:
    page = appealed(app)
    one, two = at_desk(Role.BOARD_LEAD), at_desk(Role.EDITOR)
    two.get(page)
    appeal = the(app, Appeal)
    assert isinstance(appeal, Appeal)
    one.get(f"/nghiep-vu/loi-ke/{appeal.thing_id}").submit({"why": "Tự xem lại thấy vội quá."}, form="mo-lai")
    two.submit({"verdict": "stand", "said": SAID}, form="ket-luan", status=409)
    assert "đã được hủy trước khi có người xem lại" in two.text and SAID in two.text


def test_a_clerk_writes_an_appeal_down_knowing_the_number_only(app: Flask, at_desk: Desk) -> None:
    id, clerk = declined(app), at_desk(Role.CLERK)
    with app.app_context():
        n = queries.one(id)
        assert n is not None
        number, title = n.number, n.title
    told = {"number": number.lower(), "channel": "phone", "checked": "Đọc đúng năm từ trên biên nhận.", "text": WHY}
    clerk.get("/nghiep-vu/ghi-ho-xem-lai").submit(told | {"number": "NT26-99999"}, status=409)
    assert WHY in clerk.form().values["text"]
    clerk.submit(told)
    assert number in clerk.text and title not in clerk.text
    appeal = the(app, Appeal)
    assert isinstance(appeal, Appeal) and (appeal.channel, appeal.text) == (Channel.PHONE, WHY)
    clerk.get(f"/nghiep-vu/xem-lai/{appeal.id}", status=403)


@pytest.fixture
def public(app: Flask, now: Traveller, reasons: None) -> uuid.UUID:
    """A published opinion."""
    with app.app_context():
        candidate = candidate_of(announced())
        now.move_to(DURING)
        made, by = opinion(candidate), staff(Role.MODERATOR)
        with unit_of_work():
            fresh = db.session.get_one(Opinion, made.id)
            decision = desk.decide(fresh, by=by, outcome=Outcome.ACCEPT, of_version=fresh.version)
            reviewing.accept(fresh, by=by, decision=decision)
        return made.id


def test_an_opinion_is_taken_back_to_the_desk_with_a_reason(app: Flask, at_desk: Desk, public: uuid.UUID) -> None:
    browser = at_desk(Role.EDITOR).get(f"/nghiep-vu/y-kien/{public}")
    browser.submit({"why": ""}, form="xem-lai", status=422)
    browser.submit({"why": "Có tên người thứ ba chưa che."}, form="xem-lai")
    made = the(app, Opinion)
    assert isinstance(made, Opinion) and made.state is OpinionState.PUBLISHED  # until a second person agrees
    second = at_desk(Role.BOARD_LEAD).get("/nghiep-vu/nguoi-thu-hai").follow("Trần Thị Nhài")
    assert "Có tên người thứ ba chưa che." not in second.text
    second.submit({"choice": "act", "note": "Đúng là còn tên người khác."}, form="nguoi-thu-hai")
    made = the(app, Opinion)
    assert isinstance(made, Opinion) and made.state is OpinionState.WAITING
    assert "Đúng là còn tên người khác." in second.get(f"/nghiep-vu/y-kien/{public}").text


def test_an_opinion_withdrawn_while_its_appeal_is_judged(app: Flask, at_desk: Desk, public: uuid.UUID) -> None:
    with app.app_context(), unit_of_work():
        fresh = db.session.get_one(Opinion, public)
        fresh.masked = True
        made = services.ask(fresh, opinion_desk.matter(fresh), text=WHY, by=holder_of(public), calendar=calendar())
        page = f"/nghiep-vu/xem-lai/{made.id}"
    browser = at_desk(Role.EDITOR).get(page)
    with app.app_context(), unit_of_work():
        opinions.withdraw(db.session.get_one(Opinion, public), by=holder_of(public))
    browser.submit({"verdict": "stand", "said": SAID}, form="ket-luan", status=409)
    assert "người viết đã rút lại" in browser.text and SAID in browser.text and WHY not in browser.text


def report(app: Flask, id: uuid.UUID, text: str, contact: str = "") -> str:
    with app.app_context(), unit_of_work():
        made = reported.report(
            db.session.get_one(Opinion, id), by=RESIDENT, kind=ReportKind.INSULT, text=text, contact=contact
        )
        return f"/nghiep-vu/bao-loi/{made.case_id}"


def test_all_texts_stand_on_one_page_and_an_outcome_ends_them(app: Flask, at_desk: Desk, public: uuid.UUID) -> None:
    report(app, public, "Tôi thấy câu này xúc phạm lắm", "mai@example.vn")
    page = report(app, public, "Câu cuối nặng lời với hàng xóm", "0912 000 111")
    browser = at_desk(Role.EDITOR).get(f"/nghiep-vu/y-kien/{public}").follow("Đọc và xử lý")
    assert browser.url == page and "nặng lời" in browser.text and "xúc phạm lắm" in browser.text
    browser.submit({"words": "Cảm ơn bạn."}, form="xong", status=422)
    browser.send({"outcome": "nothing_wrong"}, form="xong")
    assert "giữ nguyên" in browser.text and "gọi điện báo kết quả" in browser.text


def test_two_who_settle_at_once(app: Flask, at_desk: Desk, public: uuid.UUID) -> None:
    page = report(app, public, "Tôi thấy câu này xúc phạm lắm")
    one, two = at_desk(Role.MODERATOR), at_desk(Role.EDITOR)
    one.get(page), two.get(page)
    one.submit({"outcome": "nothing_wrong"}, form="xong")
    two.submit({"outcome": "corrected", "words": "Đã che một câu."}, form="xong", status=409)
    assert "Đã che một câu." in two.text
    case = the(app, ReportCase)
    assert isinstance(case, ReportCase) and case.outcome is Came.NOTHING_WRONG


def test_observers_read_reports_without_contacts_and_settle_nothing(
    app: Flask, at_desk: Desk, public: uuid.UUID
) -> None:
    page = report(app, public, "Tôi thấy câu này xúc phạm lắm", "mai@example.vn")
    browser = at_desk(Role.OBSERVER).get(page)
    assert "xúc phạm lắm" in browser.text and "mai@example.vn" not in browser.response.text
    browser.post(f"{page}/xong", {"outcome": "corrected", "csrf_token": "x"}, status=400)


def test_a_wish_about_oneself_is_answered_after_a_call_back(app: Flask, at_desk: Desk, reasons: None) -> None:
    with app.app_context():
        story = told_story()
        wish = Wish(
            kind=ReportKind.MY_CONSENT, text="Tôi muốn rút lại lời đồng ý", name="Đặng Thị Tơ",
            relation=Relation.SELF, contact="to@example.vn",
        )  # fmt: skip
        with unit_of_work():
            made = readers.ask(story, by=RESIDENT, wish=wish)
        page = f"/nghiep-vu/bao-loi/{made.case_id}"
    browser = at_desk(Role.MODERATOR).get(page)
    assert "Đặng Thị Tơ" in browser.text and "nói rằng nội dung viết về chính họ" in browser.text
    browser.submit({"outcome": "taken_down", "words": "Bài đã được gỡ."}, form="xong", status=422)
    browser.send({"checked": "Gọi lại số trong hồ sơ đồng ý, bà xác nhận."}, form="xong")
    assert "bà xác nhận" in browser.text
    with app.app_context():
        assert db.session.scalars(sa.select(Letter).where(Letter.address == "to@example.vn")).all() == []
