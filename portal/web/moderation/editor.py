"""The editor's shelf and desk: accepted testimonies become stories, public ones are corrected."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm.exc import StaleDataError

from portal.core.db import unit_of_work
from portal.core.errors import Clash, Missing, Unfit
from portal.core.i18n import N_
from portal.core.policy import may
from portal.core.storage.models import StoredFile
from portal.engines.text import marks
from portal.moderation import queries as moderation
from portal.moderation.appeals import queries as appeals
from portal.moderation.appeals.states import AppealState
from portal.nominations import parts
from portal.nominations import reading as told_reading
from portal.nominations.models import Nomination
from portal.stories import content, opening, queries, reading, services, sources
from portal.stories.content import Content
from portal.stories.models import Story
from portal.stories.policy import Stories
from portal.stories.states import StoryState
from portal.stories.wishes import Wish
from portal.web.kit.downloads import send_stored
from portal.web.kit.drawings import DRAWINGS, drawing
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import address, to
from portal.web.kit.session import actor
from portal.web.kit.words import GROUPS, THEMES
from portal.web.moderation import listing, previewing, story_letters, wording
from portal.web.moderation.forms.story import StoryForm, picks, values

bp = Blueprint("editor", __name__)
NEWEST, PAGE = 8, 50  # published stories on the shelf, and on a page of all of them


def found(story_id: uuid.UUID, **_: object) -> Story | None:
    """The story an address is about."""
    return queries.one(story_id)


def public_address(slug: str) -> str:
    """Where readers find a story; letters carry it."""
    return address("stories.story", "vi", slug=slug)


@bp.get("/chuyen")
@allow(Stories.READ)
def shelf() -> str:
    """What waits to be written, what is being written, and what was published last."""
    waiting = queries.waiting()
    return render_template(
        "moderation/editor/shelf.html", waiting=waiting, called=told_reading.called(*(n for w in waiting for n in w.nominations)), drafts=queries.drafts(), public=queries.published(NEWEST),
        reported=queries.reported(),
        more=queries.tally("all").get("", 0) > NEWEST, wording=wording, **listing.undo_offer(ask=True),
    )  # fmt: skip


@bp.get("/chuyen/da-dang")
@allow(Stories.READ)
def public() -> str:
    """Every public story, newest first."""
    shelf = reading.shelf(Wish(), size=PAGE, after=request.args.get("after"), before=request.args.get("before"))
    return render_template(
        "moderation/editor/public.html", rows=shelf.rows, reported=queries.reported(),
        before=shelf.before and to("editor.public", before=shelf.before), after=shelf.after and to("editor.public", after=shelf.after),
    )  # fmt: skip


@bp.post("/chuyen")
@writes
@allow(Stories.WRITE)
def begin() -> ResponseReturnValue:
    """Begin a story from the chosen testimonies, or go on with the one begun from them."""
    chosen = queries.chosen([id for id in map(_key, request.form.getlist("nomination")) if id])
    if not chosen:
        raise Missing()
    story = services.begin(chosen, by=actor())
    return redirect(to("editor.story", story_id=story.id), 303)


@bp.post("/chuyen/<uuid:story_id>/bo-loi-ke/<uuid:nomination_id>")
@writes
@allow(Stories.WRITE, of=found)
def leave_out(story: Story) -> ResponseReturnValue:
    """Write without this testimony; it waits for a story of its own."""
    told = next((n for n in queries.sources(story) if n.id == (request.view_args or {})["nomination_id"]), None)
    if told is None:
        raise Missing()
    opening.leave_out(story, told, by=actor())
    return redirect(to("editor.story", story_id=story.id), 303)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@bp.get("/chuyen/<uuid:story_id>")
@allow(Stories.READ, of=found)
def story(story: Story) -> str:
    """The story beside the testimonies it is written from."""
    return _page(story, _fresh(story))


@bp.post("/chuyen/<uuid:story_id>")
@allow(Stories.READ, of=found)
def save(story: Story) -> ResponseReturnValue:
    """Keep what was written; of a public story it is a correction with a note, which others may make than who writes.

    The letter of a correction is shown first. Nothing typed is lost by a refusal.
    """
    form = _offered(StoryForm(), story)
    if not form.validate():
        return _page(story, form), 422
    if previewing.changing():
        return _page(story, form)
    try:
        if not previewing.seen() and (page := _letter(story, form)):
            return page
        with unit_of_work():
            _keep(story, form)
    except Unfit as refusal:
        form.blame(refusal)
        return _page(story, form), 422
    except (Clash, StaleDataError):
        return _clashed(story.id, form), 409
    then = "publishing.preview" if "preview" in request.form else "editor.story"
    return redirect(to(then, story_id=story.id, saved=None if "preview" in request.form else 1), 303)


def _letter(story: Story, form: StoryForm) -> str:
    """The page with the letter of a correction; nothing for a draft."""
    if story.state is not StoryState.PUBLISHED:
        return ""
    version, note = form.of_version.data, form.note.data or ""
    return story_letters.of_correction(story, _written(story, form), version=version, note=note, address=public_address)


def _written(story: Story, form: StoryForm) -> Content:
    """What was written, with photos of its own testimonies only."""
    written, sent = form.content(), {photo.file_id for photo in queries.photos_sent(story)}
    if any(shot.file_id not in sent for shot in written.photos):
        raise Unfit(N_("A photo does not come from the testimonies of this story."))
    return written


def _keep(story: Story, form: StoryForm) -> None:
    version, written = form.of_version.data, _written(story, form)
    if story.state is StoryState.PUBLISHED:
        services.correct(story, written, by=actor(), version=version, note=form.note.data or "", address=public_address)
    else:
        services.write(story, written, by=actor(), version=version)


def _clashed(story_id: uuid.UUID, form: StoryForm) -> str:
    """A colleague saved meanwhile: theirs beside mine, mine still in the form, to be saved over it or not."""
    story = queries.one(story_id)
    if story is None:
        raise Missing()
    form.of_version.data = story.version
    return _page(story, form, theirs=content.content_of(story))


@bp.get("/chuyen/<uuid:story_id>/anh/<uuid:file_id>")
@allow(Stories.READ, of=lambda story_id, file_id: queries.picture(story_id, file_id))
def picture(file: StoredFile) -> ResponseReturnValue:
    """A photo that came with the story's testimonies, as the public would see it once its copies are made."""
    return send_stored(file, "960" if file.variants else "whole")


