"""What the holder of a receipt does: answer, write, add, withdraw. Nothing said twice counts twice."""

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from portal.core import clock
from portal.core.actor import Actor, holder_of
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow, TooMany, Unfit
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.core.storage import services as files
from portal.core.storage.intake import Received
from portal.core.storage.limits import FILES
from portal.core.storage.models import StoredFile
from portal.engines.text import tidy
from portal.moderation.eyes import proposals
from portal.moderation.eyes.states import Lapse
from portal.moderation.switches.services import require_on
from portal.moderation.switches.states import Function
from portal.nominations import at_desk, deadlines, parts, queries
from portal.nominations import heard as hearing
from portal.nominations.heard import Heard
from portal.nominations.jobs import FORGET, TELL
from portal.nominations.limits import MESSAGE
from portal.nominations.masking import without_ids
from portal.nominations.models import Message, Nomination, Photo
from portal.nominations.policy import Nominations
from portal.nominations.states import LIFE, NominationState

UNANSWERED = 20  # messages in a row before the Board has said something
ADDED = 10  # files that may be added later, beside those sent with the story
OPEN = frozenset(deadlines.DAYS)


def answer(nomination: Nomination, *, text: str, by: Actor) -> Message:
    """Answer the question that was asked. The same answer sent again is the one already there.

    Raises NotNow where it was answered or closed meanwhile, Unfit for an empty one.
    """
    require(by, Nominations.ANSWER, nomination)
    said = _fit(text)
    if twin := _said_already(nomination, said):
        return twin
    _answered(nomination, Nominations.ANSWER, by)
    return _say(nomination, said)


def write_down(nomination: Nomination, *, text: str, to: uuid.UUID | None, heard: Heard, by: Actor) -> Message:
    """Answer the question for a writer who rang, came or wrote: everything goes on as if they had done so themselves.

    A letter tells them that it was written down in their name, none of the words.
    Raises NotNow where another question or none is open by now, Unfit for an empty answer, a day that cannot be, and
    where it is not said how the writer was known.
    """
    require(by, Nominations.WRITE_DOWN_ANSWER, nomination)
    said = _fit(text)
    if twin := _said_already(nomination, said):
        return twin
    question = queries.to_answer(nomination)
    if question is None or question.id != to:
        raise NotNow(N_("This question needs no answer any more."))
    hearing.check(heard, nomination, asked_at=question.sent_at, by=by)
    _answered(nomination, Nominations.WRITE_DOWN_ANSWER, by, channel=heard.channel)
    made = _say(nomination, said)
    hearing.keep(made, heard, by=by)
    db.session.flush()
    key, about = f"{hearing.NOTED}:{made.id}", str(nomination.id)
    tell(TELL, unique_key=key, nomination_id=about, letter=hearing.NOTED, once=key, values=hearing.noted(made))
    return made


def _answered(nomination: Nomination, act: Nominations, by: Actor, **detail: Any) -> None:
    was, due_was = nomination.state, nomination.due_on
    nomination.state = LIFE.after(was, "answer")
    nomination.due_on = deadlines.due_on(nomination.state)
    record(by, act, nomination, was=was, now=nomination.state, due_was=due_was, **detail)
    at_desk.show(nomination)


def write(nomination: Nomination, *, text: str, by: Actor) -> Message:
    """Say something to the Board that it did not ask, also after a decision. Raises NotNow once withdrawn, TooMany, Unfit."""
    require(by, Nominations.WRITE, nomination)
    said = _fit(text)
    if twin := _said_already(nomination, said):
        return twin
    if nomination.state is NominationState.WITHDRAWN:
        raise NotNow(N_("You have withdrawn this story, so nothing can be added to it."))
    if _unanswered(nomination) >= UNANSWERED:
        raise TooMany(N_("You have written a lot already. Please wait until we have answered."), retry_after=86_400)
    record(by, Nominations.WRITE, nomination)
    flag_modified(nomination, "folded")  # whoever decides must have seen it
    return _say(nomination, said)


