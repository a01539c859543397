"""A draft that is looked at and kept page by page: what a look knows, and what it does not know any more."""

import uuid
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core.actor import RESIDENT
from portal.core.db import db, unit_of_work
from portal.core.errors import NotNow, Unavailable, Unfit
from portal.moderation.switches.services import turn_off
from portal.moderation.switches.states import Function
from portal.nominations import drafts, limits, looks
from portal.nominations.drafts import Saved
from portal.nominations.looks import Look
from portal.nominations.models import Draft
from tests.moderation.test_switches import LEAD, TOLD
from tests.nominations.test_holding import pdf
from tests.nominations.tipped import tip


@pytest.fixture
def id(inside: Flask) -> uuid.UUID:
    with unit_of_work():
        return drafts.begin(by=RESIDENT).id


def look(id: uuid.UUID) -> Look:
    found = looks.one(id)
    db.session.rollback()
    assert found is not None
    return found


def keep(at: Look, seen: int, **typed: str) -> tuple[Look, Saved]:
    with unit_of_work():
        return drafts.keep(at, "page", typed={k: [v] for k, v in typed.items()}, seen=seen, by=RESIDENT)


def test_a_page_is_kept_from_how_the_draft_looked_a_moment_ago(id: uuid.UUID) -> None:
    was = look(id)
    now, saved = keep(was, 0, a="1")
    assert (saved.typed, saved.other, now) == ({"a": ["1"]}, {}, replace(look(id), expires_at=now.expires_at))
    assert now.version == was.version + 1 and look(id).expires_at >= was.expires_at


def test_a_window_that_was_overtaken_is_merged_as_under_the_lock(id: uuid.UUID) -> None:
    start, _ = keep(look(id), 0, a="1", b="1")
    keep(start, 1, a="2", b="1")
    _, saved = keep(start, 1, a="1", b="2")  # still as it looked before the other window's
    assert (saved.typed, saved.other) == ({"a": ["2"], "b": ["2"]}, {})
    _, saved = keep(start, 1, a="3", b="1")
    assert (saved.typed["a"], saved.other) == (["3"], {"a": ["2"]})
    assert drafts.typed(look(id), "page") == saved.typed and drafts.seen(look(id), "page") == 4


def test_a_story_that_another_window_has_sent_meanwhile_takes_no_more(id: uuid.UUID) -> None:
    start, _ = keep(look(id), 0, a="1")
    told = tip()
    with unit_of_work():
        drafts.became(start, told.id, sender="other")
    with pytest.raises(NotNow):
        keep(start, 1, a="2")
    assert (look(id).answers, look(id).nomination_id, look(id).sender) == ({}, told.id, "other")


def test_what_cannot_be_kept_because_the_draft_is_gone_is_said(id: uuid.UUID) -> None:
    start = look(id)
    with unit_of_work() as session:
        session.execute(sa.delete(Draft))
    with pytest.raises(Unavailable):
        keep(start, 0, a="1")


def test_a_first_page_is_a_draft_like_one_begun_and_saved(id: uuid.UUID) -> None:
    with unit_of_work():
        made, _ = drafts.first("page", typed={"a": ["1"]}, language="vi", id=uuid.uuid4(), by=RESIDENT)
    keep(look(id), 0, a="1")
    differ = {"id", "created_at", "updated_at", "expires_at", "version"}
    one, two = (db.session.get_one(Draft, each) for each in (made.id, id))
    for column in Draft.__table__.c:
        assert column.key in differ or getattr(one, column.key) == getattr(two, column.key), column.key
    assert one.expires_at - one.created_at == limits.KEEP_DRAFT and made == look(made.id)


def test_a_look_tells_whether_stories_are_taken_in_and_whether_files_came(id: uuid.UUID) -> None:
    assert (look(id).off, look(id).files) == (False, False) and drafts.files_of(look(id)) == []
    with unit_of_work():
        drafts.attach(look(id), received=pdf(b"%PDF-1"), by=RESIDENT)
        turn_off(Function.NOMINATIONS, by=LEAD, of_version=0, **TOLD)
    assert (look(id).off, look(id).files) == (True, True)
    assert len(drafts.files_of(look(id))) == 1


def test_files_are_counted_by_what_is_there_not_by_an_old_look(id: uuid.UUID) -> None:
    before = look(id)
    with unit_of_work():
        held = [drafts.attach(before, received=pdf(b"%%PDF-%d" % n), by=RESIDENT) for n in range(limits.FILES)]
        with pytest.raises(Unfit):
            drafts.attach(before, received=pdf(b"%PDF-x"), by=RESIDENT)
        drafts.detach(before, held[0].file_id, by=RESIDENT)
    assert len(drafts.files_of(look(id))) == limits.FILES - 1


def test_a_code_opens_a_draft_and_puts_off_its_end(id: uuid.UUID) -> None:
    start = look(id)
    with unit_of_work():
        now, _ = drafts.keep(start, "page", typed={}, seen=0, by=RESIDENT)
        drafts.open_with(now, code_hash="of a code", by=RESIDENT)
    found = drafts.by_code("of a code")
    assert found is not None and found.id == id and look(id).version == start.version + 2
