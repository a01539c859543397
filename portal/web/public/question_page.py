"""One page of questions as it is shown: with what was typed, what is wrong with it, and what lies beside it."""

from collections.abc import Sequence
from typing import Any

from flask import g, render_template, request
from flask_babel import gettext

from portal.nominations import drafts, limits
from portal.nominations.drafts import Saved, Typed
from portal.nominations.looks import Look
from portal.web.kit.locale import to
from portal.web.kit.telling import assembly, old_fonts, people, places, uploads, words
from portal.web.public import gentle, told_before
from portal.web.public.questions import OF_ONESELF, PAGES, STEPS, Page, address


def show(
    page: Page, draft: Look | None, typed: Typed, *, form: Any = None, refusals: Sequence[str] = (),
    saved: Saved | None = None, notice: str = "", found: Sequence[tuple[str, str]] = (), about: str = "", token: str = "",
) -> str:  # fmt: skip
    """A page of questions with what was typed."""
    about = about or assembly.about_of(draft)
    form = form if form is not None else assembly.sheet(page.name, typed, about=about)
    if refusals:
        form.files.errors = [*form.files.errors, *refusals]
    people.offer_places(form)
    return render_template(
        f"public/nominate/{page.name}.html", page=page, form=form, steps=STEPS, seen=drafts.seen(draft, page.name), found=found,
        back=_back(page), about=about, saved=saved, token=token, notice=notice, changing=bool(request.args.get("sua")),
        kept=uploads.kept([f.file for f in drafts.photos_of(draft)], "nominate.photo") if page.name == "photos" else [],
        elsewhere=people.other_words(form, saved.other) if saved else [], heading=_heading(page, about), just_sent=g.get("just_sent", False),
        wards=places.present() if page.name in ("whom", "details") else [], known=told_before.of_draft(draft) if page.name == "deed" else [], fonts=old_fonts.offers(form),
        hints=words.ABOUT_HINTS, show_name_hints=words.SHOW_NAME_HINTS, words=limits.STORY_WORDS,
    )  # fmt: skip


def noticed(page: Page, form: Any) -> list[tuple[str, str]]:
    """What in the story its writer is kindly asked about before going on."""
    if page.name != "deed":
        return []
    return gentle.in_story(field.data or "" for field in (form.title, form.story, form.for_whom, form.result))


def _heading(page: Page, about: str) -> str:
    return gettext(OF_ONESELF.get(page.name, page.title) if about == words.SELF else page.title)


def posted() -> Typed:
    """Everything posted, as typed."""
    return {name: request.form.getlist(name) for name in request.form}


def sheet(page: Page, draft: Look | None, typed: Typed) -> Any:
    """The form of a page, filled with what was typed."""
    return assembly.sheet(page.name, typed, about=assembly.about_of(draft))


def _back(page: Page) -> str:
    if request.args.get("sua"):
        return to("sending.check")
    before = PAGES.index(page) - 1
    return address(PAGES[before]) if before >= 0 else to("home.front")