def add_photos(nomination: Nomination, *, received: Sequence[Received], people_agreed: bool, by: Actor) -> int:
    """Add photos or documents, and say how many were new; one sent twice is kept once. Raises NotNow, Unfit."""
    require(by, Nominations.ADD_PHOTOS, nomination)
    if nomination.state not in OPEN:
        raise NotNow(N_("This story is closed, so nothing can be added to it here. Please call us."))
    require_on(Function.PHOTOS)
    held = queries.files(nomination)
    known = {file.sha256 for _, file in held}
    new = {each.sha256: each for each in received if each.sha256 not in known}
    if len(held) + len(new) > FILES + ADDED:
        raise Unfit(N_("There is room for %(most)s files in all."), field="files", most=FILES + ADDED)
    position = 1 + max((photo.position for photo, _ in held), default=-1)
    for offset, each in enumerate(new.values()):
        kept = files.keep(each)
        photo = Photo(nomination_id=nomination.id, file_id=kept.id, position=position + offset, added_at=clock.now())
        photo.people_agreed = people_agreed
        db.session.add(photo)
    if new:
        flag_modified(nomination, "folded")
        record(by, Nominations.ADD_PHOTOS, nomination, files=len(new))
    return len(new)


def remove_file(nomination: Nomination, file_id: uuid.UUID, *, by: Actor) -> None:
    """Delete a photo or document again; one removed twice is removed. A story being written from it loses it too.

    Raises NotNow once the story is public or closed.
    """
    require(by, Nominations.REMOVE_FILE, nomination)
    if nomination.state not in OPEN:
        raise NotNow(N_("This story is closed, so nothing can be removed from it here. Please call us."))
    for _, file in queries.files(nomination):
        if file.id == file_id:
            _let_go(nomination, file)
            flag_modified(nomination, "folded")  # whoever decides must see that it is gone
            record(by, Nominations.REMOVE_FILE, nomination, file=file.id)


def _let_go(nomination: Nomination, file: StoredFile) -> None:
    """Delete a file; one that another part of the testimony shows too is taken from this part only."""
    mine = sa.and_(Photo.file_id == file.id, Photo.nomination_id == nomination.id)
    shared = sa.exists().where(Photo.file_id == file.id, Photo.nomination_id != nomination.id)
    if db.session.scalar(sa.select(shared)):
        db.session.execute(sa.delete(Photo).where(mine))
    else:
        files.forget(file)


def withdraw(nomination: Nomination, *, by: Actor) -> None:
    """Take the story back. What was told is deleted by a job within 24 hours; that it was, stays on record."""
    require(by, Nominations.WITHDRAW, nomination)
    if nomination.state is NominationState.WITHDRAWN:
        return
    was, due_was = nomination.state, nomination.due_on
    nomination.state = LIFE.after(was, "withdraw")
    nomination.due_on, nomination.closed_at = None, clock.now()
    proposals.lapse(nomination, Lapse.GONE)
    record(by, Nominations.WITHDRAW, nomination, was=was, now=nomination.state, due_was=due_was)
    at_desk.show(nomination)
    tell(FORGET, unique_key=f"{FORGET}:{nomination.id}", nomination_id=str(nomination.id))


def withdraw_all(nomination: Nomination, *, by: Actor) -> None:
    """Take back every part of a story that was split, as far as it can be taken back still."""
    require(by, Nominations.WITHDRAW, nomination)
    for part in parts.of(nomination):
        if part.state in OPEN:
            withdraw(part, by=by if part is nomination else holder_of(part.id))


def _fit(text: str) -> str:
    said = without_ids(tidy.prose(text))
    if not said:
        raise Unfit(N_("Write your message first."), field="text")
    if len(said) > MESSAGE:
        raise Unfit(
            N_("Please shorten it to %(most)s characters. You have written %(written)s."),
            field="text", most=MESSAGE, written=len(said),
        )  # fmt: skip
    return said


def _said_already(nomination: Nomination, text: str) -> Message | None:
    """The writer's own last message, if it says just this: a second click, or the same from another window."""
    last = queries.last_message(nomination)
    return last if last and last.staff_id is None and last.text == text else None


def _unanswered(nomination: Nomination) -> int:
    last = queries.last_of_board(nomination)
    mine = sa.select(sa.func.count(Message.id)).where(Message.nomination_id == nomination.id)
    if last:
        mine = mine.where(Message.sent_at > last.sent_at)
    return db.session.scalar(mine) or 0


def _say(nomination: Nomination, text: str) -> Message:
    message = Message(nomination_id=nomination.id, staff_id=None, text=text, sent_at=clock.now())
    db.session.add(message)
    db.session.flush()
    return message
