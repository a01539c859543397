import re

import pytest
from flask import Flask

from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Denied, NotNow, Unfit
from portal.moderation import queries, reasons, services
from portal.moderation.models import Reason
from portal.moderation.reasons import Use, Wording, load_reasons
from portal.moderation.services import EXPLAINED
from portal.moderation.states import Kind, Outcome
from portal.nominations.states import NominationState
from tests.moderation.things import Leaf, colleague
from tests.web.moderation.told import enter

LEAD = colleague("Trần Hữu Nghĩa", Role.BOARD_LEAD)
WORDS = Wording("Lý do mới", "New reason", "Thư gửi người kể.", "Letter to the writer.")


@pytest.fixture
def loaded(inside: Flask) -> Flask:
    with unit_of_work():
        load_reasons()
    return inside


def one(code: str) -> Reason:
    found = queries.reason(code)
    assert found is not None
    return found


def test_every_decision_that_needs_a_reason_has_some(loaded: Flask) -> None:
    assert all(len(queries.reasons(outcome)) >= 3 for outcome in EXPLAINED)


def test_loading_twice_adds_nothing(loaded: Flask) -> None:
    before = {(r.code, r.text_vi, r.version) for r in queries.reasons()}
    with unit_of_work():
        counts = load_reasons()
    assert (counts["added"], counts["renewed"]) == (0, 0)
    assert {(r.code, r.text_vi, r.version) for r in queries.reasons()} == before


def test_what_staff_wrote_is_never_overwritten(loaded: Flask) -> None:
    with unit_of_work():
        reasons.edit(one("too_little"), WORDS, by=LEAD, of_version=1)
    with unit_of_work():
        load_reasons()
    assert one("too_little").text_vi == "Thư gửi người kể."


def test_an_untouched_reason_follows_the_data_file(loaded: Flask) -> None:
    with unit_of_work() as session:
        stale = Reason.__table__.update().where(Reason.code == "too_little").values(text_vi="bản cũ")
        session.execute(stale)
    with unit_of_work() as session:
        assert load_reasons()["renewed"] == 1
        session.expire_all()
        assert "chưa đủ căn cứ" in one("too_little").text_vi


def test_two_who_reword_at_once_are_told(loaded: Flask) -> None:
    with unit_of_work():
        reasons.edit(one("too_little"), WORDS, by=LEAD, of_version=1)
    with pytest.raises(Clash), unit_of_work():
        reasons.edit(one("too_little"), WORDS, by=LEAD, of_version=1)


def test_a_retired_reason_is_offered_no_more_but_can_come_back(loaded: Flask) -> None:
    with unit_of_work():
        reasons.retire(one("duplicate"), by=LEAD)
    assert "duplicate" not in {r.code for r in queries.reasons()}
    with unit_of_work():
        reasons.bring_back(one("duplicate"), by=LEAD)
    assert "duplicate" in {r.code for r in queries.reasons()}


def test_a_reason_needs_both_languages(loaded: Flask) -> None:
    with pytest.raises(Unfit) as refusal, unit_of_work():
        reasons.edit(one("duplicate"), Wording("Có", "Yes", "Thư", " "), by=LEAD, of_version=1)
    assert refusal.value.field == "text_en"


def test_a_moderator_does_not_write_reasons(loaded: Flask) -> None:
    with pytest.raises(Denied), unit_of_work():
        reasons.retire(one("duplicate"), by=colleague())


def test_the_letters_keep_the_houses_voice() -> None:
    for row in reasons._rows():
        assert "!" not in row["text_vi"] + row["text_en"], row["code"]
        assert not re.search(r"(o[àáảãạ]|(?<!q)u[ỳýỷỹỵ])\b", row["text_vi"]), row["code"]  # hòa, thủy: old placement


def test_a_reason_says_what_it_is_for(loaded: Flask) -> None:
    codes = {kind: {r.code for r in queries.reasons(about=kind)} for kind in Kind}
    assert "too_little" in codes[Kind.NOMINATION] and "too_little" not in codes[Kind.OPINION]
    assert "opinion_insults" in codes[Kind.OPINION] & codes[Kind.REPLY]


def test_what_it_is_for_can_be_changed_and_must_be_something(loaded: Flask) -> None:
    use = Use((Kind.REPORT, Kind.PHOTO), second_person=True, public=False)
    with unit_of_work():
        reasons.edit(one("duplicate"), WORDS, by=LEAD, of_version=1, use=use)
    changed = one("duplicate")
    assert (changed.applies_to, changed.second_person, changed.public) == (["report", "photo"], True, False)
    with pytest.raises(Unfit) as refusal, unit_of_work():
        reasons.edit(changed, WORDS, by=LEAD, of_version=2, use=Use(()))
    assert refusal.value.field == "applies_to"


def test_accusations_are_not_named_in_public(loaded: Flask) -> None:
    assert {r.code for r in queries.reasons() if not r.public} == {
        "accusation",
        "forward_accusation",
        "forward_complaint",
    }


def test_an_unused_reason_can_be_deleted_and_loading_does_not_bring_it_back(loaded: Flask) -> None:
    with unit_of_work():
        reasons.delete(one("duplicate"), by=LEAD)
    with unit_of_work():
        load_reasons()
    assert queries.reason("duplicate") is None


def test_a_reason_that_a_decision_cites_stays_even_when_it_was_taken_back(loaded: Flask) -> None:
    thing, by = Leaf(), colleague()
    with unit_of_work():
        made = services.decide(thing, by=by, outcome=Outcome.DECLINE, of_version=3, reason_code="duplicate")
        services.undo(made, thing, by=by)
    with pytest.raises(NotNow), unit_of_work():
        reasons.delete(one("duplicate"), by=LEAD)
    assert reasons.used_codes() == {"duplicate"}


def test_a_reason_that_only_a_story_cites_stays_too(loaded: Flask) -> None:
    with unit_of_work():
        enter(state=NominationState.DECLINED, reason_code="duplicate")
    assert reasons.used("duplicate") and not reasons.used("not_in_city")
