"""Receive a story: from a draft to a nomination, once."""

import uuid

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.errors import Clash
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.core.rows import put
from portal.moderation.checks.jobs import ask
from portal.moderation.switches.services import require_on
from portal.moderation.switches.states import Function
from portal.nominations import at_desk, deadlines, drafts, folding, numbers, rules
from portal.nominations.jobs import RECEIVED
from portal.nominations.looks import Look
from portal.nominations.models import Nomination, Photo, Subject, Witness, Writer
from portal.nominations.policy import Nominations
from portal.nominations.states import LIFE, Channel
from portal.nominations.told import Told, ToldSubject
from portal.nominees import services as nominees


def submit(
    draft: Look, *, told: Told, receipt_hash: str, by: Actor, sender: str = "", slow_lane: bool = False,
    of_version: int | None = None,
) -> uuid.UUID:  # fmt: skip
    """Receive the story a draft tells; gives its key. Sent again, by a second click or from two windows, it is the same.

    `draft` was looked at under a lock, so that two sends at once wait for each other. Raises Clash where another window
    has changed it since `told` was read (`of_version`): nothing it kept may be lost. Raises Unfit where something is
    still missing, Denied where a clerk's draft is sent by somebody else, SwitchedOff while no stories are taken in from
    the web.
    """
    require(by, Nominations.SUBMIT if draft.channel is Channel.WEB else Nominations.WRITE_DOWN, draft)
    if draft.nomination_id is not None:
        return draft.nomination_id
    if draft.off and draft.channel is Channel.WEB:  # a clerk writes down all the same
        require_on(Function.NOMINATIONS)
    if of_version is not None and draft.version != of_version:
        raise Clash()
    rules.fit(told, channel=draft.channel)
    nomination = _entered(draft, told, receipt_hash, slow_lane=slow_lane)
    nomination.subjects = [_subject(subject, at, nomination.id, by) for at, subject in enumerate(told.subjects)]
    nomination.folded = folding.of(nomination)
    _put(nomination, told)
    at_desk.enter(nomination)
    drafts.became(draft, nomination.id, sender=sender)
    record(
        by, Nominations.SUBMIT, nomination, number=nomination.number, channel=nomination.channel,
        subjects=len(told.subjects), files=len(told.photos.files), slow_lane=slow_lane,
    )  # fmt: skip
    tell(RECEIVED, unique_key=f"{RECEIVED}:{nomination.id}", nomination_id=str(nomination.id))
    ask(nomination)
    return nomination.id


def _put(nomination: Nomination, told: Told) -> None:
    """All rows of a story."""
    photos = told.photos
    put(
        [nomination],
        nomination.subjects,
        [Writer(nomination_id=nomination.id, **vars(told.writer))],
        [
            Witness(nomination_id=nomination.id, position=at, name=each.name, contact=each.contact)
            for at, each in enumerate(told.witnesses)
        ],
        [
            Photo(
                nomination_id=nomination.id, file_id=file_id, position=at, taken_by=photos.taken_by,
                people_agreed=photos.people_agreed, owner_agreed=photos.owner_agreed, added_at=clock.now(),
            )
            for at, file_id in enumerate(photos.files)
        ],
    )  # fmt: skip


def _entered(draft: Look, told: Told, receipt_hash: str, *, slow_lane: bool) -> Nomination:
    return Nomination(
        id=uuid.uuid4(),
        version=1,
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


def _subject(told: ToldSubject, position: int, nomination_id: uuid.UUID, by: Actor) -> Subject:
    nominee = nominees.entered(
        told.name, kind=told.kind, position_group=told.position_group, by=by, honorific=told.honorific,
        occupation=told.occupation, ward_code=told.ward_code, minor=told.minor,
    )  # fmt: skip
    return Subject(
        nomination_id=nomination_id,
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
