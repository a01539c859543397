"""Receive opinions, take them back, count each act in the transaction that makes it."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from portal.consultations.candidates import edition
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.terms import Terms
from portal.consultations.opinions import at_desk, limits, numbers, persons, queries, questions, rules, tallies
from portal.consultations.opinions.jobs import RECEIVED
from portal.consultations.opinions.models import Opinion, OpinionFile, OpinionTrace, OpinionWriter, Reply
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.said import Said, Sent
from portal.consultations.opinions.states import LIFE, Channel, Verified
from portal.consultations.rounds import scheduling
from portal.core import clock, keys
from portal.core.actor import SYSTEM, Actor, Kind
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Refusal
from portal.core.jobs.queue import Work, tell_all
from portal.core.policy import require
from portal.core.storage import services as storage
from portal.core.upsert import insert_on
from portal.engines.text.fold import fold
from portal.moderation import claims, redactions, unsaid
from portal.moderation.appeals import overtaking
from portal.moderation.checks import jobs as checks
from portal.moderation.eyes import proposals
from portal.moderation.eyes.states import Lapse
from portal.moderation.notes import services as notes
from portal.moderation.reports import settling
from portal.moderation.switches.services import require_on
from portal.moderation.switches.states import Function

BLANK = dict.fromkeys(Opinion.__table__.columns.keys()) | {"__tablename__": Opinion.__tablename__}
WRITER, TRACE, FILE = (sa.insert(each.__table__) for each in (OpinionWriter, OpinionTrace, OpinionFile))  # type: ignore[arg-type]  # tables, though typed as any FROM


def give(candidate: Candidate, *, said: Said, sent: Sent, at: datetime, by: Actor) -> Opinion:
    """Receive an opinion that arrived at `at`. The same form sent again is the same opinion.

    Raises Closed outside the candidate's window, Unfit where something is missing, SwitchedOff while none are taken in.
    """
    if sent.channel is Channel.WEB:
        terms = edition.share(candidate.id)
    else:
        edition.hold(candidate)  # a clerk's is settled at once
        terms = candidate.terms
    return db.session.get_one(Opinion, receive(terms, said=said, sent=sent, at=at, by=by))


def receive(terms: Terms, *, said: Said, sent: Sent, at: datetime, by: Actor, taken: bool = False) -> uuid.UUID:
    """The like, on the terms of a candidate whose turn the caller has; no more than which opinion it is.

    `taken`: the caller has found in this unit of work that opinions are taken in.
    """
    require(by, Opinions.GIVE if sent.channel is Channel.WEB else Opinions.WRITE_DOWN)
    try:
        at = rules.arrived(terms, sent, at, letter=said.letter is not None)
        rules.in_time(terms, at)
        rules.ledger_takes(terms, sent)
        rules.fit(said, displays=terms.displays, channel=sent.channel)
    except Refusal:
        if (again := queries.came_of(sent.form_key)) is not None:
            return again
        raise
    row = _entered(terms, said, sent, at, by)
    if (again := _sent_before(db.session.connection(), row)) is not None:
        return again
    if sent.channel is Channel.WEB and not taken:  # who comes, rings or writes is heard all the same
        require_on(Function.OPINIONS)
    return _enter(row, terms, said, sent, by)


def _enter(row: dict[str, Any], terms: Terms, said: Said, sent: Sent, by: Actor) -> uuid.UUID:
    connection = db.session.connection()
    opinion: Any = SimpleNamespace(**BLANK | row)  # only its values are asked for: a mapped one would cost as its row
    _enter_beside(connection, opinion, said, sent)
    tallies.entered(opinion)
    at_desk.enter(opinion, terms)
    record(
        by, Opinions.GIVE, opinion, number=opinion.number, channel=sent.channel, slow_lane=sent.slow_lane, **_late(sent)
    )
    received = Work(RECEIVED, f"{RECEIVED}:{opinion.id}", args={"opinion_id": str(opinion.id)})
    tell_all(received, checks.work(opinion))
    if opinion.verified is not Verified.NO and (said.phone or said.email):
        persons.settle(db.session.get_one(Opinion, opinion.id), said.phone or said.email)
    return opinion.id


@cache
def _entering(dialect: str) -> Any:
    """The statement that enters an opinion unless its form is there; built once, for it is what many do at once."""
    return insert_on(dialect, Opinion).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def _sent_before(connection: sa.Connection, row: dict[str, Any]) -> uuid.UUID | None:
    """Enter an opinion, unless its form has become one: of two sent in the same instant, too, the database takes one."""
    if connection.execute(_entering(connection.dialect.name), row).rowcount:
        return None
    if (again := queries.came_of(row["form_key"])) is None:
        row["number"] = numbers.drawn()  # the first was drawn before
        connection.execute(sa.insert(Opinion), row)
    return again


def _late(sent: Sent) -> dict[str, str]:
    return {"received_on": sent.received_on.isoformat()} if sent.received_on else {}


def withdraw(opinion: Opinion, *, by: Actor) -> None:
    """Take an opinion back at its writer's wish: its words are dropped, and it counts nowhere."""
    require(by, Opinions.WITHDRAW, opinion)
    close(opinion, by=SYSTEM)


