"""The steps a testimony takes, through the same services as the pages use."""

import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portal.core import clock, codes
from portal.core.actor import RESIDENT, Actor
from portal.core.db import db, unit_of_work
from portal.core.storage import intake, jobs
from portal.core.storage.intake import Received
from portal.core.storage.store import chosen
from portal.moderation import claims, services
from portal.moderation.states import Outcome
from portal.nominations import drafts, looks, moves, receipts
from portal.nominations import services as nominations
from portal.nominations.looks import Look
from portal.nominations.models import Nomination
from portal.nominations.states import Channel, NominationState
from portal.nominations.told import Told, ToldPhotos
from portal.nominees import queries as nominee_queries
from portal.nominees import services as nominees
from portal.nominees.states import ConsentChannel, ConsentState, Covers
from portal.stories import services as stories
from portal.stories.content import Content, Shot
from portal.stories.models import Story


@dataclass(frozen=True)
class Cast:
    """Those who act in the demo."""

    moderator: Actor
    editor: Actor
    clerk: Actor
    lead: Actor


def told(told: Told, *, by: Actor = RESIDENT, channel: Channel = Channel.WEB, photo: Path | None = None) -> Nomination:
    """A resident tells, or a clerk writes it down."""
    received = _received(photo) if photo else None
    secret = codes.secret()
    with unit_of_work():
        draft = drafts.begin(by=by, channel=channel)
    hash = codes.hashed(receipts.receipt_of(draft.id, secret))  # slow: not under the lock
    with unit_of_work():
        unsent = looks.one(draft.id, lock=True)
        if unsent is None:
            raise RuntimeError("a draft of the demonstration is gone")
        told = _with(unsent, told, received, by)
        id = nominations.submit(unsent, told=told, receipt_hash=hash, by=by)
    for file in told.photos.files:
        jobs.derive(str(file))
    return db.session.get_one(Nomination, id)


def _received(photo: Path) -> Received:
    return intake.receive(io.BytesIO(photo.read_bytes()), name=photo.name, store=chosen())


def _with(draft: Look, told: Told, received: Received | None, by: Actor) -> Told:
    if received is None:
        return told
    entry = drafts.attach(draft, received=received, by=by)
    photos = ToldPhotos((entry.file_id,), None, told.writer.name, people_agreed=True, owner_agreed=True)
    return Told(**{**vars(told), "photos": photos})


def taken_up(nomination: Nomination, cast: Cast) -> None:
    """A moderator begins to check."""
    with unit_of_work():
        claims.claim(nomination, by=cast.moderator)
        moves.verify(nomination, by=cast.moderator)


def answered(
    nomination: Nomination,
    cast: Cast,
    state: ConsentState = ConsentState.AGREED,
    covers: Iterable[Covers] = tuple(Covers),
) -> None:
    """The nominees, or the parent of one under 16, say whether they agree."""
    with unit_of_work():
        for subject in nomination.subjects:
            nominees.record_consent(
                nominee_queries.root(subject.nominee), state=state, given_on=clock.today(), by=cast.moderator,
                channel=ConsentChannel.PARENT if subject.minor else ConsentChannel.PHONE,
                covers=tuple(covers) if state is ConsentState.AGREED else (),
            )  # fmt: skip


def decided(nomination: Nomination, cast: Cast, outcome: Outcome, reason: str = "", words: str = "") -> None:
    """A moderator decides."""
    by = cast.moderator
    with unit_of_work():
        made = services.decide(
            nomination, by=by, outcome=outcome, of_version=nomination.version, reason_code=reason, words=words
        )
        match outcome:
            case Outcome.ACCEPT:
                moves.accept(nomination, by=by, decision=made)
            case Outcome.ASK:
                moves.ask(nomination, by=by, decision=made)
            case Outcome.AWAIT_CONSENT:
                moves.await_consent(nomination, by=by, decision=made)
            case Outcome.FORWARD:
                moves.forward(nomination, by=by, reason_code=reason, decision=made)
            case Outcome.DECLINE:
                moves.decline(nomination, by=by, reason_code=reason, decision=made)


def accepted(nomination: Nomination, cast: Cast) -> None:
    """Checked, agreed to by the nominee, accepted."""
    taken_up(nomination, cast)
    answered(nomination, cast)
    decided(nomination, cast, Outcome.ACCEPT)
    if nomination.state is not NominationState.ACCEPTED:
        raise RuntimeError(f"{nomination.number} was not accepted")


def written(nominations: list[Nomination], content: Content, cast: Cast) -> Story:
    """An editor writes the story."""
    with unit_of_work():
        story = stories.begin(nominations, by=cast.editor)
        stories.write(story, content, by=cast.editor, version=story.version)
    return story


def address(slug: str) -> str:
    """Where readers find a story."""
    return f"/cau-chuyen/{slug}"


def published(story: Story, cast: Cast) -> None:
    """An editor publishes it."""
    with unit_of_work():
        stories.publish(story, by=cast.editor, version=story.version, address=address)


def shot(file_id: uuid.UUID, alt: str) -> Shot:
    """A testimony's photo as it stands in the story."""
    return Shot(file_id, alt, "Hình vẽ minh họa.", "", 50, 40)
