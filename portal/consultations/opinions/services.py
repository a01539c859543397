"""Receive opinions, take them back, count each act in the transaction that makes it."""

import uuid
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from portal.consultations.candidates import edition
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import at_desk, limits, numbers, persons, queries, rules, tallies
from portal.consultations.opinions.jobs import RECEIVED
from portal.consultations.opinions.models import Opinion, OpinionFile, OpinionTrace, OpinionWriter, Reply
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.said import Said, Sent
from portal.consultations.opinions.states import LIFE, Channel, Verified
from portal.consultations.rounds import scheduling
from portal.core import clock
from portal.core.actor import SYSTEM, Actor, Kind
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.core.storage import services as storage
from portal.engines.text.fold import fold
from portal.moderation import redactions
from portal.moderation.eyes import proposals
from portal.moderation.eyes.states import Lapse

TRACE = sa.insert(OpinionTrace.__table__)  # type: ignore[arg-type]  # a table, though typed as any FROM


def give(candidate: Candidate, *, said: Said, sent: Sent, at: datetime, by: Actor) -> Opinion:
    """Receive an opinion that arrived at `at`. The same form sent again is the same opinion.

    Raises Closed outside the candidate's window, Unfit where something is missing.
    """
    require(by, Opinions.GIVE if sent.channel is Channel.WEB else Opinions.WRITE_DOWN, candidate)
    if (again := queries.by_form(sent.form_key)) is not None:
        return again
    (edition.share if sent.channel is Channel.WEB else edition.hold)(candidate)  # a clerk's is settled at once
    at = rules.arrived(candidate, sent, at, letter=said.letter is not None)
    rules.in_time(candidate, at)
    rules.ledger_takes(candidate, sent)
    rules.fit(said, displays=candidate.round.displays, channel=sent.channel)
    opinion = _entered(candidate, said, sent, at, by)
    db.session.add(opinion)
    db.session.flush()
    _enter_beside(opinion, said, sent)
    tallies.entered(opinion)
    at_desk.enter(opinion)
    record(
        by, Opinions.GIVE, opinion, number=opinion.number, channel=sent.channel, slow_lane=sent.slow_lane, **_late(sent)
    )
    tell(RECEIVED, unique_key=f"{RECEIVED}:{opinion.id}", opinion_id=str(opinion.id))
    return opinion


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
    redactions.forget(opinion)
    _drop_files(opinion)
    tallies.changed(opinion, before)
    at_desk.show(opinion)
    scheduling.tell_changed(opinion.candidate.round)
    record(by, Opinions.CLOSE, opinion)


def replies_to(opinion: Opinion) -> Sequence[Reply]:
    """Every answer to an opinion, public or not."""
    return db.session.scalars(sa.select(Reply).where(Reply.opinion_id == opinion.id)).all()


def _drop_files(opinion: Opinion) -> None:
    """What was handed in with it goes along: nobody gets it from now on, and its bytes go within a day."""
    for file in queries.handed_in(opinion):
        storage.forget(file)
        file.name = ""
    opinion.letter_file_id = None
    db.session.execute(sa.delete(OpinionFile).where(OpinionFile.opinion_id == opinion.id))


def _entered(candidate: Candidate, said: Said, sent: Sent, at: datetime, by: Actor) -> Opinion:
    in_person = sent.channel is not Channel.WEB
    return Opinion(
        id=uuid.uuid4(),
        number=numbers.drawn(),
        candidate=candidate,
        state=LIFE.start,
        verified=Verified.CLERK if in_person else Verified.NO,
        verified_at=clock.now() if in_person else None,
        stance=said.stance,
        text=said.text,
        folded=fold(said.text[: limits.FOLDED]),
        how_known=said.how_known,
        relation=said.relation,
        relation_text=said.relation_text,
        ward_code=said.ward_code,
        display=said.display,
        language=said.language,
        channel=sent.channel,
        clerk_id=by.id if by.kind is Kind.STAFF else None,
        letter_file_id=said.letter,
        slow_lane=sent.slow_lane,
        receipt_hash=sent.receipt_hash,
        form_key=sent.form_key,
        submitted_at=at,
        writer=OpinionWriter(name=said.name, phone=said.phone, email=said.email),
    )


def _enter_beside(opinion: Opinion, said: Said, sent: Sent) -> None:
    if sent.network or sent.device:
        where_from = {"network": sent.network, "device": sent.device}
        trace = {"opinion_id": opinion.id, "candidate_id": opinion.candidate_id} | where_from
        db.session.execute(TRACE, trace)
    for position, file_id in enumerate(said.files):
        db.session.add(OpinionFile(opinion_id=opinion.id, file_id=file_id, position=position))
    if opinion.verified is not Verified.NO and (said.phone or said.email):
        persons.settle(opinion, said.phone or said.email)
