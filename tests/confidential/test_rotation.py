"""New keys: everything is shut anew, a rotation that was cut off goes on, an old key may then go."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.confidential import intake, keys, queries, reading, rotation
from portal.confidential.models import Report
from portal.core.actor import holder_of
from portal.core.db import unit_of_work
from portal.engines.sealing.ring import Unsealable, new_key
from tests.confidential.reporting import CONTACT, PAPER, TEXT, again, report

NEW_TEXT, NEW_NAME = new_key(), new_key()


@pytest.fixture
def old(inside: Flask) -> Iterator[tuple[str, str]]:
    settings = inside.config["SETTINGS"]
    yield settings.confidential_keys, settings.confidential_identity_keys
    keys.hold(texts=settings.confidential_keys, identities=settings.confidential_identity_keys)


def turn_to_new(old: tuple[str, str]) -> None:
    keys.hold(texts=f"{NEW_TEXT},{old[0]}", identities=f"{NEW_NAME},{old[1]}")


def test_after_it_the_old_keys_may_go(old: tuple[str, str]) -> None:
    kept = report(files=(PAPER,))
    turn_to_new(old)
    assert rotation.rotate() == 3
    keys.hold(texts=NEW_TEXT, identities=NEW_NAME)
    kept = again(kept.id)
    (file,) = queries.files(kept)
    assert keys.opened(kept)["text"] == TEXT and keys.body_of(file) == PAPER.body
    assert reading.contact_of(kept) == CONTACT and rotation.strangers() == 0


def test_cut_off_it_goes_on_where_it_stopped(old: tuple[str, str]) -> None:
    for _ in range(3):
        report()
    turn_to_new(old)

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(stop)
    assert rotation.rotate() == 4
    assert rotation.rotate() == 0


def test_what_is_open_meanwhile_stays_good(old: tuple[str, str]) -> None:
    kept = report()
    turn_to_new(old)
    version = kept.version
    rotation.rotate()
    with unit_of_work():
        intake.write(again(kept.id), text="Thêm một điều.", by=holder_of(kept.id))
    assert again(kept.id).version == version


def test_a_key_taken_off_too_early_is_said(old: tuple[str, str]) -> None:
    report()
    keys.hold(texts=NEW_TEXT, identities=old[1])
    assert rotation.strangers() == 1
    with pytest.raises(Unsealable, match="no key on the ring opens confidential_report"):
        rotation.rotate()


def test_a_receipt_opens_its_report_before_while_and_after_keys_change(old: tuple[str, str]) -> None:
    id = report(receipt="of-nine-words").id
    was = again(id).receipt_hash
    assert intake.opened_by("of-nine-words") == id
    turn_to_new(old)
    assert intake.opened_by("of-nine-words") == id
    rotation.rotate()
    keys.hold(texts=NEW_TEXT, identities=NEW_NAME)
    assert intake.opened_by("of-nine-words") == id and intake.opened_by(was) is None
    assert again(id).receipt_hash[16:] != was[16:]


def test_a_report_from_before_marks_is_found_and_given_one(old: tuple[str, str]) -> None:
    kept = report(receipt="plain")
    with unit_of_work() as session:
        session.execute(sa.update(Report).values(receipt_hash="plain"))
    assert intake.opened_by("plain") == kept.id
    assert rotation.rotate() == 1 and rotation.rotate() == 0
    assert again(kept.id).receipt_hash == keys.mark("plain") and intake.opened_by("plain") == kept.id
