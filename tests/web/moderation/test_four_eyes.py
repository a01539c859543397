"""Second looks on the desk's pages: nothing of the first judgement shows, every door keeps to two, who is barred is told."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.accounts import queries as accounts
from portal.accounts import ties
from portal.accounts.states import TieKind
from portal.consultations.opinions import reviewing
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState, Stance
from portal.core.actor import SYSTEM, Role
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.moderation.eyes import sampling
from portal.moderation.eyes.models import Proposal, Sample
from portal.moderation.eyes.states import ProposalState, SampleState
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.models import Reason
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from tests.attacks.doors import address
from tests.attacks.visitors import Thing
from tests.browser import Browser
from tests.consultations.held import TEXT, announced, candidate_of, opinion
from tests.staff import sign_in, staff
from tests.web.moderation.told import tell

SAID = TEXT + " Nhưng ông Hạ làm ăn tắc trách, ai cũng biết. Số 0912 345 678."
NO = {"outcome": "decline", "reason": "opinion_off_topic", "note": "Lời riêng của người thứ nhất."}
YES = {"outcome": "accept"}
NAMES = {"nhat": "Đinh Thị Nhất", "nhi": "Hồ Văn Nhị"}
Comes = Callable[..., Browser]


@pytest.fixture
def path(app: Flask) -> Iterator[str]:
    """Criticism waits: its address."""
    with time_machine.travel(datetime(2026, 11, 10, 2, tzinfo=UTC), tick=False) as clock:
        with app.app_context():
            round = announced()
            clock.move_to(datetime(2026, 11, 20, 2, tzinfo=UTC))
            with unit_of_work():
                load_reasons()
            key = opinion(candidate_of(round), text=SAID, stance=Stance.NOT_YET).id
        yield f"/nghiep-vu/y-kien/{key}"


@pytest.fixture
def come(app: Flask, browse: Callable[[], Browser]) -> Comes:
    def come(name: str, *roles: Role) -> Browser:
        browser = browse()
        sign_in(app, browser, *(roles or (Role.MODERATOR,)), sign_in_name=name)
        with app.app_context(), unit_of_work():
            known = accounts.by_sign_in_name(name)
            assert known is not None
            known.name = NAMES.get(name, known.name)
        return browser

    return come


def the(app: Flask) -> Opinion:
    with app.app_context():
        found = db.session.scalars(sa.select(Opinion)).one()
        db.session.expunge_all()
        return found


def only(app: Flask) -> Proposal:
    with app.app_context():
        found = db.session.scalars(sa.select(Proposal)).one()
        db.session.expunge_all()
        return found


def propose(path: str, come: Comes) -> Browser:
    return come("nhat").get(path).send(NO, form="quyet-dinh")


def test_the_first_is_told_that_nothing_has_happened(app: Flask, come: Comes, path: str) -> None:
    page = propose(path, come)
    assert page.url.startswith("/nghiep-vu/nguoi-thu-hai") and "Chưa có gì thay đổi" in page.text
    assert the(app).state is OpinionState.WAITING
    assert "quyet-dinh" not in [f.get("action", "")[-10:] for f in page.get(path).all("form")]


def test_the_first_goes_on_along_the_same_list(app: Flask, come: Comes, path: str) -> None:
    tell(app, title="Nồi chè")
    page = come("nhat").get(f"{path}?language=vi").send(NO, form="quyet-dinh")
    page.follow("Sang bài tiếp theo")
    assert "Nồi chè" in page.h1 + page.text and page.url.endswith("?language=vi")


def test_the_second_finds_it_and_reads_nothing_of_the_first(app: Flask, come: Comes, path: str) -> None:
    propose(path, come)
    other = come("nhi")
    other.get("/nghiep-vu/nguoi-thu-hai").follow("Trần Thị Nhài")
    page = other.get(path)
    for hidden in ("Lời riêng của người thứ nhất", "Nhất", 'value="decline" checked', "selected"):
        assert hidden not in page.response.text
    other.send(NO | {"note": ""}, form="quyet-dinh")
    assert the(app).state is OpinionState.DECLINED
    mine = come("nhat").get("/nghiep-vu/nguoi-thu-hai")
    assert "Hồ Văn Nhị" in mine.text  # once decided, each reads who the other was
    assert "Đinh Thị Nhất" in other.get("/nghiep-vu/nguoi-thu-hai").text


def test_the_second_takes_it_back_within_the_minute(app: Flask, come: Comes, path: str) -> None:
    propose(path, come)
    other = come("nhi")
    other.get(path).send(NO, form="quyet-dinh")
    other.get("/nghiep-vu/nguoi-thu-hai").submit({}, form="hoan-tac")
    assert the(app).state is OpinionState.WAITING and only(app).state is ProposalState.PENDING


def test_a_lead_reads_both_judgements_without_names_and_decides(app: Flask, come: Comes, path: str) -> None:
    propose(path, come)
    come("nhi").get(path).send(YES | {"note": "Nói có căn cứ."}, form="quyet-dinh")
    assert the(app).state is OpinionState.WAITING
    bystander = come("bac").get(path)
    assert "Lời riêng" not in bystander.text and "Nói có căn cứ" not in bystander.text
    lead = come("lanh-dao", Role.BOARD_LEAD)
    lead.get("/nghiep-vu/nguoi-thu-hai").follow("Trần Thị Nhài")
    assert "Lời riêng của người thứ nhất" in lead.text and "Nói có căn cứ" in lead.text
    assert "Nhất" not in lead.text and "Nhị" not in lead.text
    lead.send(YES, form="quyet-dinh")
    assert the(app).state is OpinionState.PUBLISHED


def test_a_form_opened_before_somebody_judged_is_told_and_keeps_what_was_typed(come: Comes, path: str) -> None:
    late = come("nhi").get(path)
    propose(path, come)
    late.submit(NO | {"words": "Tôi gõ mãi mới xong."}, form="quyet-dinh", status=409)
    assert "Tôi gõ mãi mới xong." in late.text


def test_the_tracking_page_says_only_that_it_is_under_review(app: Flask, come: Comes, path: str) -> None:
    propose(path, come)
    assert the(app).state is OpinionState.WAITING and the(app).reason_code is None
    assert the(app).decided_at is None  # all that the tracking page reads


FORMS: tuple[dict[str, object], ...] = (
    NO, {"outcome": "decline", "reason": "opinion_insults"}, {"act": "dismiss"}, {"choice": "act", "reason": "privacy"},
    YES | {"more": "tắc trách", "more_with": "…"}, YES | {"cover": "text:{0}:{1}:phone"}, {},
)  # fmt: skip


def test_no_door_lets_one_person_silence_criticism_or_hide_its_words(app: Flask, come: Comes, path: str) -> None:
    """One account with every office sends every form it can think of to every door that takes an opinion."""
    one = come("moi-vai", *Role)
    token = one.get(path).form("quyet-dinh").values["csrf_token"]
    print_ = one.form("quyet-dinh").values["of-text"]
    start = SAID.index("tắc trách")
    doors = [r for r in app.url_map.iter_rules() if "POST" in (r.methods or ()) and "opinion_id" in r.arguments]
    doors = [r for r in doors if not r.endpoint.endswith(".move")]  # it ends here; an officer of that channel reads it
    assert len(doors) >= 4
    for rule in doors:
        for form in FORMS:
            filled = {k: str(v).format(start, start + 9) for k, v in form.items()}
            known = {"of_version": the(app).version, "covers": "1", "of-text": print_, "csrf_token": token}
            keys = {"opinion_id": the(app).id, "file_id": uuid.uuid4(), "key": "x", "proposal_id": uuid.uuid4()}
            url = address(app, rule.endpoint, Thing({n: keys.get(n, "x") for n in rule.arguments}))
            one.client.post(url, data={**known, **filled})
            found = the(app)
            assert found.state in (OpinionState.WAITING, OpinionState.PUBLISHED), f"{rule.endpoint} {form}"
            assert "tắc trách" in (found.shown_text or "tắc trách"), f"{rule.endpoint} {form}"
            with app.app_context(), unit_of_work() as session:
                session.execute(sa.delete(Proposal))


def test_who_is_related_gets_clear_words_at_every_door(app: Flask, come: Comes, path: str) -> None:
    one = come("nhat")
    token = one.get(path).form("quyet-dinh").values["csrf_token"]
    with app.app_context():
        mine = accounts.by_sign_in_name("nhat")
        assert mine is not None
        with unit_of_work():
            about = db.session.scalars(sa.select(Opinion)).one().candidate.nominee_id
            ties.declare(
                mine, kind=TieKind.FAMILY, name="x", why="Em gái tôi", by=accounts.as_actor(mine), nominee_id=about
            )
    one.get(path, status=403)
    assert "vì bạn đã khai có liên quan" in one.text
    for door in ("quyet-dinh", "xem-lai", "kenh-kin"):
        one.post(f"{path}/{door}", {**NO, "csrf_token": token}, status=403)
    assert the(app).state is OpinionState.WAITING


def test_one_declares_a_relation_and_ends_it(app: Flask, come: Comes, path: str) -> None:
    one = come("nhat")
    one.get("/tai-khoan/lien-quan?q=nhai").submit({"why": "Em gái tôi"}, form=0, status=422)
    chosen = next(e.get("value") for e in one.all("input") if e.get("name") == "about")
    one.submit({"about": chosen, "kind": "family", "why": "Em gái tôi"}, form=0)
    assert "Em gái tôi" in one.text
    one.get(path, status=403)
    assert "Em gái tôi" in come("lanh-dao", Role.BOARD_LEAD).get("/tai-khoan/lien-quan").text
    assert "Em gái tôi" not in come("nhi").get("/tai-khoan/lien-quan").text
    one.get("/tai-khoan/lien-quan").submit({}, form="ket-thuc")
    one.get(path)


def test_a_sample_is_judged_blind_and_the_lead_reads_what_differed(app: Flask, come: Comes, path: str) -> None:
    with app.app_context():
        by = staff(Role.MODERATOR, sign_in_name="nhat")
        said = db.session.scalars(sa.select(Opinion)).one()
        with unit_of_work():
            reviewing.judge(said, Verdict(Outcome.ACCEPT, note="Lời riêng."), by=by, of_version=said.version)
        with unit_of_work():
            sampling.draw_week(date(2026, 11, 16), by=SYSTEM)
    assert "Trần Thị Nhài" not in come("nhat").get("/nghiep-vu/kiem-tra-mau").text
    other = come("nhi")
    other.get("/nghiep-vu/kiem-tra-mau").follow("Trần Thị Nhài")
    assert "Lời riêng" not in other.text and TEXT not in other.text
    other.submit({}, form="/mo")
    assert "Lời riêng" not in other.text and TEXT in other.text
    with app.app_context():
        opened = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "moderation:read_original")).all()
        assert [entry.thing_id for entry in opened] == [path.rsplit("/", 1)[1]]
    other.submit({"note": "Lạc đề."}, form="kiem-tra-mau", status=422)
    assert "Lạc đề." in other.text
    other.submit({"outcome": "decline", "reason": ""}, form="kiem-tra-mau", status=422)
    assert "Bạn chọn lý do mà bạn sẽ nêu." in other.text, "the writer reads nothing of it"
    other.submit({"outcome": "decline", "reason": "opinion_off_topic", "note": "Lạc đề."}, form="kiem-tra-mau")
    assert "Quyết định trước đây vẫn giữ nguyên" in other.text
    with app.app_context():
        assert db.session.scalars(sa.select(Sample.state)).one() is SampleState.DIFFERED
    assert the(app).state is OpinionState.PUBLISHED
    assert "Lạc đề." not in other.get("/nghiep-vu/kiem-tra-mau").text
    for role in (Role.BOARD_LEAD, Role.OBSERVER):
        assert "Lạc đề." in come(role.value.replace("_", "-"), role).get("/nghiep-vu/kiem-tra-mau").text


def test_how_often_two_agree_is_there_for_staff_and_without_small_numbers_for_all(
    app: Flask, browser: Browser, come: Comes, path: str
) -> None:
    propose(path, come)
    come("nhi").get(path).send(NO, form="quyet-dinh")
    page = come("giam-sat", Role.OBSERVER).get("/nghiep-vu/bon-mat")
    assert "1 trong 1" in page.text and "100%" in page.text
    for prefix, words in (("", "ít nhất 5"), ("/en", "at least 5")):
        public = browser.get(f"{prefix}/bon-mat-cung-xem")
        assert words in public.text and not public.all("table")
        assert "Set-Cookie" not in public.response.headers and "ETag" in public.response.headers


def test_the_history_of_a_testimony_hides_who_was_first_until_it_is_decided(app: Flask, come: Comes, path: str) -> None:
    with app.app_context(), unit_of_work() as session:
        session.execute(sa.update(Reason).where(Reason.code == "too_little").values(second_person=True))
    key = tell(app)
    first, second = come("nhat"), come("nhi")
    where = f"/nghiep-vu/loi-ke/{key}"
    first.get(where).submit({}, form="nhan")
    first.get(where).submit({"outcome": "decline", "reason_decline": "too_little"}, form="xem-thu")
    first.submit({}, form="quyet-dinh")
    assert "Đinh Thị Nhất" not in second.get(where).text
    second.submit({"outcome": "decline", "reason_decline": "too_little"}, form="xem-thu")
    second.submit({}, form="quyet-dinh")
    assert "Đinh Thị Nhất" in second.get(where).text
