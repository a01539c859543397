"""What stands between a story and the public: a table."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.core.errors import Unfit
from portal.core.storage.models import FileState, StoredFile
from portal.nominations import moves, splitting
from portal.nominations.splitting import Cut, Wording
from portal.nominations.states import NominationState
from portal.nominees.models import Nominee
from portal.nominees.states import ConsentChannel, ConsentState, Covers
from portal.stories import gate
from portal.stories.models import Story
from portal.stories.states import StoryState
from tests.nominations.tipped import EDITOR, tip
from tests.stories.telling import ALL, accepted, consent, fresh, photo, publish, shot, write, written

pytestmark = pytest.mark.usefixtures("inside")
AGREED = ConsentState.AGREED
NOT_YET, REFUSED = "The person in the story has not agreed yet.", "The person in the story does not want it published."
BESIDE = "The testimony tells of a child, too: cover its face in the photos, or ask its parents."
PARENT = "The person is under 16: a parent's consent must be on record."


@pytest.mark.parametrize(
    ("answers", "minor", "blocked"),
    [
        ([], False, [NOT_YET]),
        ([(ConsentState.ASKED, {})], False, [NOT_YET]),
        ([(ConsentState.REFUSED, {})], False, [REFUSED]),
        ([(AGREED, {}), (ConsentState.WITHDRAWN, {})], False, [REFUSED]),
        ([(AGREED, {})], False, []),
        ([(ConsentState.REFUSED, {}), (AGREED, {})], False, []),
        ([(AGREED, {"covers": (Covers.NAME, Covers.PHOTO)})], False, ["The consent on record does not cover the story."]),
        ([(AGREED, {"covers": (Covers.STORY,)})], False,
         ["The consent on record does not cover the name: write initials."]),
        ([(ConsentState.NOT_NEEDED, {"ground": "Đã mất, không còn thân nhân"})], False, []),
        ([(AGREED, {})], True, [PARENT]),
        ([(AGREED, {"channel": ConsentChannel.PARENT})], True, []),
    ],
)  # fmt: skip
def test_nothing_is_public_before_consent(answers: list, minor: bool, blocked: list[str]) -> None:
    nomination = accepted()
    if minor:
        with unit_of_work() as session:
            session.execute(sa.update(Nominee).values(minor=True, name="Đ.T.T."))
    for state, values in answers:
        consent(nomination, state, **values)
    story = written(nomination)
    assert [block.msgid for block in gate.blocks(fresh(story))] == blocked
    if blocked:
        with pytest.raises(Unfit, match=blocked[0].replace(".", r"\.")):
            publish(story)
    else:
        assert publish(story).state is StoryState.PUBLISHED


@pytest.mark.parametrize(
    ("values", "field"),
    [({"title": ""}, "title"), ({"deck": ""}, "deck"), ({"body_html": "<p>Ngắn.</p>"}, "body"), ({"people": ""}, "people")],
)  # fmt: skip
def test_words_are_asked_for(values: dict[str, str], field: str) -> None:
    nomination = accepted()
    consent(nomination)
    story = written(nomination)
    write(story, **values)
    assert [block.field for block in gate.blocks(story)] == [field]


@pytest.mark.parametrize("reached", ["0912 345 678", "bato@example.vn", "CCCD 001085012345"])
def test_nobody_is_reached_through_a_story(reached: str) -> None:
    nomination = accepted()
    consent(nomination)
    story = written(nomination)
    assert gate.blocks(story) == []
    write(story, body_html=f"{story.body_html}<p>Cần gì cứ gọi {reached}.</p>")
    assert [block.field for block in gate.blocks(story)] == ["body"]


def test_a_withdrawn_testimony_stops_publication() -> None:
    nomination = accepted()
    consent(nomination)
    story = written(nomination)
    with unit_of_work():
        nomination.state, nomination.closed_at = NominationState.WITHDRAWN, datetime.now(UTC)
    assert [b.msgid for b in gate.blocks(story)] == ["One of the testimonies is not accepted, or was withdrawn."]


@pytest.mark.parametrize(
    ("covers", "alt", "agreed", "state", "foreign", "words"),
    [
        (ALL, "Bà rót chè", True, FileState.READY, False, None),
        ((Covers.STORY, Covers.NAME), "Bà rót chè", True, FileState.READY, False, "does not cover photos"),
        (ALL, "", True, FileState.READY, False, "no description"),
        (ALL, "Bà rót chè", False, FileState.READY, False, "has not agreed"),
        (ALL, "Bà rót chè", True, FileState.WAITING, False, "being prepared"),
        (ALL, "Bà rót chè", True, FileState.READY, True, "does not come from"),
    ],
)  # fmt: skip
def test_photos_need_consent_words_and_a_testimony(
    covers: tuple[Covers, ...], alt: str, agreed: bool, state: FileState, foreign: bool, words: str | None
) -> None:
    nomination = accepted()
    consent(nomination, covers=covers)
    file = photo(accepted() if foreign else nomination, people_agreed=agreed, state=state)
    story = written(nomination, photos=(shot(file, alt=alt),))
    found = [block.msgid for block in gate.blocks(story)]
    assert [words in msgid for msgid in found] == [True] if words else found == []


def test_a_childs_photo_waits_until_the_face_is_covered() -> None:
    nomination = accepted()
    with unit_of_work() as session:
        session.execute(sa.update(Nominee).values(minor=True, name="Đ.T.T."))
    consent(nomination, channel=ConsentChannel.PARENT)
    story = written(nomination, photos=(shot(photo(nomination)),))
    assert [b.msgid for b in gate.blocks(story)] == ["The person is under 16: a face in a photo must be covered first."]
    with unit_of_work() as session:
        session.execute(sa.update(StoredFile).values(covered=[[0, 0, 0.5, 0.5]]))
    assert gate.blocks(fresh(story)) == []


@pytest.mark.parametrize("apart", [False, True])
def test_a_child_told_of_beside_is_protected_also_in_a_part_of_its_own(apart: bool) -> None:
    nomination = tip(names=("Đặng Thị Tơ", "L.V.B."))
    child = nomination.subjects[1]
    with unit_of_work() as session:
        session.execute(sa.update(Nominee).where(Nominee.id == child.nominee_id).values(minor=True))
    if apart:
        with unit_of_work():
            cut = Cut({child.id}, (), Wording("Chè", nomination.story), Wording("Chạy", "Em chạy việc."))
            splitting.split(nomination, cut, why="Hai việc khác nhau.", of_version=nomination.version, by=EDITOR)
    with unit_of_work():
        moves.accept(nomination, by=EDITOR)
    consent(nomination)
    story = written(nomination, photos=(shot(photo(nomination)),))
    assert [block.msgid for block in gate.blocks(story)] == [BESIDE]
    with unit_of_work() as session:
        session.execute(sa.update(StoredFile).values(covered=[[0, 0, 0.5, 0.5]]))
    assert gate.blocks(fresh(story)) == []


def test_only_those_who_publish_may_publish() -> None:
    from portal.core.errors import Denied
    from tests.nominations.tipped import MODERATOR

    nomination = accepted()
    consent(nomination)
    story: Story = written(nomination)
    with pytest.raises(Denied):
        publish(story, by=MODERATOR)
    assert Role.EDITOR not in MODERATOR.roles
