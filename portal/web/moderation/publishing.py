"""From a draft to the public and back: preview, what still stands in the way, publication, removal."""

from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm.exc import StaleDataError

from portal.core import clock
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Unfit
from portal.core.policy import may
from portal.core.storage.models import StoredFile
from portal.stories import gate, queries, services
from portal.stories.models import Story, StoryPhoto
from portal.stories.policy import Stories
from portal.stories.states import StoryState
from portal.stories.wording import REMOVALS
from portal.web.kit import story_page
from portal.web.kit.guard import allow
from portal.web.kit.locale import in_words, show_date, to
from portal.web.kit.session import actor
from portal.web.kit.story_page import Picture, Shot
from portal.web.moderation import eyes, listing, previewing, story_letters, wording
from portal.web.moderation.editor import found, public_address
from portal.web.moderation.forms.story import PublishForm, RemoveForm, picks

bp = Blueprint("publishing", __name__)


@bp.get("/chuyen/<uuid:story_id>/xem-truoc")
@allow(Stories.READ, of=found)
def preview(story: Story) -> str:
    """The story as the public will see it on a phone, and what still stands in the way."""
    form = PublishForm(formdata=None, of_version=story.version)
    return _page(story, form)


@bp.post("/chuyen/<uuid:story_id>/dang")
@allow(Stories.PUBLISH, of=found)
def publish(story: Story) -> ResponseReturnValue:
    """Make it public, if nothing is missing; else the page says what. The letter to who told of it is shown first."""
    form = PublishForm()
    if previewing.changing():
        return _page(story, form)
    told: dict[str, Any] = {"version": form.of_version.data, "address": public_address}
    try:
        if not previewing.seen() and (page := story_letters.of_publication(story, **told)):
            return page
        with unit_of_work():
            services.publish(story, by=actor(), **told)
    except Unfit as refusal:
        return _page(story, form, refused=in_words(refusal)), 422
    except StaleDataError:
        raise Clash() from None
    return redirect(to("publishing.preview", story_id=story.id), 303)


@bp.get("/chuyen/<uuid:story_id>/go-xuong")
@allow(Stories.REMOVE, of=found)
def removal(story: Story) -> str:
    """Asks why a story is taken down, and says what happens then."""
    return _removal(story, RemoveForm(formdata=None, of_version=story.version))


@bp.post("/chuyen/<uuid:story_id>/go-xuong")
@allow(Stories.REMOVE, of=found)
def remove(story: Story) -> ResponseReturnValue:
    """Take it down, or propose to: its address answers with the reason once two people want it so."""
    form = RemoveForm()
    form.validate()
    reason = form.chosen()
    if reason is None:
        form.reason.errors = [gettext("Choose a reason.")]
        return _removal(story, form), 422
    if previewing.changing():
        return _removal(story, form)
    told: dict[str, Any] = {
        "version": form.of_version.data, "reason": reason, "note": form.note.data or "", "why": form.why.data or "",
    }  # fmt: skip
    try:
        if not previewing.seen() and (page := story_letters.of_removal(story, **told)):
            return page
        with unit_of_work():
            done = services.remove(story, by=actor(), **told)
    except Unfit as refusal:
        form.blame(refusal)
        return _removal(story, form), 422
    return redirect(to("editor.shelf"), 303) if done else eyes.kept(story)


def _removal(story: Story, form: RemoveForm) -> str:
    form.reason.choices = picks([("", gettext("Choose")), *((r.value, gettext(text)) for r, text in REMOVALS.items())])
    return render_template("moderation/editor/remove.html", story=story, form=form)


def _page(story: Story, form: PublishForm, refused: str = "") -> str:
    return render_template(
        "moderation/editor/preview.html", story=story, form=form, refused=refused, blocks=gate.blocks(story),
        shown=_shown(story), public=story.state is StoryState.PUBLISHED, removed=story.state is StoryState.REMOVED,
        may_publish=may(actor(), Stories.PUBLISH, story), may_remove=may(actor(), Stories.REMOVE, story),
        wording=wording, **listing.undo_offer(ask=True),
    )  # fmt: skip


def _shown(story: Story) -> dict[str, Any]:
    """What the public's page shows, with the staff's own addresses for photos that are not public yet."""
    files = {file.id: file for _, file in queries.pictures(story)}
    shots = [_shot(story, photo, files[photo.file_id]) for photo in story.photos if photo.file_id in files]
    opening, rest = story_page.around_quote(story.body_html)
    return {
        "lead": shots[0] if shots else story_page.drawn(story),
        "more_photos": shots[1:],
        "opening": opening,
        "rest": rest,
        "byline": story_page.byline(story, show_date(clock.now())),
    }


def _shot(story: Story, photo: StoryPhoto, file: StoredFile) -> Shot:
    src = to("editor.picture", story_id=story.id, file_id=file.id)
    shown = Picture(src, "", file.width or 1200, file.height or 800, *story_page.focus(photo.focus_x, photo.focus_y))
    return Shot(shown, photo.alt, story_page.caption(photo.caption, photo.credit))
