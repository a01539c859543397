"""Stories are begun, written, published, corrected and taken down."""

import threading
import uuid

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from portal.core import clock
from portal.core.actor import RESIDENT, SYSTEM
from portal.core.audit import verify
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Denied, NotNow, Unfit
from portal.core.jobs.runner import run_due
from portal.core.mail.models import Letter
from portal.moderation.limits import UNDO
from portal.moderation.reports import settling
from portal.moderation.reports.states import Outcome, ReportKind
from portal.nominations.states import NominationState, ShowName
from portal.nominees import services as nominees
from portal.stories import queries, readers, reading, services
from portal.stories.content import Content, content_of
from portal.stories.models import Story, StoryRevision, Thanks
from portal.stories.states import RemovalReason, StoryState, Theme
from portal.stories.wishes import Wish
from tests.nominations.tipped import MODERATOR, tip
from tests.stories.telling import EDITOR, LEAD, accepted, address, consent, fresh, publish, told, write, written
from tests.web.public.shelves import START

WHY = "Người được kể gọi lên, muốn gỡ."
pytestmark = pytest.mark.usefixtures("inside")


def begin(*nominations: object) -> Story:
    with unit_of_work():
        return services.begin(nominations, by=EDITOR)  # type: ignore[arg-type]  # nominations


def found(words: str) -> int:
    return reading.shelf(Wish(words), size=9).found


def correct(story: Story, note: str = "Sửa tên ngõ.", **values: object) -> None:
    present = {name: getattr(content_of(story), name) for name in Content.__dataclass_fields__}
    with unit_of_work():
        said = Content(**present | values)  # type: ignore[arg-type]  # any of its fields
        services.correct(story, said, by=EDITOR, version=story.version, note=note, address=address)


def remove(story: Story, note: str = "") -> None:
    for by in (EDITOR, LEAD):  # one proposes, another judges likewise
        with unit_of_work():
            services.remove(
                story, by=by, version=story.version, reason=RemovalReason.NOMINEE_ASKED, note=note, why=WHY
            )  # fmt: skip


def test_a_story_begins_with_what_the_testimony_tells() -> None:
    nomination = accepted(title="Nấu chè", happened_text="từ 2014")
    with unit_of_work():
        nomination.writer.show_name = ShowName.INITIALS
    story = begin(nomination)
    assert (story.title, story.people, story.told_by) == ("Nấu chè", "Bà Đặng Thị Tơ", "N.T.N.")
    assert story.body_html.startswith("<p>Bà nấu nước chè") and story.happened_text == "từ 2014"


def test_what_the_writer_typed_is_never_markup() -> None:
    story = begin(accepted(story="<b>Bà</b> & <script>x</script> nấu chè"))
    assert story.body_html == "<p>&lt;b&gt;Bà&lt;/b&gt; &amp; &lt;script&gt;x&lt;/script&gt; nấu chè</p>"


def test_beginning_twice_is_one_story() -> None:
    nomination = accepted()
    assert begin(nomination).id == begin(nomination).id


def test_two_testimonies_of_one_person_make_one_story() -> None:
    first, second = accepted(), accepted()
    with pytest.raises(Unfit):
        begin(first, second)
    with unit_of_work():
        nominees.merge(second.subjects[0].nominee, into=first.subjects[0].nominee, by=MODERATOR)
    story = begin(first, second)
    assert [n.id for n in queries.sources(story)] == [first.id, second.id]
    assert queries.waiting() == []


def test_only_accepted_testimonies_are_written_from() -> None:
    with pytest.raises(NotNow):
        begin(tip())
    nomination = accepted()
    with pytest.raises(Denied), unit_of_work():
        services.begin([nomination], by=RESIDENT)


def test_the_body_is_cleaned_when_it_is_written() -> None:
    story = written(
        accepted(), body_html='<p onclick="x()">Bà <b>nấu</b><img src=x onerror=y> <a href="javascript:1">a</a></p>'
    )
    assert story.body_html == "<p>Bà <strong>nấu</strong> a</p>"


