"""From a draft to the public and back: preview, what still stands in the way, publication, removal."""

from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm.exc import StaleDataError

from portal.core.db import unit_of_work
from portal.core.errors import Clash, Unfit
from portal.core.policy import may
from portal.stories import gate, queries, services
from portal.stories.models import Story
from portal.stories.policy import Stories
from portal.stories.states import StoryState
from portal.stories.wording import REMOVALS
from portal.web.kit.assets import asset
from portal.web.kit.guard import allow
from portal.web.kit.locale import show_date, to
from portal.web.kit.session import actor
from portal.web.moderation.editor import found, public_address
from portal.web.moderation.forms.story import PublishForm, RemoveForm, picks

bp = Blueprint("publishing", __name__)
FIRST_DRAWING = "story-song-hong"  # what readers see where neither photo nor drawing was chosen


@bp.get("/chuyen/<uuid:story_id>/xem-truoc")
@allow(Stories.READ, of=found)
def preview(story: Story) -> str:
    """The story as the public will see it on a phone, and what still stands in the way."""
    form = PublishForm(formdata=None, of_version=story.version)
    return _page(story, form)


@bp.post("/chuyen/<uuid:story_id>/dang")
@allow(Stories.PUBLISH, of=found)
def publish(story: Story) -> ResponseReturnValue:
    """Make it public, if nothing is missing; else the page says what."""
    form = PublishForm()
    try:
        with unit_of_work():
            services.publish(story, by=actor(), version=form.of_version.data, address=public_address)
    except Unfit as refusal:
        return _page(story, form, refused=gettext(refusal.msgid, **refusal.values)), 422
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
    """Take it down: its address answers with the reason from now on."""
    form = RemoveForm()
    form.validate()
    reason = form.chosen()
    if reason is None:
        form.reason.errors = [gettext("Choose a reason.")]
        return _removal(story, form), 422
    try:
        with unit_of_work():
            services.remove(story, by=actor(), version=form.of_version.data, reason=reason, note=form.note.data or "")
    except Unfit as refusal:
        form.blame(refusal)
        return _removal(story, form), 422
    return redirect(to("editor.shelf"), 303)


def _removal(story: Story, form: RemoveForm) -> str:
    form.reason.choices = picks([("", gettext("Choose")), *((r.value, gettext(text)) for r, text in REMOVALS.items())])
    return render_template("moderation/editor/remove.html", story=story, form=form)


def _page(story: Story, form: PublishForm, refused: str = "") -> str:
    return render_template(
        "moderation/editor/preview.html", story=story, form=form, refused=refused, blocks=gate.blocks(story),
        shown=_shown(story), public=story.state is StoryState.PUBLISHED, removed=story.state is StoryState.REMOVED,
        may_publish=may(actor(), Stories.PUBLISH, story), may_remove=may(actor(), Stories.REMOVE, story),
    )  # fmt: skip


def _shown(story: Story) -> dict[str, Any]:
    """What the public's page shows, with the staff's own addresses for photos that are not public yet."""
    sent = {photo.file_id for photo, _ in queries.pictures(story)}
    shots = [
        {"src": to("editor.picture", story_id=story.id, file_id=p.file_id),
         "alt": p.alt, "caption": p.caption, "credit": p.credit, "fx": _step(p.focus_x), "fy": _third(p.focus_y)}
        for p in story.photos if p.file_id in sent
    ]  # fmt: skip
    drawing = {
        "src": asset(f"img/{story.illustration or FIRST_DRAWING}.svg"),
        "alt": "",
        "caption": gettext("Illustration."),
        "fx": 50,
    }
    day = show_date(story.published_at) if story.published_at else gettext("today")
    told_by = story.told_by or gettext("a resident")
    return {
        "body": Markup(story.body_html),  # noqa: S704  # cleaned when it was written
        "lead": shots[0] if shots else drawing,
        "more": shots[1:],
        "byline": gettext("Told by %(who)s. Published on %(day)s.", who=told_by, day=day),
    }


def _step(share: int) -> int:
    return min((0, 25, 50, 75, 100), key=lambda step: abs(step - share))


def _third(share: int) -> str:
    return "top" if share < 34 else "low" if share > 66 else ""
