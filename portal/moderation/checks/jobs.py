"""Check the texts of a thing, beside any request. Done again, it does only what is not done yet."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from importlib.util import find_spec
from typing import Protocol

import sqlalchemy as sa

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.jobs.queue import Work, tell_all
from portal.core.jobs.registry import every, handler
from portal.moderation.checks import learning, noticed, outside, pipeline
from portal.moderation.checks.found import Check, Subject
from portal.moderation.checks.models import CheckRun, StoredFlag
from portal.moderation.checks.registry import ORDER
from portal.moderation.checks.sources import known, subjects
from portal.moderation.limits import CHECKED
from portal.moderation.models import Decision, Redaction
from portal.moderation.redactions import fingerprint
from portal.moderation.states import Ended, Outcome

CHECK, LEARN = "moderation.check", "moderation.learn"
MOST_LEARNT = 5_000  # decisions


class NotChecked(Exception):
    """Some check failed or was too slow; the job is tried again, and the item is at the desk meanwhile."""


class Checkable(Protocol):
    """A row whose texts can be checked."""

    __tablename__: str
    id: uuid.UUID
    version: int


def ask(thing: Checkable) -> None:
    """Have the texts of a thing checked, once for each of its versions."""
    tell_all(work(thing))


def work(thing: Checkable) -> Work:
    """The same, to be asked for together with other work."""
    kind, id = thing.__tablename__, str(thing.id)
    return Work(CHECK, f"check:{kind}:{id}:{thing.version}", args={"thing_kind": kind, "thing_id": id})


@handler(CHECK, attempts=5, heavy=True)
def check(thing_kind: str, thing_id: str) -> None:
    """Run what is not done yet on each text of a thing, and keep what was found."""
    id = uuid.UUID(thing_id)
    checks = (*ORDER, *outside.chosen())
    texts = subjects(thing_kind, id)
    left = {field: _left(thing_kind, id, field, subject, checks) for field, subject in texts.items()}
    db.session.rollback()  # nothing is held open meanwhile
    made = {field: [*pipeline.run(_short(texts[field]), todo)] for field, todo in left.items()}
    with unit_of_work():
        now = subjects(thing_kind, id)
        for field, results in made.items():
            if field in now and now[field].text == texts[field].text:  # else it was changed, or is gone
                _keep(thing_kind, id, field, texts[field], results)
        if now:
            learning.foresee(thing_kind, id, "\n".join(subject.text for subject in now.values()))
            noticed.show(thing_kind, id, [subject.text for subject in now.values()])
    if any(result.ended is not Ended.DONE for results in made.values() for result in results):
        raise NotChecked()


def _short(subject: Subject) -> Subject:
    """The subject with as much of its text as is checked."""
    if len(subject.text) <= CHECKED:
        return subject
    return replace(subject, text=subject.text[:CHECKED])


def _left(kind: str, id: uuid.UUID, field: str, subject: Subject, checks: Sequence[Check]) -> list[Check]:
    done = sa.select(CheckRun.check_name, CheckRun.version).where(
        *_on(kind, id, field, subject.text), CheckRun.ended == Ended.DONE
    )
    finished = {(name, version) for name, version in db.session.execute(done)}
    return [check for check in checks if (check.name, check.version) not in finished]


def _on(kind: str, id: uuid.UUID, field: str, text: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        CheckRun.thing_kind == kind, CheckRun.thing_id == id, CheckRun.field == field, CheckRun.of_text == fingerprint(text)
    )  # fmt: skip


def _keep(kind: str, id: uuid.UUID, field: str, subject: Subject, results: Sequence[pipeline.Result]) -> None:
    about = {"thing_kind": kind, "thing_id": id, "field": field, "of_text": fingerprint(subject.text)}
    noted = db.session.scalars(sa.select(CheckRun).where(*_on(kind, id, field, subject.text)).with_for_update())
    runs = {(run.check_name, run.version): run for run in noted}
    for result in results:
        which = about | {"check_name": result.check.name, "version": result.check.version}
        run = runs.get((result.check.name, result.check.version))
        if run is not None and run.ended is Ended.DONE:
            continue  # another worker did it meanwhile
        _note(run or CheckRun(id=uuid.uuid4(), **which), result)
        if result.ended is Ended.DONE:
            db.session.add_all(
                StoredFlag(
                    id=uuid.uuid4(), **which, kind=each.kind, start=each.start, stop=each.stop, params=dict(each.params),
                    made_at=clock.now(),
                )
                for each in result.found
            )  # fmt: skip
    db.session.flush()


def _note(run: CheckRun, result: pipeline.Result) -> None:
    run.ended, run.ms, run.made_at = result.ended, result.ms, clock.now()
    db.session.add(run)


@every(timedelta(days=7), LEARN, lease=timedelta(minutes=20), attempts=3)
def learn() -> None:
    """Learn anew from the latest standing decisions, where the part that learns is installed."""
    if find_spec("sklearn") is None:
        return
    with unit_of_work():
        told = _decided()
    model = learning.learn(told)
    if model is not None:
        with unit_of_work():
            learning.keep(model)


def _decided() -> list[tuple[str, bool]]:
    """Texts that were decided on and are still there, oldest first, each with whether it was published unchanged."""
    standing = sa.select(Decision.thing_kind, Decision.thing_id, Decision.outcome).where(Decision.undone_at.is_(None))
    rows = db.session.execute(standing.order_by(Decision.made_at.desc(), Decision.id).limit(MOST_LEARNT)).all()
    told: dict[tuple[str, uuid.UUID], tuple[str, bool]] = {}
    for kind, id, outcome in rows:
        if (kind, id) in told or not known(kind) or outcome in (Outcome.ASK, Outcome.AWAIT_CONSENT):
            continue
        covered = sa.select(Redaction.id).where(Redaction.thing_kind == kind, Redaction.thing_id == id).limit(1)
        unchanged = outcome is Outcome.ACCEPT and db.session.scalar(covered) is None
        told[kind, id] = "\n".join(subject.text for subject in subjects(kind, id).values()), unchanged
    return [each for each in reversed(told.values()) if each[0]]