def close(opinion: Opinion, *, by: Actor) -> None:
    """End an opinion's part in the round, for whatever reason: the trail says only that it ended.

    One that was taken back and one that was moved where it belongs leave the same traces, so that nothing shows
    which (issue of trust: an accusation must not be seen to exist).
    """
    require(by, Opinions.CLOSE, opinion)
    claims.hold(
        opinion
    )  # before the candidate, as deciding does: in another order two acts at once could wait for each other
    edition.grow(opinion.candidate)
    before = tallies.facts(opinion)
    opinion.state = LIFE.after(opinion.state, "close")
    proposals.lapse(opinion, Lapse.GONE)
    opinion.text = opinion.folded = opinion.relation_text = opinion.shown_as = ""
    opinion.shown_text = opinion.reason_code = opinion.cluster_id = opinion.point_id = opinion.person_key = None
    opinion.masked = opinion.coordinated = False
    opinion.unused_why = ""
    opinion.current = False
    opinion.decided_at = None
    opinion.writer.name = opinion.writer.phone = opinion.writer.email = ""
    db.session.execute(sa.delete(OpinionTrace).where(OpinionTrace.opinion_id == opinion.id))
    for each in replies_to(opinion):  # they quote what is gone
        redactions.forget(each)
        proposals.lapse(each, Lapse.GONE)
        at_desk.leave(each)
        db.session.delete(each)
    _drop_files(opinion)  # before what was asked: some came with the answers
    questions.forget(opinion)
    unsaid.forget(opinion)
    notes.forget(opinion)
    redactions.forget(opinion)
    claims.forget(opinion)
    overtaking.forget(opinion)
    settling.gone(opinion.__tablename__, opinion.id)
    tallies.changed(opinion, before)
    at_desk.show(opinion)
    scheduling.tell_changed(opinion.candidate.round)
    record(by, Opinions.CLOSE, opinion)


def replies_to(opinion: Opinion) -> Sequence[Reply]:
    """Every answer to an opinion, public or not."""
    return db.session.scalars(sa.select(Reply).where(Reply.opinion_id == opinion.id)).all()


def _drop_files(opinion: Opinion) -> None:
    """What was handed in with it goes along: nobody gets it from now on, and its bytes go within a day."""
    for file in (*queries.handed_in(opinion), *queries.scans(opinion)):
        storage.forget(file)
        file.name = ""
    opinion.letter_file_id = None
    db.session.execute(sa.delete(OpinionFile).where(OpinionFile.opinion_id == opinion.id))


def _entered(terms: Terms, said: Said, sent: Sent, at: datetime, by: Actor) -> dict[str, Any]:
    in_person = sent.channel is not Channel.WEB
    return {
        "id": keys.of_today(),
        "version": 1,
        "number": numbers.drawn(),
        "candidate_id": terms.id,
        "state": LIFE.start,
        "verified": Verified.CLERK if in_person else Verified.NO,
        "verified_at": clock.now() if in_person else None,
        "edition": 1,
        "current": True,
        "stance": said.stance,
        "text": said.text,
        "folded": fold(said.text[: limits.FOLDED]),
        "how_known": said.how_known,
        "relation": said.relation,
        "relation_text": said.relation_text,
        "ward_code": said.ward_code,
        "display": said.display,
        "language": said.language,
        "channel": sent.channel,
        "clerk_id": by.id if by.kind is Kind.STAFF else None,
        "letter_file_id": said.letter,
        "slow_lane": sent.slow_lane,
        "receipt_hash": sent.receipt_hash,
        "form_key": sent.form_key,
        "submitted_at": at,
        "masked": False,
        "shown_as": "",
        "coordinated": False,
        "unused_why": "",
    }


def _enter_beside(connection: sa.Connection, opinion: Opinion, said: Said, sent: Sent) -> None:
    own = {"opinion_id": opinion.id}
    connection.execute(WRITER, own | {"name": said.name, "phone": said.phone, "email": said.email})
    if sent.network or sent.device:
        where_from = {"network": sent.network, "device": sent.device}
        connection.execute(TRACE, own | {"candidate_id": opinion.candidate_id} | where_from)
    if said.files:
        files = [own | {"file_id": id, "position": position} for position, id in enumerate(said.files)]
        connection.execute(FILE, files)
