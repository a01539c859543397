"""What stands between a story and the public: every missing thing in words, so that the editor can see to it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from portal.core.db import db
from portal.core.i18n import N_
from portal.core.storage.models import FileState, StoredFile
from portal.engines.text import private, tidy
from portal.engines.text.private_spans import Private
from portal.nominations import parts
from portal.nominations.states import NominationState
from portal.nominees import queries as nominees
from portal.nominees.models import Nominee
from portal.nominees.states import ConsentState, Covers
from portal.stories import limits, queries, shelving
from portal.stories.models import Story

REACHES = {
    Private.PHONE,
    Private.NATIONAL_ID,
    Private.BANK,
    Private.EMAIL,
}  # what teller and reader were promised not to see
READY = (NominationState.ACCEPTED, NominationState.PUBLISHED)


@dataclass(frozen=True)
class Block:
    """One thing that is missing; `field` names the control that mends it, if the editor has one."""

    msgid: str
    field: str = ""


def blocks(story: Story) -> list[Block]:
    """Why the story may not be public now; nothing means that it may."""
    nominee = queries.nominee_of(story)
    return [*_words(story), *_testimonies(story), *_consent(nominee, story), *_photos(nominee, story)]


def _words(story: Story) -> Iterator[Block]:
    if not story.title:
        yield Block(N_("Give the story a title."), "title")
    if not story.deck:
        yield Block(N_("Say in one or two sentences what was done."), "deck")
    if tidy.words(shelving.plain(story.body_html)) < limits.LEAST_WORDS:
        yield Block(N_("Write at least 20 words."), "body")
    if not story.people:
        yield Block(N_("Say whose story it is."), "people")
    if any(span.kind in REACHES for span in private.find(_whole(story))):
        yield Block(
            N_("A number or address of somebody stands in the text: phone, id, account or e-mail. Take it out."), "body"
        )


def _testimonies(story: Story) -> Iterator[Block]:
    states = [nomination.state for nomination in queries.sources(story)]
    if not states:
        yield Block(N_("No testimony stands behind this story."))
    if any(state not in READY for state in states):
        yield Block(N_("One of the testimonies is not accepted, or was withdrawn."))


def _consent(nominee: Nominee, story: Story) -> Iterator[Block]:
    """Nothing is public before consent, or its lawful absence, is recorded (domain.md 2.7)."""
    consent = nominees.consent_of(nominee)
    if consent is None or consent.state is ConsentState.ASKED:
        yield Block(N_("The person in the story has not agreed yet."))
    elif consent.state in (ConsentState.REFUSED, ConsentState.WITHDRAWN):
        yield Block(N_("The person in the story does not want it published."))
    elif not nominees.may_publish(nominee):
        minor = nominees.is_minor(nominee)
        yield Block(
            N_("The person is under 16: a parent's consent must be on record.") if minor
            else N_("The consent on record does not cover the story.")
        )  # fmt: skip
    elif not nominees.agreed_to(nominee, Covers.NAME) and _named(nominee, story):
        yield Block(N_("The consent on record does not cover the name: write initials."), "people")


def _named(nominee: Nominee, story: Story) -> bool:
    """Whether the full name stands anywhere; initials, as children have them, are no name."""
    return "." not in nominee.name and bool(nominee.name) and nominee.name in _whole(story)


def _whole(story: Story) -> str:
    parts = (story.title, story.deck, story.people, story.quote, story.quote_by, shelving.plain(story.body_html))
    return "\n".join(part for part in parts if part)


def _photos(nominee: Nominee, story: Story) -> Iterator[Block]:
    if not story.photos:
        return
    sent = {photo.file_id: photo for photo in queries.photos_sent(story)}
    files = _files(story)
    covered = {id for id, file in files.items() if file.covered}
    if not nominees.agreed_to(nominee, Covers.PHOTO):
        yield Block(N_("The consent on record does not cover photos."), "photos")
    if any(not photo.alt for photo in story.photos):
        yield Block(N_("A photo has no description for those who cannot see it."), "photos")
    if any(file.state is not FileState.READY or file.deleted_at for file in files.values()):
        yield Block(N_("A photo is still being prepared. Try again in a minute."), "photos")
    if not files.keys() <= sent.keys():
        yield Block(N_("A photo does not come from the testimonies of this story."), "photos")
    if nominees.is_minor(nominee) and files.keys() - covered:
        yield Block(N_("The person is under 16: a face in a photo must be covered first."), "photos")
    elif files.keys() - covered and any(map(_withheld, _beside(nominee, story))):
        yield Block(
            N_("The testimony tells of a child, too: cover its face in the photos, or ask its parents."), "photos"
        )
    elif any(not sent[id].people_agreed for id in (files.keys() & sent.keys()) - covered):
        yield Block(N_("Someone in a photo has not agreed: cover the face, or leave the photo out."), "photos")


def _beside(nominee: Nominee, story: Story) -> Iterator[Nominee]:
    """Whom its testimonies tell of besides, also in a part that was split off."""
    for source in queries.sources(story):
        found = [nominees.root(subject.nominee) for subject in parts.told_of(source)]
        yield from (each for each in found if each.id != nominee.id)


def _withheld(nominee: Nominee) -> bool:
    return nominees.is_minor(nominee) and not nominees.agreed_to(nominee, Covers.PHOTO)


def _files(story: Story) -> dict[uuid.UUID, StoredFile]:
    wanted = sa.select(StoredFile).where(StoredFile.id.in_([photo.file_id for photo in story.photos]))
    return {file.id: file for file in db.session.scalars(wanted)}
