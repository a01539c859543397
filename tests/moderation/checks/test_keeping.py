"""What checks find is kept once for each wording and version, tried again where a check failed, and gone with its text."""

import uuid
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core.db import db, unit_of_work
from portal.core.errors import Denied
from portal.core.jobs import runner
from portal.moderation import redactions
from portal.moderation.checks import jobs, marking, queries, sources
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.checks.models import CheckRun, StoredFlag
from portal.moderation.states import Ended
from tests.moderation.things import Leaf, colleague

TEXT = "Bác ấy tốt lắm, gọi 0912 345 678, đồ ngu nào cũng biết."
CHAU = colleague()


@pytest.fixture
def leaf(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> Leaf:
    """A thing with one text that can be changed: `texts`."""
    made = Leaf()
    made.texts = {"text": Subject(TEXT)}  # type: ignore[attr-defined]  # only the leaf of these tests has texts
    monkeypatch.setitem(sources._sources, "leaf", lambda id: made.texts)  # type: ignore[attr-defined]  # only the leaf of these tests has texts
    return made


def run(leaf: Leaf) -> None:
    jobs.check("leaf", str(leaf.id))


def flags() -> list[StoredFlag]:
    return list(db.session.scalars(sa.select(StoredFlag).order_by(StoredFlag.start)))


def test_what_was_found_is_kept_once(leaf: Leaf) -> None:
    run(leaf)
    run(leaf)
    assert [(TEXT[f.start : f.stop], f.check_name) for f in flags()] == [
        ("0912 345 678", "personal"),
        ("đồ ngu", "insults"),
    ]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(CheckRun)) == len(jobs.ORDER)


def test_a_new_version_or_wording_is_checked_anew(leaf: Leaf, monkeypatch: pytest.MonkeyPatch) -> None:
    run(leaf)
    monkeypatch.setattr(jobs, "ORDER", tuple(Check(c.name, c.version + 1, c.run, c.seconds) for c in jobs.ORDER))
    run(leaf)
    assert len(flags()) == 4 and len(queries.of("leaf", leaf.id, {"text": TEXT}).flags) == 2
    leaf.texts = {"text": Subject("Nay chỉ còn lời khen.")}  # type: ignore[attr-defined]  # only the leaf of these tests has texts
    run(leaf)
    assert queries.of("leaf", leaf.id, {"text": "Nay chỉ còn lời khen."}).flags == []


def test_a_check_that_failed_is_shown_as_not_checked_and_tried_again(
    leaf: Leaf, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = [RuntimeError()]

    def moody(subject: Subject) -> Iterator[Finding]:
        if faults:
            raise faults.pop()
        return iter(())

    monkeypatch.setattr(jobs, "ORDER", (Check("moody", 1, moody), *jobs.ORDER))
    with pytest.raises(jobs.NotChecked):
        run(leaf)
    assert queries.of("leaf", leaf.id, {"text": TEXT}).not_checked == ["moody"] and len(flags()) == 2
    run(leaf)
    assert queries.of("leaf", leaf.id, {"text": TEXT}).not_checked == [] and len(flags()) == 2


def test_the_job_is_tried_again_by_the_outbox(leaf: Leaf, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(subject: Subject) -> Iterator[Finding]:
        raise RuntimeError

    monkeypatch.setattr(jobs, "ORDER", (Check("never", 1, never),))
    with unit_of_work():
        jobs.ask(leaf)
        jobs.ask(leaf)
    assert runner.run_due() == 0
    rows = db.session.execute(sa.text("SELECT state, attempts, args FROM job WHERE kind = 'moderation.check'")).all()
    assert [(row.state, row.attempts) for row in rows] == [("ready", 1)] and TEXT not in str(rows)
    assert db.session.scalars(sa.select(CheckRun.ended)).all() == [Ended.FAILED]


def test_nothing_is_kept_of_a_text_that_changed_meanwhile(leaf: Leaf, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(subject: Subject) -> Iterator[Finding]:
        leaf.texts = {}  # type: ignore[attr-defined]  # only the leaf of these tests has texts
        yield Finding(jobs.ORDER[1].run(subject).__next__().kind, 0, 3)  # type: ignore[attr-defined]  # a check may be of any kind; this one yields

    monkeypatch.setattr(jobs, "ORDER", (*jobs.ORDER, Check("meanwhile", 1, meanwhile)))
    run(leaf)
    assert flags() == [] and db.session.scalar(sa.select(sa.func.count()).select_from(CheckRun)) == 0


def test_all_of_it_goes_with_the_text(leaf: Leaf) -> None:
    run(leaf)
    with unit_of_work():
        redactions.forget(leaf)
    assert flags() == [] and not db.session.scalars(sa.select(CheckRun)).all()


def test_a_flag_is_called_wrong_and_stands_again(leaf: Leaf) -> None:
    run(leaf)
    first = flags()[0]
    with unit_of_work():
        marking.mark_wrong(first, by=CHAU)
        marking.mark_wrong(first, by=colleague("Lê Thu Hà"))
    assert first.wrong_by == CHAU.id
    (row,) = [row for row in queries.rows() if row.check == "personal"]
    assert (row.flags, row.wrong, row.decided, row.precision) == (1, 1, 1, 0.0)
    with unit_of_work():
        marking.take_back(first, by=CHAU)
    (row,) = [row for row in queries.rows() if row.check == "personal"]
    assert (row.wrong, row.decided, row.precision) == (0, 0, None)


def test_what_was_covered_is_counted(leaf: Leaf) -> None:
    run(leaf)
    at = TEXT.index("0912")
    with unit_of_work():
        redactions.choose(leaf, by=CHAU, field="text", text=TEXT, covers=[redactions.Cover(at, at + 12, "phone", "x")])
    assert [row.covered for row in queries.rows() if row.check == "personal"] == [1]


def test_strangers_mark_nothing(leaf: Leaf) -> None:
    run(leaf)
    from portal.core.actor import RESIDENT

    with pytest.raises(Denied), unit_of_work():
        marking.mark_wrong(flags()[0], by=RESIDENT)


def test_a_thing_that_is_gone_is_no_fault(leaf: Leaf) -> None:
    leaf.texts = {}  # type: ignore[attr-defined]  # only the leaf of these tests has texts
    jobs.check("leaf", str(uuid.uuid4()))
    assert flags() == []
