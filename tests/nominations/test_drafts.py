"""Drafts keep what is typed, two windows are merged, ids are covered; numbers and receipts are made once."""

import threading
import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core import clock, codes
from portal.core.actor import RESIDENT
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, NotNow
from portal.nominations import drafts, numbers, receipts
from portal.nominations.drafts import Saved
from portal.nominations.models import Draft
from portal.nominations.states import Channel

WORDS = st.dictionaries(st.sampled_from("abcd"), st.lists(st.text(max_size=20), max_size=2), max_size=4)


@pytest.fixture
def draft(inside: Flask) -> Draft:
    with unit_of_work():
        return drafts.begin(by=RESIDENT)


def save(draft: Draft, seen: int = 0, **typed: str) -> Saved:
    with unit_of_work():
        held = drafts.one(draft.id, lock=True)
        assert held is not None
        return drafts.save(held, "page", typed={k: [v] for k, v in typed.items()}, seen=seen, by=RESIDENT)


def test_what_one_window_changed_is_kept_when_the_other_did_not(draft: Draft) -> None:
    save(draft, a="1", b="1")
    save(draft, seen=1, a="2", b="1")
    kept = save(draft, seen=1, a="1", b="2")
    assert (kept.typed, kept.other) == ({"a": ["2"], "b": ["2"]}, {})


def test_what_both_changed_is_given_back(draft: Draft) -> None:
    save(draft, a="1")
    save(draft, seen=1, a="2")
    kept = save(draft, seen=1, a="3")
    assert (kept.typed, kept.other) == ({"a": ["3"]}, {"a": ["2"]})


def test_the_same_sent_twice_is_no_quarrel(draft: Draft) -> None:
    save(draft, a="1")
    assert save(draft, a="1").other == {}


def test_ids_are_covered(draft: Draft) -> None:
    kept = save(draft, a="số 001085012345 đây")
    assert kept.covered and kept.typed["a"] == ["số •••••••••345 đây"]


def test_a_draft_that_was_sent_takes_no_more(draft: Draft) -> None:
    draft.nomination_id = uuid.uuid4()
    with pytest.raises(NotNow):
        drafts.save(draft, "page", typed={}, seen=0, by=RESIDENT)
    db.session.rollback()


def test_a_resident_starts_no_draft_of_the_desk(inside: Flask) -> None:
    with pytest.raises(Denied), unit_of_work():
        drafts.begin(by=RESIDENT, channel=Channel.DESK)


@settings(max_examples=60)
@given(mine=WORDS, theirs=WORDS, base=WORDS)
def test_no_words_of_either_window_are_lost(mine: drafts.Typed, theirs: drafts.Typed, base: drafts.Typed) -> None:
    before = {"typed": theirs, "saved": 2, "past": [[1, base]]}
    merged, other = drafts._merged(mine, before, 1)
    for name, said in theirs.items():
        changed = [t for t in said if t] != [t for t in base.get(name, []) if t]
        assert not changed or drafts._alike(merged.get(name, []), said) or other.get(name) == said
    for name, said in mine.items():
        changed = [t for t in said if t] != [t for t in base.get(name, []) if t]
        assert not changed or merged[name] == said


def test_a_receipt_is_the_same_for_the_same_secret_and_for_no_other(inside: Flask) -> None:
    id, secret = uuid.uuid4(), codes.secret()
    assert receipts.receipt_of(id, secret) == receipts.receipt_of(id, secret)
    assert receipts.receipt_of(id, secret) != receipts.receipt_of(id, codes.secret())
    assert receipts.receipt_of(id, secret) != receipts.resume_code_of(id, secret)


def test_a_code_is_known_however_it_is_typed(inside: Flask) -> None:
    code = receipts.receipt_of(uuid.uuid4(), codes.secret())
    assert codes.hashed(code) == codes.hashed(f" {code.upper().replace(' ', ', ')}")


def test_numbers_count_up_and_none_is_given_twice(inside: Flask) -> None:
    given_out: list[str] = []

    def ask() -> None:
        with inside.app_context(), unit_of_work():
            given_out.append(numbers.following())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(n[-5:] for n in given_out) == [f"{n:05}" for n in range(1, 9)]


def test_however_many_drafts_are_over_all_are_forgotten(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "SOME", 2)
    for _ in range(5):
        with unit_of_work():
            drafts.begin(by=RESIDENT)
    with time_machine.travel(clock.now() + timedelta(days=29)):
        drafts.forget_old()
        assert len(db.session.scalars(sa.select(Draft.id)).all()) == 5
    with time_machine.travel(clock.now() + timedelta(days=31)):
        drafts.forget_old()
    assert not db.session.scalars(sa.select(Draft.id)).all()
