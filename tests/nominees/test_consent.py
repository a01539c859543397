"""Nothing is public before the nominee's answer, or its lawful absence, is on record."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import RESIDENT
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, Unfit
from portal.nominees import queries, services
from portal.nominees.models import Consent, Nominee
from portal.nominees.states import ConsentChannel, ConsentState, Covers
from tests.nominees.conftest import MODERATOR, Found

S, C = ConsentState, ConsentChannel
STORY, PHOTO = [Covers.STORY, Covers.NAME], [Covers.PHOTO]


def answer(nominee: Nominee, state: ConsentState, channel: ConsentChannel = C.PHONE, **values: object) -> Consent:
    given = {"given_on": date(2026, 11, 20), "by": MODERATOR} | values
    with unit_of_work():
        return services.record_consent(nominee, state=state, channel=channel, **given)  # type: ignore[arg-type]  # any of its fields


@pytest.mark.parametrize(
    ("state", "covers", "why", "channel", "minor", "public"),
    [
        (S.AGREED, STORY, "", C.PHONE, False, True),
        (S.AGREED, STORY, "", C.THROUGH_WARD, False, True),
        (S.AGREED, PHOTO, "", C.PHONE, False, False),
        (S.ASKED, STORY, "", C.PHONE, False, False),
        (S.REFUSED, STORY, "", C.PHONE, False, False),
        (S.WITHDRAWN, STORY, "", C.PHONE, False, False),
        (S.NOT_NEEDED, [], "Đã mất, không còn thân nhân", C.THROUGH_WARD, False, True),
        (S.AGREED, STORY, "", C.IN_PERSON, True, False),
        (S.AGREED, STORY, "", C.PARENT, True, True),
        (S.NOT_NEEDED, [], "Không liên hệ được", C.THROUGH_WARD, True, False),
    ],
)
def test_what_may_be_published(
    found: Found,
    state: ConsentState,
    covers: list[Covers],
    why: str,
    channel: ConsentChannel,
    minor: bool,
    public: bool,
) -> None:
    nominee = found(minor=minor)
    answer(nominee, state, channel, covers=covers, ground=why)
    assert queries.may_publish(nominee) is public


def test_silence_is_no_consent(found: Found) -> None:
    assert not queries.may_publish(found())


def test_the_last_answer_stands_and_none_is_lost(found: Found) -> None:
    nominee = found()
    answer(nominee, S.AGREED, covers=STORY)
    answer(nominee, S.WITHDRAWN)
    assert not queries.may_publish(nominee)
    assert [each.state for each in queries.consents(nominee)] == [S.WITHDRAWN, S.AGREED]


def test_an_answer_holds_for_all_who_were_found_to_be_one(found: Found) -> None:
    one, two = found(), found()
    answer(one, S.AGREED, covers=STORY)
    assert not queries.may_publish(two)
    with unit_of_work():
        services.merge(one, into=two, by=MODERATOR)
    assert queries.may_publish(two)
    with unit_of_work():
        services.unmerge(one, by=MODERATOR)
    assert not queries.may_publish(two)


def test_one_child_among_the_joined_needs_the_parent(found: Found) -> None:
    one, child = found(), found(minor=True)
    answer(one, S.AGREED, covers=STORY)
    with unit_of_work():
        services.merge(child, into=one, by=MODERATOR)
    assert not queries.may_publish(one)


def test_each_purpose_is_agreed_to_by_itself(found: Found) -> None:
    nominee = found()
    answer(nominee, S.AGREED, covers=[Covers.STORY])
    assert queries.agreed_to(nominee, Covers.STORY) and not queries.agreed_to(nominee, Covers.PHOTO)


@pytest.mark.parametrize(
    ("state", "values", "field"),
    [
        (S.AGREED, {}, "covers"),
        (S.NOT_NEEDED, {"ground": " "}, "ground"),
        (S.ASKED, {"given_on": clock.today() + timedelta(days=2)}, "given_on"),
    ],
)
def test_a_half_answer_is_refused_at_its_field(
    found: Found, state: ConsentState, values: dict[str, object], field: str
) -> None:
    with pytest.raises(Unfit) as refusal:
        answer(found(), state, **values)  # type: ignore[arg-type]  # any of its fields
    assert refusal.value.field == field


def test_residents_may_not_record_consent(found: Found) -> None:
    with pytest.raises(Denied):
        answer(found(), S.AGREED, covers=STORY, by=RESIDENT)


def test_recording_is_audited_without_names(found: Found) -> None:
    answer(found(), S.AGREED, covers=STORY, given_by="Đặng Thị Tơ")
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "nominee:consent")).one()
    assert "agreed" in entry.detail and "Tơ" not in entry.detail


def test_states_are_counted(found: Found) -> None:
    one, two = found(), found()
    answer(one, S.ASKED)
    answer(one, S.AGREED, covers=STORY)
    answer(two, S.ASKED)
    assert queries.how_many() == 2
    assert queries.how_many_by_consent() == {S.AGREED: 1, S.ASKED: 1}
