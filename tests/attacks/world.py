"""One of everything that the portal can hold, for walks over all its pages."""

import itertools
import uuid
from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa
import time_machine
from flask import Flask
from werkzeug.routing import AnyConverter

from portal.confidential.told import Contact
from portal.consultations.candidates.models import Candidate, CandidateDocument, Hold
from portal.consultations.candidates.states import CandidateState
from portal.consultations.opinions import reviewing
from portal.consultations.opinions.models import Cluster, Opinion, Reply
from portal.consultations.opinions.states import ReplyState
from portal.consultations.outcome.models import Conclusion, Point
from portal.consultations.outcome.states import Answer
from portal.consultations.rounds.models import Outage, Round, RoundNote
from portal.consultations.rounds.states import RoundState
from portal.core import clock
from portal.core.actor import Role
from portal.core.db import db, unit_of_work
from portal.core.storage.models import StoredFile
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.states import AppealState
from portal.moderation.handover.models import Handover
from portal.moderation.models import Claim, EditedText, Reversal
from portal.moderation.reasons import load_reasons
from portal.moderation.reports.models import ReportCase
from portal.moderation.reports.states import Outcome
from portal.nominations.models import Message, Nomination
from portal.nominations.states import Channel
from portal.nominees.models import Consent
from portal.stories.models import Story
from tests.attacks.doors import address
from tests.attacks.hostile import filled
from tests.attacks.things import BEFORE, THINGS
from tests.attacks.visitors import DRAFT, NOBODY, RECEIPT, Thing, Visitor
from tests.confidential.reporting import report
from tests.consultations import held
from tests.core.storage.shots import PDF
from tests.staff import staff


def all_offices(app: Flask) -> Visitor:
    """One account that may do everything."""
    with app.app_context():
        made = staff(*Role, sign_in_name="moi.vai")
        db.session.remove()
    return Visitor("moi.vai", made.id)


def furnished(app: Flask, somebody: Visitor, *, said: str) -> dict[str, Thing]:
    """Each thing of doors.txt, and what else people write to it. `said` is what is told in confidence."""
    with app.app_context():
        with unit_of_work():
            load_reasons()
        made = {name: make(somebody) for name, make in THINGS.items() if name not in ("none", "-")}
        _at_the_desk(made["nomination/own"].address["nomination_id"], somebody)
        _on_the_shelf(made["story/public"].address["story_id"])
        _looked_at_again(made["appeal/other"].address["appeal_id"], made["reported/about-me"].address["case_id"])
        _reversed(made["refused/own"].address["nomination_id"])
        made["round/answered"] = _answered()
        told = report(said, about=said[:150], contact=Contact(said[:100], "", ""))
        made["report/told"] = Thing({"report_id": told.id}, mailbox=told.id)
        db.session.remove()
    return made


def _at_the_desk(id: object, somebody: Visitor) -> None:
    with unit_of_work() as session:
        nomination = session.get_one(Nomination, id)
        about = {"thing_kind": "nomination", "thing_id": nomination.id}
        earlier, later = clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=1)
        session.add_all(
            [
                filled(Message, nomination_id=nomination.id, staff_id=somebody.staff_id),
                filled(Message, nomination_id=nomination.id, staff_id=None),
                filled(
                    Message,
                    nomination_id=nomination.id,
                    staff_id=None,
                    channel=Channel.PHONE,
                    clerk_id=uuid.uuid4(),
                    clerk_name="x",
                    checked="x",
                    came_on=clock.today(),
                ),
                filled(EditedText, **about, field="story", of_version=nomination.version),
                filled(Handover, made_at=earlier, read_by=uuid.uuid4(), read_by_name="x", read_at=clock.now()),
                filled(Claim, **about, staff_id=uuid.uuid4(), until=later),
                filled(
                    Consent, nominee_id=nomination.subjects[0].nominee_id, covers=["story"], ground="x", given_by="x"
                ),
            ]
        )


def _on_the_shelf(id: object) -> None:
    with unit_of_work() as session:
        session.get_one(Story, id).public_note = "x"


def _looked_at_again(appeal_id: object, case_id: object) -> None:
    """An appeal that was answered; a wish that was dealt with."""
    now, by = clock.now(), uuid.uuid4()
    with unit_of_work() as session:
        appeal, case = session.get_one(Appeal, appeal_id), session.get_one(ReportCase, case_id)
        appeal.state, appeal.said, appeal.note, appeal.checked = AppealState.STANDS, "x", "x", "x"
        appeal.settled_at, appeal.settled_by = now, by
        case.outcome, case.words, case.note, case.checked = Outcome.ANSWERED, "x", "x", "x"
        case.settled_at, case.settled_by = now, by


