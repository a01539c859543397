"""Every look at a word or at a name is an act; nobody else looks."""

import pytest
import sqlalchemy as sa

from portal.confidential import queries, reading, services
from portal.confidential.log import LOG
from portal.confidential.models import ConfidentialEntry
from portal.confidential.policy import Confidential
from portal.confidential.states import Outcome, Purpose, Subject
from portal.core import clock
from portal.core.actor import SYSTEM, Actor, Role
from portal.core.audit import verify
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Denied, NotNow, Unfit
from portal.core.policy import may
from tests.confidential.reporting import ABOUT, CONTACT, PAPER, TEXT, again, report
from tests.staff import staff

pytestmark = pytest.mark.usefixtures("inside")
OTHERS = [r for r in Role if r not in (Role.CONFIDENTIAL_READER, Role.IDENTITY_KEEPER)]


@pytest.fixture
def reader(inside: object) -> Actor:
    return staff(Role.CONFIDENTIAL_READER)


def acts() -> list[tuple[str, str]]:
    rows = db.session.execute(
        sa.select(ConfidentialEntry.act, ConfidentialEntry.detail).order_by(ConfidentialEntry.seq)
    )
    return [(act, detail) for act, detail in rows]


@pytest.mark.parametrize("role", OTHERS)
def test_no_other_office_may_do_anything_here(role: Role) -> None:
    by, kept = staff(role), report()
    allowed = {p for p in Confidential if may(by, p, kept)}
    assert allowed <= {Confidential.SEND, Confidential.MOVE}


def test_reading_shows_all_but_who_wrote_and_is_noted(reader: Actor) -> None:
    kept = report(files=(PAPER,))
    with unit_of_work():
        opened = reading.text(kept, by=reader)
    assert (opened.text, opened.about, opened.files[0].name) == (TEXT, ABOUT, PAPER.name)
    assert CONTACT.name not in repr(opened)
    assert acts()[-1] == ("confidential:read", "{}")


def test_a_reader_does_not_open_identities_and_a_keeper_no_words(reader: Actor) -> None:
    kept, keeper = report(), staff(Role.IDENTITY_KEEPER)
    with pytest.raises(Denied):
        reading.identity(kept, purpose=Purpose.CHECK, by=reader)
    with pytest.raises(Denied):
        reading.text(kept, by=keeper)


def test_opening_an_identity_names_its_purpose() -> None:
    kept = report()
    with unit_of_work():
        assert reading.identity(kept, purpose=Purpose.PROTECT, by=staff(Role.IDENTITY_KEEPER)) == CONTACT
    assert acts()[-1] == ("confidential:identity", '{"purpose":"protect"}')


def test_fetching_a_file_is_noted_and_gives_it_whole(reader: Actor) -> None:
    kept = report(files=(PAPER,))
    (file,) = queries.files(kept)
    with unit_of_work():
        assert reading.file(kept, file.id, by=reader) == PAPER
    assert acts()[-1][0] == "confidential:fetch"


def test_a_residents_act_carries_its_day_only() -> None:
    report()
    (at,) = db.session.scalars(sa.select(ConfidentialEntry.at)).all()
    local = clock.local(at)
    assert (local.hour, local.minute, local.second) == (0, 0, 0)


def test_nothing_of_it_stands_in_the_general_trail(reader: Actor) -> None:
    kept = report()
    with unit_of_work():
        reading.text(kept, by=reader)
    assert not db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act.startswith("confidential"))).all()
    assert list(verify.faults()) == []


def test_the_rooms_log_is_whole_and_the_database_refuses_changes(reader: Actor) -> None:
    kept = report()
    with unit_of_work():
        reading.text(kept, by=reader)
    assert list(LOG.faults()) == [] and LOG.head()[0] == 2
    with pytest.raises(sa.exc.DatabaseError, match="append-only"), db.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM confidential_entry")


def test_classifying_moves_it_on_and_keeps_the_reason_sealed(reader: Actor) -> None:
    kept = report()
    with unit_of_work():
        services.classify(kept, Outcome.FORWARD, why="Thuộc thẩm quyền.", body="UBND phường", version=1, by=reader)
    with unit_of_work():
        opened = reading.text(again(kept.id), by=reader)
    assert (again(kept.id).state, opened.forwarded_to) == ("forwarded", "UBND phường")
    assert ("confidential:decide", '{"now":"forwarded","was":"received"}') in acts()


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ({"why": ""}, Unfit),
        ({"version": 7}, Clash),
        ({"outcome": Outcome.FORWARD}, Unfit),
    ],
    ids=["no reason", "stale", "forwarded nowhere"],
)
def test_a_half_decision_is_refused(reader: Actor, wish: dict, refusal: type[Exception]) -> None:
    kept = report()
    with unit_of_work(), pytest.raises(refusal):
        services.classify(kept, **{"outcome": Outcome.INSPECT, "why": "Có căn cứ", "version": 1, "by": reader} | wish)


def test_what_was_forwarded_is_not_classified_again(reader: Actor) -> None:
    kept = report()
    with unit_of_work():
        services.classify(kept, Outcome.FORWARD, why="Của phường", body="UBND phường", version=1, by=reader)
    kept = again(kept.id)
    with unit_of_work(), pytest.raises(NotNow):
        services.classify(kept, Outcome.INSPECT, why="Có căn cứ", version=kept.version, by=reader)


def test_a_hold_is_asked_for_without_a_word_of_why(reader: Actor) -> None:
    kept, candidate_id = report(), report().id
    with unit_of_work():
        halt = services.request_hold(kept, candidate_id=candidate_id, by=reader)
    assert (halt.subject, halt.subject_id) == (Subject.CANDIDATE, candidate_id)
    assert kept.number not in halt.ground and "152/2025" in halt.ground
    (held,) = queries.holds(kept)
    assert candidate_id.bytes not in held.sealed and str(candidate_id).encode() not in held.sealed


def test_only_the_system_tells(reader: Actor) -> None:
    assert may(SYSTEM, Confidential.TELL) and not may(reader, Confidential.TELL)
