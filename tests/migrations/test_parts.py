"""A photo of two parts goes back to the first of them; words that staff wrote down stay, without how they came."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from flask import Flask

from portal.app import MIGRATIONS
from portal.core import schema
from portal.core.db import db, unit_of_work
from portal.core.storage.models import FileKind, FileState, StoredFile
from portal.nominations.models import Message, Photo
from portal.nominations.states import Channel
from tests.nominations.tipped import MODERATOR, tip

THEN = datetime(2026, 11, 13, tzinfo=UTC)


def rows(query: str) -> list[tuple[object, ...]]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


def test_a_photo_of_two_parts_is_the_first_ones_again(inside: Flask) -> None:
    parts = [tip(number=f"NT26-9000{n}") for n in (1, 2)]
    with unit_of_work() as session:
        file = StoredFile(
            kind=FileKind.PHOTO,
            state=FileState.READY,
            name="a.jpg",
            media_type="image/jpeg",
            size=9,
            sha256="0" * 64,
            created_at=THEN,
        )
        session.add(file)
        session.flush()
        for part in parts:
            session.add(Photo(nomination_id=part.id, file_id=file.id, position=0, added_at=THEN))
    first = "SELECT count(*), min(n.number) FROM nomination_photo p JOIN nomination n ON n.id = p.nomination_id"
    db.session.remove()
    schema.downgrade(db.engine, MIGRATIONS, "0028")
    assert rows(first) == [(1, "NT26-90001")]
    schema.upgrade(db.engine, MIGRATIONS)
    assert rows(first) == [(1, "NT26-90001")]


def test_an_answer_that_was_written_down_keeps_its_words(inside: Flask) -> None:
    about = tip()
    with unit_of_work() as session:
        heard = {
            "channel": Channel.PHONE,
            "clerk_id": MODERATOR.id,
            "clerk_name": "Phạm Hà",
            "came_on": date(2026, 11, 12),
        }
        session.add(Message(nomination_id=about.id, text="Cổng sau.", sent_at=THEN, **heard))
    db.session.remove()
    schema.downgrade(db.engine, MIGRATIONS, "0027")
    assert rows("SELECT text FROM message") == [("Cổng sau.",)]
    schema.upgrade(db.engine, MIGRATIONS)
    assert rows("SELECT text, channel, clerk_name FROM message") == [("Cổng sau.", "web", "")]