def _reversed(id: object) -> None:
    with unit_of_work() as session:
        about = {"thing_kind": "nomination", "thing_id": id, "state_before": "declined", "letter": False}
        session.add(filled(Reversal, **about, reason="x", words="x"))


def _answered() -> Thing:
    """A round with everything that can be said in it, its outcome public."""
    with time_machine.travel(BEFORE, tick=False):
        round = held.announced("Trần Thị Nhài", "Lê Văn Rút")
    first, second = db.session.scalars(sa.select(Candidate).where(Candidate.round_id == round.id)).all()
    given = held.opinion(first, email="hai@example.vn", name="Lụa")
    with unit_of_work() as session:
        reviewing.accept(session.get_one(Opinion, given.id), by=held.MODERATOR)
    return _closed(round.id, first.id, second.id, given.id)


def _closed(round_id: uuid.UUID, first: uuid.UUID, second: uuid.UUID, given: uuid.UUID) -> Thing:
    now = clock.now()
    with unit_of_work() as session:
        round, candidate = session.get_one(Round, round_id), session.get_one(Candidate, first)
        round.state, round.answered_at, round.frozen_at, round.root_hash = RoundState.ANSWERED, now, now, "0" * 64
        for each in (candidate, session.get_one(Candidate, second)):
            each.closes_at = now - timedelta(days=1)
            each.achievements, each.past_honours = [{"title": "x", "text": "x"}], [{"year": 2020, "text": "x"}]
            each.standards = [{"standard": "x", "met": True, "evidence": "x"}]
        round.closes_at, round.notice_number, round.lede_vi, round.lede_en = candidate.closes_at, "x", "x", "x"
        gone = session.get_one(Candidate, second)
        gone.state, gone.withdrawn_at, gone.withdrawn_why = CandidateState.WITHDRAWN, now, "x"
        cluster = filled(Cluster, candidate_id=first, size=3, example_id=given, marked_at=now, why="x")
        point = filled(Point, candidate_id=first, answer=Answer.ACCEPTED, answered_at=now, answer_vi="x", answer_en="x")
        paper = filled(StoredFile, name="x.pdf", media_type="application/pdf", size=len(PDF))
        session.add_all([cluster, point, paper])
        session.flush()
        session.add_all(
            [
                filled(Reply, opinion_id=given, state=ReplyState.PUBLISHED, decided_at=now, signed="x"),
                filled(Conclusion, candidate_id=first, text_vi="x", text_en="x", document_number="x", signed_by="x"),
                filled(RoundNote, round_id=round_id, text_en="x"),
                filled(RoundNote, round_id=round_id, candidate_id=first, text_en="x"),
                filled(Outage, round_id=round_id, ended_at=now + timedelta(hours=1)),
                filled(Hold, candidate_id=first),
                filled(CandidateDocument, candidate_id=first, file_id=paper.id),
            ]
        )
    keys = {"round_id": round_id, "slug": round.slug, "name": candidate.slug, "thing_id": first, "candidate_id": first}
    return Thing(
        keys | {"kind": "ung-vien", "part": 0, "cluster_id": cluster.id, "point_id": point.id, "document_id": paper.id}
    )


def ways(app: Flask, things: dict[str, Thing], somebody: Visitor) -> Iterator[tuple[Visitor, Thing, str]]:
    """Every address that can be opened, with who opens it: every view on every thing that fits it."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint == "static":
            continue
        guarded = hasattr(app.view_functions[rule.endpoint], "permission")
        choices = {n: sorted(c.items) for n, c in rule._converters.items() if isinstance(c, AnyConverter)}
        needed = rule.arguments - set(choices)
        for thing in [t for t in things.values() if needed <= set(t.address)] if needed else [Thing(), *_held(things)]:
            for chosen in itertools.product(*choices.values()):
                there = Thing({**thing.address, **dict(zip(choices, chosen, strict=True))})
                url = address(app, rule.endpoint, there)
                if needed or not (thing.mailbox or thing.draft):
                    yield (somebody if guarded else Visitor(NOBODY)), thing, url
                if not guarded and (thing.mailbox or thing.draft):
                    yield Visitor(RECEIPT if thing.mailbox else DRAFT), thing, url


def _held(things: dict[str, Thing]) -> list[Thing]:
    return [thing for thing in things.values() if thing.mailbox or thing.draft]