@pytest.mark.parametrize(
    ("values", "field"), [({"title": "x" * 161}, "title"), ({"body_html": "x" * 70_000}, "body"), ({"quote": "x" * 301}, "quote")]
)  # fmt: skip
def test_what_is_too_long_is_refused_at_its_field(values: dict[str, str], field: str) -> None:
    story = written(accepted())
    with pytest.raises(Unfit) as refusal:
        write(story, **values)
    assert refusal.value.field == field


def test_every_change_is_kept_as_a_revision() -> None:
    story = written(accepted())
    write(story, title="Hai")
    rows = db.session.scalars(sa.select(StoryRevision).order_by(StoryRevision.of_version)).all()
    assert [row.content["title"] for row in rows][-2:] == ["Ấm chè trước cổng viện", "Hai"]
    assert [row.of_version for row in rows] == sorted({row.of_version for row in rows})


def test_a_stale_save_overwrites_nothing() -> None:
    story = written(accepted())
    stale = story.version
    write(story, title="Của đồng nghiệp")
    with pytest.raises(Clash), unit_of_work():
        services.write(story, Content(title="Của tôi"), by=EDITOR, version=stale)
    assert fresh(story).title == "Của đồng nghiệp"


def test_publication_gives_an_address_and_takes_the_testimonies_along() -> None:
    nomination = accepted()
    consent(nomination)
    story = publish(written(nomination))
    assert story.slug and story.slug.startswith("am-che-truoc-cong-vien-") and story.year
    assert nomination.state is NominationState.PUBLISHED
    assert (found("am che"), queries.tally("theme")) == (1, {"care": 1})
    with pytest.raises(NotNow):
        publish(story)


def test_a_public_story_changes_only_by_a_correction_with_a_note() -> None:
    story = told()
    with pytest.raises(NotNow):
        write(story, title="Khác")
    with pytest.raises(Unfit) as refusal:
        correct(story, note=" ", title="Khác")
    assert refusal.value.field == "note"
    slug = fresh(story).slug
    correct(story, title="Chuyến phà", themes=(Theme.WORK,))
    assert (story.slug, story.public_note[10:]) == (slug, ": Sửa tên ngõ.")
    assert (found("am che"), found("pha"), queries.tally("theme")) == (0, 1, {"work": 1})


def test_a_correction_cannot_smuggle_in_what_may_not_be_public() -> None:
    story = told()
    with pytest.raises(Unfit):
        correct(story, deck="")
    assert fresh(story).deck


def test_a_removed_story_is_found_nowhere_and_may_come_back_at_its_address() -> None:
    story = told()
    slug, nomination = story.slug, queries.sources(story)[0]
    remove(story, "Bà Tơ muốn vậy.")
    assert (found("am che"), reading.newest(9), queries.tally("all")) == (0, [], {})
    assert (nomination.state, nomination.due_on) == (NominationState.ACCEPTED, None), "no day is promised any more"
    assert (story.state, story.removal_reason) == (StoryState.REMOVED, RemovalReason.NOMINEE_ASKED)
    publish(story)
    assert (story.slug, story.removed_at, found("am che")) == (slug, None, 1)


def test_what_was_said_of_its_absence_is_no_correction_once_it_is_back() -> None:
    story = told()
    correct(story, title="Một")
    remove(story, "Chúng tôi đang hỏi lại.")
    assert story.public_note.endswith("Chúng tôi đang hỏi lại.")
    publish(story)
    assert story.public_note.endswith("Sửa tên ngõ.")
    assert [note[12:] for note in reading.notes(story)] == ["Sửa tên ngõ."]


def test_tallies_are_what_counting_would_find() -> None:
    stories = [told() for _ in range(3)]
    remove(stories[0])
    correct(stories[1], themes=(Theme.WORK, Theme.CARE))
    counted = db.session.scalar(sa.select(sa.func.count()).where(Story.state == StoryState.PUBLISHED))
    assert (queries.tally("all"), queries.tally("theme")) == ({"": counted}, {"work": 1, "care": 2})


