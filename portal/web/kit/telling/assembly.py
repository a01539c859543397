"""From the pages of a draft to what was told."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from portal.core import clock
from portal.nominations import drafts
from portal.nominations.drafts import Held, Typed
from portal.nominations.states import Commended, ConsentSaid, ShowName
from portal.nominations.told import Told, ToldPhotos, ToldSubject, ToldWitness, ToldWriter
from portal.nominees.states import NomineeKind, PositionGroup
from portal.web.kit.telling import words
from portal.web.kit.telling.forms import (
    AboutForm,
    DeedForm,
    DetailsForm,
    PhotosForm,
    Question,
    SubjectForm,
    WhomForm,
    YouForm,
    honorific_of,
)
from portal.web.kit.telling.places import ward_of, year_of

FORMS: Mapping[str, type[Question]] = {
    "about": AboutForm, "whom": WhomForm, "deed": DeedForm, "details": DetailsForm, "photos": PhotosForm, "you": YouForm,
}  # fmt: skip
OF_ONESELF = ("whom", "deed", "details", "photos", "you")  # pages that ask otherwise when somebody tells of themselves


def sheet(page: str, typed: Typed, *, about: str = words.PERSON) -> Any:
    """A page's form with what was typed; empty where nothing was."""
    data = data_of(typed)
    return FORMS[page](data, about=about) if page in OF_ONESELF else FORMS[page](data)


def data_of(typed: Typed) -> MultiDict[str, str] | None:
    """What was typed, as a form reads it; none where nothing was."""
    return MultiDict([(name, value) for name, values in typed.items() for value in values]) if typed else None


def about(pages: Mapping[str, Typed]) -> str:
    """Whom the story is about: the first answer."""
    said = (pages.get("about", {}).get("about") or [words.PERSON])[0]
    return said if said in words.values(words.ABOUT) else words.PERSON


def about_of(draft: Held | None) -> str:
    """Whom a draft is about."""
    return about({"about": drafts.typed(draft, "about")})


def sheets(pages: Mapping[str, Typed]) -> dict[str, Any]:
    """All pages' forms."""
    return {page: sheet(page, pages.get(page, {}), about=about(pages)) for page in FORMS}


def typed_of(form: Any, posted: MultiDict[str, str]) -> Typed:
    """What was posted for the fields of a form, as typed; nothing else is kept."""
    names = {f.name for f in _fields(form)} | {"people", "as_typed"}
    return {name: posted.getlist(name) for name in posted if name in names}


def told(forms: Mapping[str, Any], *, files: Sequence[uuid.UUID], letter: uuid.UUID | None, at: datetime) -> Told:
    """What valid forms tell."""
    deed, details, photos, you, whom = (forms[n] for n in ("deed", "details", "photos", "you", "whom"))
    first, text = when(details)
    place = ward_of(details.place, details.place_ward, first or clock.today())
    return Told(
        subjects=tuple(_subject(s, you) for s in whom.subjects),
        title=deed.title.data,
        story=deed.story.data,
        how_known=deed.known,
        consent_said=ConsentSaid.AGREED if you.own else ConsentSaid(you.consent_said.data),
        writer=_writer(you, at),
        happened_from=first,
        happened_text=text,
        ongoing=details.when.data == words.SINCE and bool(details.ongoing.data),
        place=details.place.data or "",
        ward_code=place.ward,
        ward_then=place.name_then,
        for_whom=deed.for_whom.data or "",
        result=deed.result.data or "",
        commended=Commended(details.commended.data or "unknown"),
        commended_text=(details.commended_text.data or "") if details.commended.data == "yes" else "",
        parent_said=ConsentSaid(whom.parent_said.data) if whom.has_child and whom.parent_said.data else None,
        witnesses=tuple(ToldWitness(name, contact) for name, contact in photos.witnesses()),
        photos=ToldPhotos(
            tuple(files), letter, photos.taken_by.data or "", bool(photos.people_agreed.data), bool(photos.owner_agreed.data)
        ),
    )  # fmt: skip


def when(details: DetailsForm) -> tuple[date | None, str]:
    """From when, and in words as exact as it was told."""
    if details.when.data == words.ONCE:
        return details.day.form.value(), details.day.form.text()
    if details.when.data == words.SINCE and details.since.data:
        year = year_of(details.since.data)
        return (date(year, 1, 1) if year else None), gettext("since about %(year)s", year=details.since.data)
    return None, ""


def _subject(form: SubjectForm, you: YouForm) -> ToldSubject:
    kind = form.kind.data if form.kind.data in (words.COLLECTIVE, words.HOUSEHOLD) else words.PERSON
    return ToldSubject(
        kind=NomineeKind(kind),
        name=form.name.data or "",
        honorific=honorific_of(form),
        position_group=PositionGroup(form.group.data) if kind == words.PERSON else PositionGroup.COLLECTIVE,
        occupation=form.occupation.data or "",
        where=form.where.data or "",
        ward_code=ward_of(form.where, form.ward).ward,
        minor=form.kind.data == words.CHILD,
        contact=form.contact.data or "" if form.contact else "",
    )


def _writer(you: YouForm, at: datetime) -> ToldWriter:
    return ToldWriter(
        name=you.name.data or "",
        phone=you.phone.data or "",
        email=you.email.data or "",
        relation="" if you.own else you.relation.data or "",
        show_name=ShowName(you.show_name.data or "hidden"),
        agreed_at=at if you.agreed.data else None,
    )


def _fields(form: Any) -> list[Any]:
    found: list[Any] = []
    for each in [form, *getattr(form, "subjects", [])]:
        for field in each:
            found.extend(field.form if field.type == "FormField" else [field])
    return found
