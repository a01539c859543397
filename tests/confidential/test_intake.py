"""The door: what goes in is sealed, stands once, and can be added to by whoever holds the receipt."""

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.confidential import intake, keys, queries, reading
from portal.confidential.models import Identity, Report
from portal.confidential.told import Told
from portal.core.actor import RESIDENT, Role, holder_of
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, Unfit
from portal.core.jobs.models import Job
from tests.confidential.reporting import ABOUT, CONTACT, PAPER, TEXT, again, report
from tests.staff import staff

pytestmark = pytest.mark.usefixtures("inside")


def count(kind: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0


def test_no_word_of_it_is_kept_as_it_was_written() -> None:
    kept = report(files=(PAPER,))
    (file,) = queries.files(kept)
    rows = [kept.sealed, db.session.get(Identity, kept.id).sealed, file.sealed, file.body]
    for word in (TEXT, ABOUT, CONTACT.name, CONTACT.email, PAPER.name, "%PDF-1.4"):  # four signs stand there by chance
        assert not [row for row in rows if word.encode() in row]


def test_who_wrote_it_opens_under_other_keys(inside: Flask) -> None:
    kept = report()
    assert reading.contact_of(kept) == CONTACT
    settings = inside.config["SETTINGS"]
    keys.hold(texts=settings.confidential_keys, identities=settings.confidential_keys)
    with pytest.raises(Exception, match="no key on the ring"):
        reading.contact_of(kept)


def test_the_general_trail_and_the_outbox_hold_nothing_of_it() -> None:
    report()
    assert (count(AuditEntry), count(Job)) == (0, 0)


def test_the_same_form_sent_again_is_the_same_report() -> None:
    first, second = report(receipt="r"), report(receipt="r")
    assert first.id == second.id
    assert (count(Report), len(queries.messages(second))) == (1, 0)


def test_a_form_sent_again_with_other_words_loses_none() -> None:
    first = report(receipt="r")
    report("Tôi nhớ thêm: cả hộ bà Tư cũng nộp.", receipt="r", files=(PAPER,))
    assert [keys.opened(m)["text"] for m in queries.messages(first)] == ["Tôi nhớ thêm: cả hộ bà Tư cũng nộp."]
    assert len(queries.files(first)) == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [(Told(" ", "Ông Kỷ"), "text"), (Told("Chuyện"), "about"), (Told("x" * 20_001, "Ông Kỷ"), "text")],
    ids=["nothing", "nobody", "endless"],
)
def test_what_is_missing_is_asked_for(told: Told, field: str) -> None:
    with unit_of_work(), pytest.raises(Unfit) as refusal:
        intake.receive(told, receipt_hash="r", by=RESIDENT)
    assert refusal.value.field == field


def test_the_receipt_opens_the_box_and_the_box_repeats_nothing() -> None:
    kept = report(receipt="r")
    assert intake.opened_by("r") == kept.id and intake.opened_by("s") is None
    box = intake.box(kept, by=holder_of(kept.id))
    assert TEXT not in repr(box) and ABOUT not in repr(box)


def test_only_the_holder_looks_into_the_box() -> None:
    kept = report()
    for by in (RESIDENT, holder_of(report().id), staff(Role.CONFIDENTIAL_READER)):
        with pytest.raises(Denied):
            intake.box(kept, by=by)


def test_the_holder_adds_words_and_files() -> None:
    kept = report()
    with unit_of_work():
        intake.write(again(kept.id), text="Còn một việc nữa.", files=[PAPER], by=holder_of(kept.id))
    box = intake.box(again(kept.id), by=holder_of(kept.id))
    assert [(line.mine, line.text) for line in box.lines] == [(True, "Còn một việc nữa.")]
    assert box.files == 1


def test_a_moderator_moves_what_belongs_here_under_the_writers_receipt() -> None:
    with unit_of_work():
        id = intake.move(
            text=TEXT, about=ABOUT, contact=CONTACT, receipt_hash="of-the-opinion", by=staff(Role.MODERATOR)
        )
    assert intake.opened_by("of-the-opinion") == id
    assert intake.box(again(id), by=holder_of(id)).moved


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.ADMINISTRATOR, Role.AGENCY])
def test_others_move_nothing_here(role: Role) -> None:
    by = staff(role)
    with unit_of_work(), pytest.raises(Denied):
        intake.move(text=TEXT, about=ABOUT, receipt_hash="r", by=by)
