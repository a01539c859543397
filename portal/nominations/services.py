"""Receive a story: from a draft to a nomination, once."""

import uuid

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.moderation.checks.jobs import ask
from portal.moderation.switches.services import require_on
from portal.moderation.switches.states import Function
from portal.nominations import at_desk, deadlines, folding, numbers, rules
from portal.nominations.jobs import RECEIVED
from portal.nominations.models import Draft, Nomination, Photo, Subject, Witness, Writer
from portal.nominations.policy import Nominations
from portal.nominations.states import LIFE, Channel
from portal.nominations.told import Told, ToldSubject
from portal.nominees import services as nominees

AGAIN = sa.select(Draft).where(Draft.id == sa.bindparam("draft")).with_for_update()  # built once
AGAIN = AGAIN.execution_options(populate_existing=True)


def submit(
    draft: Draft, *, told: Told, receipt_hash: str, by: Actor, sender: str = "", slow_lane: bool = False,
    of_version: int | None = None,
) -> Nomination:  # fmt: skip
    """Receive the story a draft tells. Sent again, by a second click or from two windows, it is the same nomination.

    Raises Clash where another window has changed the draft since `told` was read (`of_version`): nothing it kept may be
    lost. Raises Unfit where something is still missing, Denied where a clerk's draft is sent by somebody else,
    SwitchedOff while no stories are taken in from the web.
    """
    require(by, Nominations.SUBMIT if draft.channel is Channel.WEB else Nominations.WRITE_DOWN, draft)
    _hold(draft)
    if draft.nomination_id is not None:
        return db.session.get_one(Nomination, draft.nomination_id)
    if draft.channel is Channel.WEB:  # a clerk writes down all the same
        require_on(Function.NOMINATIONS)
    if of_version is not None and draft.version != of_version:
        raise Clash()
    rules.fit(told, channel=draft.channel)
    nomination = _entered(draft, told, receipt_hash, slow_lane=slow_lane)
    for position, subject in enumerate(told.subjects):
        nomination.subjects.append(_subject(subject, position, by))
    nomination.folded = folding.of(nomination)
    nomination.writer = Writer(**vars(told.writer))
    db.session.add(nomination)
    db.session.flush()
    _enter_witnesses_and_files(nomination, told)
    at_desk.enter(nomination)
    draft.nomination_id, draft.answers, draft.sender = nomination.id, {}, sender
    record(
        by, Nominations.SUBMIT, nomination, number=nomination.number, channel=nomination.channel,
        subjects=len(told.subjects), files=len(told.photos.files), slow_lane=slow_lane,
    )  # fmt: skip
    tell(RECEIVED, unique_key=f"{RECEIVED}:{nomination.id}", nomination_id=str(nomination.id))
    ask(nomination)
    return nomination


def _hold(draft: Draft) -> None:
    """Read the draft again under a lock, so that two sends at once wait for each other."""
    db.session.scalars(AGAIN, {"draft": draft.id}).one()


def _entered(draft: Draft, told: Told, receipt_hash: str, *, slow_lane: bool) -> Nomination:
    return Nomination(
        id=uuid.uuid4(),
        number=numbers.following(),
        state=LIFE.start,
        channel=draft.channel,
        clerk_id=draft.clerk_id,
        letter_file_id=told.photos.letter,
        language=draft.language,
        title=told.title,
        story=told.story,
        happened_from=told.happened_from,
        happened_text=told.happened_text,
        ongoing=told.ongoing,
        place=told.place,
        ward_code=told.ward_code,
        ward_then=told.ward_then,
        for_whom=told.for_whom,
        result=told.result,
        how_known=told.how_known,
        commended=told.commended,
        commended_text=told.commended_text,
        consent_said=told.consent_said,
        parent_said=told.parent_said,
        slow_lane=slow_lane,
        receipt_hash=receipt_hash,
        received_at=clock.now(),
        due_on=deadlines.due_on(LIFE.start),
    )


def _subject(told: ToldSubject, position: int, by: Actor) -> Subject:
    nominee = nominees.found(
        told.name, kind=told.kind, position_group=told.position_group, by=by, honorific=told.honorific,
        occupation=told.occupation, ward_code=told.ward_code, minor=told.minor,
    )  # fmt: skip
    return Subject(
        nominee_id=nominee.id,
        position=position,
        kind=told.kind,
        name=nominee.name,
        honorific=told.honorific,
        position_group=told.position_group,
        occupation=told.occupation,
        where=told.where,
        contact=told.contact,
        minor=told.minor,
    )


def _enter_witnesses_and_files(nomination: Nomination, told: Told) -> None:
    for position, witness in enumerate(told.witnesses):
        db.session.add(
            Witness(nomination_id=nomination.id, position=position, name=witness.name, contact=witness.contact)
        )
    for position, file_id in enumerate(told.photos.files):
        photo = Photo(
            nomination_id=nomination.id, file_id=file_id, position=position, taken_by=told.photos.taken_by,
            people_agreed=told.photos.people_agreed, owner_agreed=told.photos.owner_agreed, added_at=clock.now(),
        )  # fmt: skip
        db.session.add(photo)