def _undo(story: Story, told: list[tuple[Nomination, dict[str, str]]]) -> dict[str, Any]:
    """The offer to take back the decision that opened this draft, or what was done with the story, while the minute lasts."""
    offer = listing.undo_offer(ask=True)
    mine = offer["undoable"] is not None and offer["undoable"].thing_id in {story.id, *(each.id for each, _ in told)}
    return {"undoable": offer["undoable"] if mine else None, "undo_left": offer["undo_left"]}


def _fresh(story: Story) -> StoryForm:
    sent = [(photo.file_id, photo.taken_by) for photo, _ in queries.pictures(story)]
    form = _offered(StoryForm(formdata=None, data=values(content.content_of(story), sent)), story)
    form.of_version.data = story.version
    return form


def _offered(form: StoryForm, story: Story) -> StoryForm:
    """Put the choices that come from the database and the language into the form."""
    form.ward_code.choices = picks([("", gettext("Not known")), *queries.wards(story.ward_code)])
    form.illustration.choices = [
        ("", gettext("None chosen")),
        *((name, gettext(text)) for name, text in DRAWINGS.items()),
    ]
    form.position_group.choices = picks((g.value, gettext(text)) for g, text in GROUPS.items())
    form.themes.choices = picks((t.value, gettext(text)) for t, text in THEMES.items())
    return form


def _uncovered(story: Story, told: Nomination) -> bool:
    """Whether words of a testimony are covered no longer, as an appeal asked for, since the story was written."""
    appeal = appeals.last(told)
    if appeal is None or appeal.state is not AppealState.LIFTED or appeal.settled_at is None:
        return False
    return story.changed_at < appeal.settled_at


def _corrected(told: Nomination) -> list[str]:
    """What the writer corrected in another part of what was split, since this one was judged: here the words stand as they were."""
    decision = moderation.standing(told)
    since = decision.made_at if decision is not None else told.received_at
    made = (each for each in parts.corrected(told) if each.made_at > since and each.nomination_id != told.id)
    return sorted({name.partition(":")[0] for each in made for name in each.before})


def _said(fields: Sequence[str]) -> str:
    """What was corrected, in words."""
    return ", ".join(gettext(wording.CORRECTED.get(name, name)).lower() for name in fields)


def _page(story: Story, form: StoryForm, **more: Any) -> str:
    pictures = {str(photo.file_id): (photo, file) for photo, file in queries.pictures(story)}
    told = [(each, sources.texts(each)) for each in queries.sources(story)]
    return render_template(
        "moderation/editor/edit.html", story=story, drawings={name: drawing(name) for name in DRAWINGS}, form=form, told=told, pictures=pictures,
        public=story.state is StoryState.PUBLISHED, revisions=queries.revisions(story), reports=queries.reports(story),
        uncovered=[each for each, _ in told if _uncovered(story, each)],
        corrected=[(each, fields) for each, _ in told if (fields := _corrected(each))],
        may_save=may(actor(), Stories.CORRECT if story.state is StoryState.PUBLISHED else Stories.WRITE, story),
        parts=may(actor(), Stories.WRITE, story) and story.state is StoryState.DRAFT and len(told) > 1,
        said=_said, wording=wording, **_undo(story, told), from_html=marks.from_html, saved="saved" in request.args, **more,
    )  # fmt: skip
