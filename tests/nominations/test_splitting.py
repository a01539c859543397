"""One testimony of two people becomes two that are judged apart, and one again; nothing of it is lost or told twice."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from time_machine import Traveller

from portal.core.actor import Actor
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Denied, NotNow, Unfit
from portal.core.jobs import runner
from portal.core.mail.models import Letter
from portal.core.storage import services as storage
from portal.core.storage.intake import Received
from portal.core.storage.store import chosen
from portal.moderation import claims, edited, redactions
from portal.moderation import services as desk
from portal.moderation.checks.models import CheckRun, StoredFlag
from portal.moderation.desk import keeping
from portal.moderation.desk.models import DeskItem
from portal.moderation.eyes import recusal
from portal.moderation.eyes.states import Ground
from portal.moderation.limits import UNDO
from portal.moderation.models import Redaction
from portal.moderation.notes import queries as notes
from portal.moderation.notes import services as noting
from portal.moderation.reasons import load_reasons
from portal.moderation.redactions import Cover
from portal.moderation.states import Outcome
from portal.nominations import correcting, holding, joining, messages, moves, parts, queries, reading, splitting
from portal.nominations.correcting import Said
from portal.nominations.models import Correction, Nomination, Photo, Split, Witness
from portal.nominations.splitting import Cut, Wording
from portal.nominations.states import NominationState as S
from tests.moderation.things import colleague
from tests.nominations.tipped import MODERATOR, STORY, holder, tip

pytestmark = pytest.mark.usefixtures("inside")
WHY = "Hai người, hai việc khác nhau ở hai nơi."
TEA, BRIDGE = "Bà nấu nước chè cho người nhà bệnh nhân.", "Ông Lợi bắc cầu cho cả xóm đi."


@pytest.fixture
def told(now: Traveller) -> Nomination:
    """A testimony of two people, with a witness."""
    made = tip(names=("Đặng Thị Tơ", "Phạm Văn Lợi"), number="NT26-90001")
    with unit_of_work() as session:
        session.add(Witness(nomination_id=made.id, position=0, name="Trần Thị Mai", contact="+84900000009"))
    return made


def cut(
    nomination: Nomination,
    *files: object,
    people: tuple[int, ...] = (1,),
    both: tuple[int, ...] = (),
    shared: tuple[object, ...] = (),
    **values: str,
) -> Cut:
    stays = Wording(values.get("title_stays", "Nồi nước chè"), values.get("stays", TEA))
    return Cut(
        {nomination.subjects[n].id for n in people},
        set(files),
        stays,
        Wording("Cây cầu tre", values.get("goes", BRIDGE)),
        {nomination.subjects[n].id for n in both},
        set(shared),
    )  # type: ignore[arg-type]  # keys of files


def split(
    nomination: Nomination, *files: object, by: Actor = MODERATOR, why: str = WHY, **values: object
) -> Nomination:
    with unit_of_work():
        wish = cut(nomination, *files, **values)  # type: ignore[arg-type]  # names of people and words
        made = splitting.split(nomination, wish, why=why, of_version=nomination.version, by=by)
    db.session.expire_all()
    return made


def join(part: Nomination, by: Actor = MODERATOR) -> Nomination:
    with unit_of_work():
        made = joining.join(part, by=by)
    db.session.expire_all()
    return made


def photo(nomination: Nomination, content: bytes) -> object:
    received = Received("document", "giay.pdf", "application/pdf", len(content), hashlib.sha256(content).hexdigest())
    chosen().put(received.key, content, received.media_type)
    with unit_of_work() as session:
        file = storage.keep(received)
        session.add(Photo(nomination_id=nomination.id, file_id=file.id, position=0, added_at=file.created_at))
        return file.id


def files(nomination: Nomination) -> list[object]:
    return [file.id for _, file in queries.files(nomination)]


def names(nomination: Nomination) -> list[str]:
    return [subject.name for subject in nomination.subjects]


def working(nomination: Nomination) -> dict[str, str]:
    return {field: edit.text for field, edit in edited.texts(nomination).items()}


def letters(now: Traveller) -> list[str]:
    now.shift(UNDO + timedelta(seconds=1))
    runner.run_due()
    db.session.rollback()
    return list(db.session.scalars(sa.select(Letter.kind).order_by(Letter.created_at)))


def whole() -> bool:
    db.session.rollback()
    return list(keeping.differences()) == []


def test_people_go_where_they_are_told_of_and_each_part_has_a_number_and_words_of_its_own(told: Nomination) -> None:
    part = split(told)
    assert (names(told), names(part)) == (["Đặng Thị Tơ"], ["Phạm Văn Lợi"]) and told.number != part.number
    assert working(told) == {"title": "Nồi nước chè", "story": TEA}
    assert working(part) == {"title": "Cây cầu tre", "story": BRIDGE} and whole()


def test_the_words_as_they_were_sent_stay_whole_in_both(told: Nomination) -> None:
    part = split(told)
    assert told.story == part.story == STORY and told.title == part.title


def test_clock_stage_writer_and_witnesses_are_the_same(told: Nomination) -> None:
    part = split(told)
    assert (part.state, part.due_on, part.received_at) == (told.state, told.due_on, told.received_at)
    assert part.writer.email == told.writer.email
    assert [w.name for w in reading.witnesses(part)] == [w.name for w in reading.witnesses(told)] == ["Trần Thị Mai"]


def test_both_lie_on_the_list_and_neither_hints_at_the_other(told: Nomination) -> None:
    part = split(told)
    items = {item.thing_id: item.who for item in db.session.scalars(sa.select(DeskItem))}
    assert items == {told.id: "Đặng Thị Tơ", part.id: "Phạm Văn Lợi"}
    everybody = [s.nominee_id for each in (told, part) for s in each.subjects]
    assert not {part.id} & {other.id for other in reading.others_of(everybody, told)}


def test_a_photo_goes_with_the_part_chosen_and_with_no_other(told: Nomination) -> None:
    tea, bridge = photo(told, b"%PDF-1.4 tea"), photo(told, b"%PDF-1.4 bridge")
    part = split(told, bridge)
    assert (files(told), files(part)) == ([tea], [bridge])


def test_each_is_decided_by_itself(told: Nomination) -> None:
    part = split(told)
    with unit_of_work():
        moves.accept(part, by=MODERATOR)
    assert (part.state, told.state) == (S.ACCEPTED, S.RECEIVED) and whole()


def test_one_receipt_leads_to_all_parts(told: Nomination) -> None:
    part = split(told)
    assert [p.id for p in parts.of(told)] == [p.id for p in parts.of(part)] == [told.id, part.id]


@pytest.mark.parametrize("people", [(), (0, 1)])
def test_nobody_and_all_of_them_are_no_choice(told: Nomination, people: tuple[int, ...]) -> None:
    with pytest.raises(Unfit):
        split(told, people=people)
    assert len(parts.of(told)) == 1


@pytest.mark.parametrize(
    "values", [{"why": " "}, {"stays": ""}, {"goes": " "}, {"title_stays": ""}, {"title_stays": "a" * 161}]
)
def test_a_reason_and_words_for_both_are_asked_for(told: Nomination, values: dict[str, str]) -> None:
    with pytest.raises(Unfit):
        split(told, **values)
    db.session.rollback()
    assert db.session.scalars(sa.select(Split)).all() == [] and len(told.subjects) == 2


def test_what_is_decided_or_asked_about_is_not_split(told: Nomination) -> None:
    with unit_of_work():
        moves.ask(told, by=MODERATOR, text="Bà nấu ở cổng nào?")
    with pytest.raises(NotNow):
        split(told)


def test_who_read_an_earlier_revision_or_finds_a_colleague_at_it_splits_nothing(told: Nomination) -> None:
    with pytest.raises(Clash), unit_of_work():
        splitting.split(told, cut(told), why=WHY, of_version=told.version + 1, by=MODERATOR)
    with unit_of_work():
        claims.claim(told, by=colleague("Hoàng Thị Mận"))
    with pytest.raises(Clash):
        split(told)


def test_its_writer_does_not_split_it(told: Nomination) -> None:
    with pytest.raises(Denied):
        split(told, by=holder(told))


def test_two_clicks_split_once(told: Nomination) -> None:
    seen = told.version
    split(told)
    with pytest.raises(Clash), unit_of_work():
        splitting.split(told, cut(told, people=(0,)), why=WHY, of_version=seen, by=MODERATOR)
    assert len(parts.of(told)) == 2


def test_the_writer_is_told_after_a_minute_which_parts_there_are(told: Nomination, now: Traveller) -> None:
    part = split(told)
    assert letters(now) == ["story_split"]
    text = db.session.scalars(sa.select(Letter.text)).one()
    assert all(said in text for said in (told.number, part.number, "bà Đặng Thị Tơ", "bà Phạm Văn Lợi"))


def test_every_later_letter_says_which_part_it_is_about(told: Nomination, now: Traveller) -> None:
    part = split(told)
    with unit_of_work():
        moves.ask(part, by=MODERATOR, text="Ông bắc cầu năm nào?")
    assert "question" in letters(now)
    letter = db.session.scalars(sa.select(Letter).where(Letter.kind == "question")).one()
    assert "phần câu chuyện bạn kể về bà Phạm Văn Lợi" in letter.text and part.number in letter.subject


def test_joined_within_the_minute_it_is_as_if_nothing_had_been(told: Nomination, now: Traveller) -> None:
    bridge = photo(told, b"%PDF-1.4 bridge")
    part = split(told, bridge)
    join(part)
    assert sorted(names(told)) == ["Phạm Văn Lợi", "Đặng Thị Tơ"] and files(told) == [bridge]
    assert working(told) == {} and len(parts.of(told)) == 1 and letters(now) == [] and whole()
    assert db.session.scalars(sa.select(Nomination)).all() == [told]


def test_joined_later_what_came_to_the_part_is_kept_and_the_writer_is_told(told: Nomination, now: Traveller) -> None:
    part = split(told)
    letters(now)
    with unit_of_work():
        holding.write(part, text="Cầu dài mười hai mét.", by=holder(part))
        noting.add(part, text="Gọi phường hỏi về cây cầu.", find=lambda name: None, by=MODERATOR)
    join(part)
    assert [m.text for m in queries.thread(told)] == ["Cầu dài mười hai mét."]
    assert [n.text for n in notes.of(told)] == ["Gọi phường hỏi về cây cầu."]
    assert "story_joined" in letters(now) and whole()


def test_the_link_in_a_letter_about_a_part_leads_to_the_whole_once_they_are_joined(told: Nomination) -> None:
    part = split(told)
    key = part.id
    join(part)
    assert parts.now(key) is told


def test_it_can_be_split_again_after_it_was_joined(told: Nomination) -> None:
    join(split(told))
    assert len(parts.of(split(told))) == 2 and whole()


def test_of_three_people_each_gets_a_part_and_one_can_be_joined_again(now: Traveller) -> None:
    three = tip(names=("Một", "Hai", "Ba"), number="NT26-90002")
    second = split(three, people=(1,))
    now.shift(timedelta(seconds=1))
    third = split(three, people=(1,))
    assert [names(p) for p in parts.of(third)] == [["Một"], ["Hai"], ["Ba"]]
    join(second)
    assert sorted(names(three)) == ["Hai", "Một"] and working(three)["story"] == TEA and whole()


def test_once_one_of_them_is_decided_or_asked_about_they_stay_apart(told: Nomination) -> None:
    part = split(told)
    with unit_of_work():
        moves.ask(told, by=MODERATOR, text="Bà nấu ở cổng nào?")
    with pytest.raises(NotNow):
        join(part)
    with unit_of_work():
        holding.answer(told, text="Cổng sau.", by=holder(told))
        moves.decline(part, by=MODERATOR, reason_code="too_little")
    with pytest.raises(NotNow):
        join(part)


def test_a_part_that_was_decided_stays_a_part_even_if_that_was_taken_back(told: Nomination, now: Traveller) -> None:
    with unit_of_work():
        load_reasons()
    part = split(told)
    with unit_of_work():
        decision = desk.decide(
            part, by=MODERATOR, outcome=Outcome.DECLINE, of_version=part.version, reason_code="too_little"
        )
        moves.decline(part, by=MODERATOR, reason_code="too_little", decision=decision)
    with unit_of_work():
        desk.undo(decision, part, by=MODERATOR)
        moves.restore(part, state_before=decision.state_before, by=MODERATOR)
    assert part.state is S.RECEIVED and not joining.joins(part)
    with pytest.raises(NotNow):
        join(part)


def test_a_letter_that_was_on_its_way_when_the_parts_were_joined_arrives(told: Nomination, now: Traveller) -> None:
    part = split(told)
    with unit_of_work():
        messages.send(part, text="Chúng tôi đã gọi cho ông Lợi.", by=MODERATOR)
    join(part)
    assert letters(now) == ["message"]
    assert "Chúng tôi đã gọi cho ông Lợi." in db.session.scalars(sa.select(Letter.text)).one()


def correct(part: Nomination, names: dict[str, str] | None = None, **fields: str) -> None:
    with unit_of_work():
        correcting.correct(part, said=Said(fields, names or {}), of_version=part.version, by=holder(part))
    db.session.expire_all()


def test_what_the_writer_corrects_in_one_part_is_corrected_in_all(told: Nomination, now: Traveller) -> None:
    part = split(told)
    seen = told.version
    now.shift(timedelta(minutes=1))
    correct(part, title="Nồi chè và cây cầu", place="Ngõ 14")
    assert told.title == part.title == "Nồi chè và cây cầu" and told.place == "Ngõ 14"
    assert (
        told.version > seen and working(told)["title"] == "Nồi nước chè"
    )  # the desk's own wording stays, and is marked
    [made] = parts.corrected(told)
    assert made.before == {"title": "Nấu nước chè miễn phí", "place": "Ngõ 12 phố Hàng Bông"} and whole()
    assert [c.before for c in queries.corrections(told)] == [c.before for c in queries.corrections(part)]
    assert letters(now).count("corrected") == 1


def test_joined_again_the_correction_stands_once(told: Nomination) -> None:
    part = split(told)
    correct(part, title="Cây cầu")
    join(part)
    assert told.title == "Cây cầu" and [c.before for c in queries.corrections(told)] == [
        {"title": "Nấu nước chè miễn phí"}
    ]


def test_a_part_that_was_decided_keeps_the_words_it_was_judged_by_and_says_that_they_were_corrected(
    told: Nomination,
) -> None:
    part = split(told)
    with unit_of_work():
        moves.accept(told, by=MODERATOR)
    correct(part, title="Cây cầu")
    assert told.title == "Nấu nước chè miễn phí" and len(parts.corrected(told)) == 1


def test_a_part_that_has_only_its_own_words_left_is_not_given_the_whole_again(told: Nomination, now: Traveller) -> None:
    three = tip(names=("Một", "Hai", "Ba"), number="NT26-90005")
    second = split(three, people=(1,))
    now.shift(timedelta(seconds=1))
    third = split(three, people=(1,))
    with unit_of_work():
        holding.withdraw(second, by=holder(second))
    letters(now)
    own = third.story
    correct(three, story=STORY + " Sáng nào bà cũng nấu.")
    assert third.story == own


def test_a_story_of_one_person_can_be_split_too(now: Traveller) -> None:
    one = tip(number="NT26-90006")
    part = split(one, people=(), both=(0,))
    assert names(one) == names(part) == ["Đặng Thị Tơ"] and one.subjects[0].nominee_id == part.subjects[0].nominee_id
    assert letters(now) == ["story_split"]
    text = db.session.scalars(sa.select(Letter.text)).one()
    assert "bà Đặng Thị Tơ (Nồi nước chè)" in text and "bà Đặng Thị Tơ (Cây cầu tre)" in text
    assert not {part.id} & {other.id for other in reading.others_of([one.subjects[0].nominee_id], one)}
    assert not {one.id} & {other.id for other in reading.others_of([one.subjects[0].nominee_id], part)} and whole()


def test_joined_again_the_person_of_both_stands_there_once(now: Traveller) -> None:
    one = tip(number="NT26-90007", names=("Đặng Thị Tơ", "Phạm Văn Lợi"))
    part = split(one, people=(1,), both=(0,))
    assert (names(one), names(part)) == (["Đặng Thị Tơ"], ["Đặng Thị Tơ", "Phạm Văn Lợi"])
    correct(part, {str(part.subjects[0].id): "Đặng Thị Tờ"})
    assert names(one) == ["Đặng Thị Tờ"]
    join(part)
    assert sorted(names(one)) == ["Phạm Văn Lợi", "Đặng Thị Tờ"] and whole()


def test_nobody_in_the_new_part_is_no_choice_either(told: Nomination) -> None:
    for people, both in (((), ()), ((0, 1), ())):
        with pytest.raises(Unfit):
            split(told, people=people, both=both)


def test_a_photo_of_both_deeds_is_shown_by_both_until_it_is_taken_away_from_each(told: Nomination) -> None:
    both = photo(told, b"%PDF-1.4 both")
    part = split(told, shared=(both,))
    assert files(told) == files(part) == [both]
    with unit_of_work():
        holding.remove_file(part, both, by=holder(part))  # type: ignore[arg-type]  # a key
    assert (files(told), files(part)) == ([both], [])
    with unit_of_work():
        holding.remove_file(told, both, by=holder(told))  # type: ignore[arg-type]  # a key
    assert files(told) == [] and reading.file(told, both) is None  # type: ignore[arg-type]  # a key


def test_a_photo_of_both_stays_with_the_other_when_one_is_taken_back(told: Nomination, now: Traveller) -> None:
    both = photo(told, b"%PDF-1.4 both")
    part = split(told, shared=(both,))
    with unit_of_work():
        holding.withdraw(told, by=holder(told))
    letters(now)
    assert files(part) == [both]


def test_joined_again_a_photo_of_both_stands_there_once(told: Nomination) -> None:
    both = photo(told, b"%PDF-1.4 both")
    join(split(told, shared=(both,)))
    assert files(told) == [both]


@pytest.mark.parametrize(
    ("where", "first", "second"), [("stays", True, False), ("goes", False, True), ("both", True, True)]
)
def test_the_scan_of_the_letter_lies_where_it_was_put(
    told: Nomination, now: Traveller, where: str, first: bool, second: bool
) -> None:
    letter = photo(told, b"%PDF-1.4 letter")
    with unit_of_work() as session:
        session.execute(sa.delete(Photo))
        told.letter_file_id = letter  # type: ignore[assignment]  # a key
    chosen_ = {"goes": {"files": (letter,)}, "both": {"shared": (letter,)}}.get(where, {})
    part = split(told, *chosen_.get("files", ()), shared=chosen_.get("shared", ()))
    assert [reading.letter(each) is not None for each in (told, part)] == [first, second]
    if where == "both":
        with unit_of_work():
            holding.withdraw(told, by=holder(told))
        letters(now)
        assert reading.letter(part) is not None
    else:
        join(part)
        assert reading.letter(told) is not None


def test_a_part_taken_back_leaves_the_others_with_their_own_words_only(told: Nomination, now: Traveller) -> None:
    tea, bridge = photo(told, b"%PDF-1.4 tea"), photo(told, b"%PDF-1.4 bridge")
    part = split(told, bridge)
    with unit_of_work():
        holding.withdraw(part, by=holder(part))
    letters(now)
    assert (part.state, part.story, part.title) == (S.WITHDRAWN, "", "")
    assert (told.title, told.story, working(told)) == ("Nồi nước chè", TEA, {})
    assert names(told) == ["Đặng Thị Tơ"] and files(told) == [tea] and whole()


def test_nothing_that_the_others_keep_tells_of_a_part_taken_back(told: Nomination, now: Traveller) -> None:
    with unit_of_work():
        said = Said({"story": STORY + " Ông Lợi bắc cầu."}, {})
        correcting.correct(told, said=said, of_version=told.version, by=holder(told))
    covered(told, "story", "Ông Lợi")
    part = split(told)
    whole_words = redactions.fingerprint(told.story)
    letters(now)
    with unit_of_work():
        holding.withdraw(part, by=holder(part))
    letters(now)
    assert db.session.scalars(sa.select(Correction)).all() == []
    assert [s.why for s in parts.splits(told)] == [parts.UNSAID]
    for model in (Redaction, StoredFlag, CheckRun):
        assert whole_words not in db.session.scalars(sa.select(model.of_text)).all()
    own = sa.select(CheckRun.id).where(CheckRun.thing_id == told.id, CheckRun.of_text == redactions.fingerprint(TEA))
    assert db.session.scalars(own).first() is not None


def test_the_first_part_taken_back_leaves_what_went_with_the_other(told: Nomination, now: Traveller) -> None:
    bridge = photo(told, b"%PDF-1.4 bridge")
    part = split(told, bridge)
    with unit_of_work():
        holding.withdraw(told, by=holder(told))
    letters(now)
    assert told.story == "" and (part.story, files(part)) == (BRIDGE, [bridge])
    assert part.writer.email and whole()


def test_what_colleagues_noted_goes_with_what_it_is_about(told: Nomination, now: Traveller) -> None:
    with unit_of_work():
        noting.add(told, text="Gọi bà Tơ, số cuối 09.", find=lambda name: None, by=MODERATOR)
        holding.withdraw(told, by=holder(told))
    letters(now)
    assert notes.of(told) == []


def test_the_whole_story_is_taken_back_at_once(told: Nomination, now: Traveller) -> None:
    part = split(told)
    with unit_of_work():
        holding.withdraw_all(part, by=holder(part))
    letters(now)
    assert {each.state for each in (told, part)} == {S.WITHDRAWN} and told.story == part.story == ""


def covered(nomination: Nomination, field: str, words: str) -> None:
    text = edited.working(nomination, reading.originals(nomination))[field]
    with unit_of_work():
        start = text.index(words)
        cover = Cover(start, start + len(words), "other", "[…]")
        redactions.add(nomination, by=MODERATOR, field=field, text=text, cover=cover)


def reads(nomination: Nomination) -> dict[str, str]:
    return edited.going_on(nomination, reading.originals(nomination))


def test_what_was_covered_stays_covered_in_both_parts_whatever_their_wording(now: Traveller) -> None:
    told = tip(names=("Tơ", "Lợi"), number="NT26-90003", result="Xóm vui, nhà ở cuối ngõ Đình.")
    covered(told, "story", "trước cổng bệnh viện")
    covered(told, "result", "cuối ngõ Đình")
    part = split(told, stays="Bà nấu chè trước cổng bệnh viện.", goes="Ông bắc cầu trước cổng bệnh viện.")
    assert reads(told)["story"] == "Bà nấu chè […]." and reads(part)["story"] == "Ông bắc cầu […]."
    assert reads(told)["result"] == reads(part)["result"] == "Xóm vui, nhà ở […]."


def test_what_was_covered_in_a_part_stays_covered_once_they_are_joined(now: Traveller) -> None:
    told = tip(names=("Tơ", "Lợi"), number="NT26-90004", story="Bà nấu chè ở số 5. Ông bắc cầu ở số 9.")
    part = split(told, stays="Bà nấu chè ở số 5.", goes="Ông bắc cầu ở số 9.")
    covered(told, "story", "số 5")
    covered(part, "story", "số 9")
    join(part)
    assert reads(told)["story"] == "Bà nấu chè ở […]. Ông bắc cầu ở […]."


def test_who_split_it_and_why_stands_on_record_for_both(told: Nomination) -> None:
    part = split(told)
    acts = db.session.execute(
        sa.select(AuditEntry.thing_id, AuditEntry.actor_id).where(AuditEntry.act == "nomination:split")
    ).all()
    assert {(row[0], row[1]) for row in acts} == {(str(told.id), MODERATOR.id), (str(part.id), MODERATOR.id)}
    assert [s.why for s in parts.splits(told)] == [WHY]


def hidden_from(by: Actor) -> set[object]:
    return set(db.session.scalars(sa.select(DeskItem.thing_id).where(recusal.hidden(recusal.barred(by)))))


def test_whoever_must_stand_back_from_one_part_is_kept_from_all_that_hold_the_same_words(now: Traveller) -> None:
    three = tip(names=("Một", "Hai", "Ba"), number="NT26-90008")
    second = split(three, people=(1,))
    now.shift(timedelta(seconds=1))
    third = split(three, people=(1,))
    for kept in (three, second, third):
        by = replace(MODERATOR, ties=frozenset({kept.subjects[0].nominee_id}))
        assert all(recusal.ground(by, part) is Ground.DECLARED for part in (three, second, third))
        assert hidden_from(by) == {three.id, second.id, third.id}


def test_once_a_part_is_gone_the_others_are_free_of_it(told: Nomination, now: Traveller) -> None:
    part = split(told)
    by = replace(MODERATOR, ties=frozenset({part.subjects[0].nominee_id}))
    with unit_of_work():
        holding.withdraw(part, by=holder(part))
    assert recusal.ground(by, told) is Ground.DECLARED  # its words still stand there
    letters(now)
    assert recusal.ground(by, told) is None and told.id not in hidden_from(by)


def test_joined_again_the_whole_is_kept_from_whoever_must_stand_back_from_one(told: Nomination) -> None:
    part = split(told)
    by = replace(MODERATOR, ties=frozenset({part.subjects[0].nominee_id}))
    join(part)
    assert recusal.ground(by, told) is Ground.DECLARED and hidden_from(by) == {told.id}
