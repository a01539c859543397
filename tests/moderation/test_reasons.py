import re

import pytest
from flask import Flask

from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Denied, Unfit
from portal.moderation import queries, reasons
from portal.moderation.models import Reason
from portal.moderation.reasons import Wording, load_reasons
from portal.moderation.services import EXPLAINED
from tests.moderation.things import colleague

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