def test_only_the_system_sets_a_story_back() -> None:
    story = told()
    with pytest.raises(Denied), unit_of_work():
        services.backdate(story, at=START, by=EDITOR)
    with unit_of_work():
        services.backdate(story, at=START, by=SYSTEM)
    assert [row.published_at for row in reading.newest(1)] == [START]


def test_reports_of_a_story_are_counted_until_somebody_has_dealt_with_them() -> None:
    story = told()
    with unit_of_work():
        readers.report(story, by=RESIDENT, kind=ReportKind.OTHER, text="Tên ngõ này chưa đúng đâu")
    assert queries.reported() == {story.id: 1}
    (case,) = queries.reports(story)
    with unit_of_work():
        settling.settle(case, by=EDITOR, outcome=Outcome.CORRECTED, seen=1)
    assert queries.reported() == {} and queries.reports(story) == []
    with unit_of_work(), pytest.raises(Clash):
        settling.settle(case, by=EDITOR, outcome=Outcome.CORRECTED, seen=1)


def test_a_device_thanks_once_also_when_many_threads_ask(inside: Flask) -> None:
    story = told()
    device, other = uuid.uuid4().hex, uuid.uuid4().hex

    def give(which: str) -> None:
        with inside.app_context(), unit_of_work() as session:
            readers.thank(session.get_one(Story, story.id), by=RESIDENT, device=which, secret="s")

    threads = [threading.Thread(target=give, args=(which,)) for which in (device, other) * 6]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert (fresh(story).thanks, db.session.scalar(sa.select(sa.func.count(Thanks.device)))) == (2, 2)
    assert fresh(story).version == story.version


def test_every_act_stands_in_the_trail() -> None:
    story = told()
    correct(story, title="Khác")
    remove(story)
    acts = db.session.scalars(
        sa.select(AuditEntry.act).where(AuditEntry.thing_id == str(story.id)).order_by(AuditEntry.seq)
    ).all()
    written = ["story:write", "story:write", "story:publish", "story:correct"]
    assert acts == [*written, "eyes:agree", "moderation:reverse", "story:remove"]
    assert list(verify.faults()) == []


def letters(kind: str) -> list[str]:
    """Who was written to once the minute is over in which it can be taken back."""
    with time_machine.travel(clock.now() + UNDO):
        run_due()
    sent = sa.select(Letter).where(Letter.kind == kind).order_by(Letter.address)
    return [letter.address for letter in db.session.scalars(sent)]


def told_by_two() -> Story:
    first, second, third = accepted(email="an@example.vn"), accepted(email="binh@example.vn"), accepted(email="")
    with unit_of_work():
        for other in (second, third):
            nominees.merge(other.subjects[0].nominee, into=first.subjects[0].nominee, by=MODERATOR)
    consent(first)
    return publish(written(first, second, third))


def test_everyone_who_told_of_it_and_left_an_address_is_told_of_a_correction_and_of_the_end() -> None:
    story = told_by_two()
    correct(story, title="Chuyến phà")
    assert letters("story_corrected") == ["an@example.vn", "binh@example.vn"]
    remove(story, "Bà Tơ muốn vậy.")
    assert letters("story_removed") == ["an@example.vn", "binh@example.vn"]


def test_each_correction_is_told_and_a_refused_one_is_not() -> None:
    story = told()
    correct(story, title="Một")
    correct(story, title="Hai", note="Sửa năm.")
    with pytest.raises(Unfit):
        correct(story, title="Ba", note="")
    assert len(letters("story_corrected")) == 2
    assert [note[12:] for note in reading.notes(story)] == ["Sửa năm.", "Sửa tên ngõ."]


def test_a_story_that_was_public_is_found_from_its_testimony() -> None:
    story = told()
    nomination = queries.sources(story)[0]
    remove(story)
    assert reading.story_from(nomination.id) is story
    assert reading.story_from(tip().id) is None
