"""A story on its way, for tests: told, accepted, agreed to, begun and written through the same services as pages use."""

import uuid
from typing import Any

from portal.core import clock
from portal.core.actor import Actor
from portal.core.db import db, unit_of_work
from portal.core.storage.models import FileKind, FileState, StoredFile
from portal.nominations import moves
from portal.nominations.models import Nomination, Photo
from portal.nominees import queries as nominee_queries
from portal.nominees import services as nominees
from portal.nominees.states import ConsentChannel, ConsentState, Covers
from portal.stories import services
from portal.stories.content import Content, Shot, content_of
from portal.stories.models import Story
from portal.stories.states import Theme
from tests.nominations.tipped import EDITOR, LEAD, tip  # noqa: F401  # those who act, for the tests of stories

ALL = tuple(Covers)


def address(slug: str) -> str:
    return f"/cau-chuyen/{slug}"


def accepted(**values: Any) -> Nomination:
    nomination = tip(**values)
    with unit_of_work():
        moves.accept(nomination, by=EDITOR)
    return nomination


def consent(nomination: Nomination, state: ConsentState = ConsentState.AGREED, **values: Any) -> None:
    told: dict[str, Any] = {"channel": ConsentChannel.PHONE, "covers": ALL if state is ConsentState.AGREED else ()}
    with unit_of_work():
        nominees.record_consent(
            nominee_queries.root(nomination.subjects[0].nominee), state=state, given_on=clock.today(), by=EDITOR,
            **told | values,
        )  # fmt: skip


def photo(nomination: Nomination, *, people_agreed: bool = True, state: FileState = FileState.READY) -> uuid.UUID:
    variants = [
        {"width": 960, "height": 640, "media_type": kind, "sha256": uuid.uuid4().hex * 2, "size": 9}
        for kind in ("image/webp", "image/jpeg")
    ]
    with unit_of_work() as session:
        file = StoredFile(
            kind=FileKind.PHOTO, state=state, name="a.jpg", media_type="image/jpeg", size=9, sha256=uuid.uuid4().hex * 2,
            width=960, height=640, variants=variants, created_at=clock.now(),
        )  # fmt: skip
        session.add(file)
        session.flush()
        session.add(
            Photo(
                nomination_id=nomination.id,
                file_id=file.id,
                position=0,
                people_agreed=people_agreed,
                added_at=clock.now(),
            )
        )
        return file.id


def written(nomination: Nomination, *others: Nomination, **values: Any) -> Story:
    """A draft with everything an editor writes."""
    with unit_of_work():
        story = services.begin([nomination, *others], by=EDITOR)
    usual = {"title": "Ấm chè trước cổng viện", "deck": "Bà Tơ nấu chè.", "themes": (Theme.CARE,)}
    write(story, **usual | values)
    return story


def write(story: Story, **values: Any) -> None:
    present = {name: getattr(content_of(story), name) for name in Content.__dataclass_fields__}
    with unit_of_work():
        services.write(story, Content(**present | values), by=EDITOR, version=story.version)


def publish(story: Story, by: Actor = EDITOR) -> Story:
    with unit_of_work():
        services.publish(story, by=by, version=story.version, address=address)
    return story


def told(**values: Any) -> Story:
    """A public story."""
    nomination = accepted(**values)
    consent(nomination)
    return publish(written(nomination))


def fresh(story: Story) -> Story:
    db.session.expire_all()
    return db.session.get_one(Story, story.id)


def shot(file_id: uuid.UUID, **values: Any) -> Shot:
    return Shot(file_id, **{"alt": "Bà Tơ rót chè"} | values)
