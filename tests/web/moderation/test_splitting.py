"""A testimony of two people is split at the desk, shown with its parts, and joined again."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.accounts.models import Tie
from portal.accounts.states import TieKind
from portal.core import clock
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.honours.queries import calendar
from portal.moderation import claims
from portal.moderation import services as deciding
from portal.moderation.appeals import services as appealing
from portal.moderation.reasons import load_reasons
from portal.moderation.states import Outcome
from portal.nominations import at_desk as nomination_desk
from portal.nominations import correcting, moves, parts, queries
from portal.nominations.correcting import Said
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState
from portal.nominees.models import Nominee
from tests.browser import Browser
from tests.nominations.tipped import MODERATOR, STORY, holder, tip
from tests.staff import sign_in
from tests.stories.telling import photo

Desk = Callable[..., Browser]
WORDS = {
    "why": "Hai người, hai việc ở hai nơi.", "title_stays": "Nồi nước chè", "story_stays": "Bà nấu nước chè.",
    "title_goes": "Cây cầu tre", "story_goes": "Ông Lợi bắc cầu.",
}  # fmt: skip


@pytest.fixture
def told(app: Flask) -> uuid.UUID:
    with app.app_context():
        return tip(names=("Đặng Thị Tơ", "Phạm Văn Lợi"), number="NT26-90001").id


def address(id: object) -> str:
    return f"/nghiep-vu/loi-ke/{id}"


def second(app: Flask, id: uuid.UUID) -> str:
    with app.app_context():
        found = queries.one(id)
        assert found is not None
        return f"who-{found.subjects[1].id}"


def all_of(app: Flask, id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    with app.app_context():
        found = queries.one(id)
        assert found is not None
        return [(part.id, parts.who(part)) for part in parts.of(found)]


def split(app: Flask, desk: Browser, id: uuid.UUID, **values: object) -> Browser:
    return desk.get(f"{address(id)}/tach").send({**WORDS, second(app, id): "goes", **values}, form="/tach")


def test_it_is_split_and_the_new_part_is_shown_with_its_own_words(app: Flask, at_desk: Desk, told: uuid.UUID) -> None:
    desk = at_desk().get(address(told)).follow("tách làm hai")
    assert desk.form("/tach").values["story_stays"] == STORY
    page = split(app, desk, told)
    assert [who for _, who in all_of(app, told)] == ["bà Đặng Thị Tơ", "bà Phạm Văn Lợi"]
    assert (
        page.title.startswith("Cây cầu tre")
        and "Ông Lợi bắc cầu." in page.text
        and "Các phần của một lời kể" in page.text
        and WORDS["why"] in page.text
    )


def test_a_photo_stays_withheld_though_the_child_in_it_went_with_the_other_part(
    app: Flask, at_desk: Desk, told: uuid.UUID
) -> None:
    with app.app_context():
        first = queries.one(told)
        assert first is not None
        photo(first)
        with unit_of_work() as session:
            session.execute(sa.update(Nominee).where(Nominee.id == first.subjects[1].nominee_id).values(minor=True))
    desk = at_desk()
    split(app, desk, told)
    assert "Giữ lại đến khi cha mẹ đồng ý" in desk.get(address(told)).text


def test_each_part_links_to_the_other_and_keeps_the_words_as_they_were_sent(
    app: Flask, at_desk: Desk, told: uuid.UUID
) -> None:
    desk = split(app, at_desk(), told)
    desk.follow("NT26-90001")
    assert desk.url == address(told) and "Bà nấu nước chè." in desk.text
    assert STORY[:40] in desk.follow("So với bản gốc").text


def test_what_was_typed_comes_back_with_what_is_missing(app: Flask, at_desk: Desk, told: uuid.UUID) -> None:
    desk = at_desk().get(f"{address(told)}/tach")
    page = desk.submit(WORDS | {"why": "x"}, form="/tach", status=422)
    assert "Chọn phần mới kể về ai" in page.text and page.form("/tach").values["story_goes"] == "Ông Lợi bắc cầu."
    assert page.title.startswith("Lỗi:") and len(all_of(app, told)) == 1


def test_a_form_from_before_a_change_splits_nothing(app: Flask, at_desk: Desk, told: uuid.UUID) -> None:
    desk = at_desk().get(f"{address(told)}/tach")
    with app.app_context(), unit_of_work():
        found = queries.one(told)
        assert found is not None
        moves.verify(found, by=MODERATOR)
    page = desk.submit({**WORDS, second(app, told): "goes"}, form="/tach", status=409)
    assert "Ông Lợi bắc cầu." in page.response.text and len(all_of(app, told)) == 1


def test_sent_twice_it_is_split_once(app: Flask, at_desk: Desk, told: uuid.UUID) -> None:
    desk = at_desk().get(f"{address(told)}/tach")
    form = desk.form("/tach")
    sent = {**form.values, **WORDS, second(app, told): "goes", "letter_seen": "1"}
    desk.post(form.action, sent)
    desk.post(form.action, sent, status=409)
    assert len(all_of(app, told)) == 2


def test_it_is_joined_again(app: Flask, at_desk: Desk, told: uuid.UUID) -> None:
    desk = split(app, at_desk(), told).submit({}, form="/noi-lai")
    assert desk.url.startswith(address(told)) and all_of(app, told)[0][1] == "bà Đặng Thị Tơ, bà Phạm Văn Lợi"


def test_once_decided_nobody_is_offered_to_join_or_split(app: Flask, at_desk: Desk, told: uuid.UUID) -> None:
    desk = split(app, at_desk(), told)
    [_, (part, _)] = all_of(app, told)
    with app.app_context(), unit_of_work():
        found = queries.one(part)
        assert found is not None
        moves.accept(found, by=MODERATOR)
    assert "/noi-lai" not in desk.get(address(part)).response.text
    desk.get(f"{address(part)}/tach")
    assert desk.url.startswith(address(part)) and not desk.url.endswith("/tach")


def test_whoever_only_reads_is_offered_neither(app: Flask, at_desk: Desk, told: uuid.UUID) -> None:
    page = at_desk(Role.OBSERVER).get(address(told))
    assert "/tach" not in page.response.text
    page.get(f"{address(told)}/tach", status=403)


def test_two_deeds_of_one_person_are_split_without_a_question_about_people(app: Flask, at_desk: Desk) -> None:
    with app.app_context():
        id = tip(state=NominationState.RECEIVED).id
    form = at_desk().get(address(id)).follow("tách làm hai")
    assert "Cả hai phần đều kể về Đặng Thị Tơ" in form.text
    form.send(WORDS, form="/tach")
    assert [who for _, who in all_of(app, id)] == ["bà Đặng Thị Tơ"] * 2


def test_a_photo_of_both_deeds_can_be_put_in_both_parts(app: Flask, at_desk: Desk, told: uuid.UUID) -> None:
    with app.app_context():
        first = queries.one(told)
        assert first is not None
        key = photo(first)
    split(app, at_desk(), told, **{f"file-{key}": "both"})
    with app.app_context():
        held = [[file.id for _, file in queries.files(part)] for part in parts.of(db.session.get_one(Nomination, told))]
    assert held == [[key], [key]]


def test_a_link_to_a_part_that_was_joined_again_leads_to_the_whole(app: Flask, at_desk: Desk, told: uuid.UUID) -> None:
    desk = split(app, at_desk(), told)
    [_, (part, _)] = all_of(app, told)
    form = desk.form("/noi-lai")
    desk.submit({}, form="/noi-lai")
    assert desk.get(f"{address(part)}?view=all").url == f"{address(told)}?view=all"
    assert desk.post(form.action, form.values).url.startswith(address(told))  # a second click
    desk.get(address(uuid.uuid4()), status=404)


def test_the_desk_is_told_what_the_writer_corrected_since(app: Flask, at_desk: Desk, told: uuid.UUID) -> None:
    desk = split(app, at_desk(), told)
    [_, (part, _)] = all_of(app, told)
    with app.app_context(), unit_of_work():
        other = db.session.get_one(Nomination, part)
        said = Said({"title": "Nồi chè và cây cầu"}, {})
        correcting.correct(other, said=said, of_version=other.version, by=holder(other))
    page = desk.get(address(told)).text
    assert "Người gửi đã sửa câu chuyện sau khi tách" in page and "đã sửa câu chuyện" in page


def test_whoever_must_stand_back_from_one_part_opens_none_of_them(
    app: Flask, at_desk: Desk, browse: Callable[[], Browser], told: uuid.UUID
) -> None:
    split(app, at_desk(), told)
    barred = browse()
    by = sign_in(app, barred, Role.MODERATOR, sign_in_name="co-lien-quan")
    with app.app_context(), unit_of_work() as session:
        lois = parts.of(session.get_one(Nomination, told))[1].subjects[0].nominee_id
        tie = {"staff_id": by.id, "kind": TieKind.FAMILY, "nominee_id": lois, "name": "Ông Lợi", "why": "Anh ruột."}
        session.add(Tie(id=uuid.uuid4(), declared_at=clock.now(), **tie))
    for id, _ in all_of(app, told):
        assert "Phạm Văn Lợi" not in barred.get(address(id), status=403).text
    assert "Đặng Thị Tơ" not in barred.get("/nghiep-vu/hang-doi").text
    declined_and_appealed(app, told)
    assert "Nồi nước chè" in at_desk(Role.BOARD_LEAD).get("/nghiep-vu/hang-doi?kind=appeal").text
    assert "Nồi nước chè" not in barred.get("/nghiep-vu/hang-doi?kind=appeal").text


def declined_and_appealed(app: Flask, id: uuid.UUID) -> None:
    """The first part is not published, and its writer asks for another look."""
    with app.app_context():
        with unit_of_work():
            load_reasons()
        made = db.session.get_one(Nomination, id)
        with unit_of_work():
            claims.forget(made)
            by, no = MODERATOR, {"outcome": Outcome.DECLINE, "reason_code": "too_little"}
            decision = deciding.decide(made, by=by, of_version=made.version, **no)  # type: ignore[arg-type]  # any of its fields
            moves.decline(made, by=by, reason_code="too_little", decision=decision)
        with unit_of_work():
            asked = {"text": "Tôi đã tận mắt thấy việc này nhiều lần.", "by": holder(made), "calendar": calendar()}
            appealing.ask(made, nomination_desk.matter(made), **asked)  # type: ignore[arg-type]  # any of its fields


def accepted_parts(app: Flask, id: uuid.UUID) -> uuid.UUID:
    """The new part is accepted, and then the writer corrects the story in the first; the key of the new part."""
    [_, (part, _)] = all_of(app, id)
    with app.app_context():
        with unit_of_work():
            made = db.session.get_one(Nomination, part)
            claims.forget(made)
            decision = deciding.decide(made, by=MODERATOR, outcome=Outcome.ACCEPT, of_version=made.version)
            moves.accept(made, by=MODERATOR, decision=decision)
        with unit_of_work():
            first = db.session.get_one(Nomination, id)
            said = Said({"title": "Nồi chè và cây cầu", "place": "Ngõ 21"}, {})
            correcting.correct(first, said=said, of_version=first.version, by=holder(first))
    return part


def test_the_editor_sees_a_part_by_its_own_title_and_that_its_writer_corrected_another(
    app: Flask, at_desk: Desk, told: uuid.UUID
) -> None:
    split(app, at_desk(), told)
    part = accepted_parts(app, told)
    editor = at_desk(Role.EDITOR).get("/nghiep-vu/chuyen")
    assert "Cây cầu tre" in editor.text and "Nấu nước chè miễn phí" not in editor.text
    editor.submit({}, form="chuyen")
    assert "Người gửi đã sửa câu chuyện ở một phần khác" in editor.text
    assert "việc diễn ra ở đâu" in editor.text and str(part) in editor.response.text
