"""What was answered, in words, for the page where it is checked."""

from datetime import date
from typing import Any

from flask_babel import gettext, ngettext
from wtforms import RadioField, SelectField

from portal.core import clock
from portal.core.i18n import N_
from portal.nominations import deadlines
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState
from portal.web.kit.locale import show_weekday
from portal.web.kit.telling import words
from portal.web.kit.telling.assembly import when
from portal.web.kit.telling.places import ward_of

UNKNOWN_PLACE = N_("We do not recognise the ward or commune yet; an officer will look at what you wrote.")
Row = tuple[str, str, str]  # page, what was asked, what was answered


def chosen(field: RadioField | SelectField) -> str:
    """The words of the choice that was made."""
    return next((str(choice.label) for choice in field.choices or [] if choice.value == field.data), "")


def rows(forms: dict[str, Any]) -> list[tuple[str, str, list[Row]]]:
    """The answers in groups: key, heading, rows of page, question and answer."""
    return [
        ("who", gettext("Who you tell about"), _who(forms)),
        ("deed", gettext("What they did"), _deed(forms)),
        ("you", gettext("About you"), _you(forms)),
    ]


def _who(forms: dict[str, Any]) -> list[Row]:
    found: list[Row] = [("about", gettext("You tell about"), chosen(forms["about"].about))]
    for person in forms["whom"].subjects:
        address = chosen(person.honorific) if person.honorific.data else ""
        found.append(("whom", gettext("Full name"), f"{address} {person.name.data or ''}".strip()))
        found.append(("whom", gettext("Where they live or work"), place_words(person.where, person.ward)))
        if person.occupation.data:
            found.append(("whom", gettext("Exactly which work, and where?"), person.occupation.data))
        if person.contact and person.contact.data:
            found.append(("whom", gettext("Their phone number"), person.contact.data))
    if forms["whom"].has_child:
        found.append(("whom", gettext("The parents"), chosen(forms["whom"].parent_said)))
    return found


def _deed(forms: dict[str, Any]) -> list[Row]:
    deed, details, photos = forms["deed"], forms["details"], forms["photos"]
    told = [
        ("deed", gettext("In one line"), deed.title.data or ""),
        ("deed", gettext("The story"), deed.story.data or ""),
        ("deed", gettext("Whom it helped"), deed.for_whom.data or ""),
        ("deed", gettext("What came of it"), deed.result.data or ""),
    ]
    if not deed.own:
        told.append(("deed", gettext("How you know"), chosen(deed.how_known)))
    told.append(("details", gettext("When"), when_words(details)))
    told.append(("details", gettext("Where"), place_words(details.place, details.place_ward)))
    told.append(("details", gettext("Commended before"), details.commended_text.data or chosen(details.commended)))
    witnesses = "; ".join(", ".join(p for p in pair if p) for pair in photos.witnesses())
    told.append(("photos", gettext("People who can confirm it"), witnesses))
    return told


def _you(forms: dict[str, Any]) -> list[Row]:
    you = forms["you"]
    found = [
        ("you", gettext("Your name"), you.name.data or ""),
        ("you", gettext("How to reach you"), ", ".join(x for x in (you.phone.raw, you.email.data) if x)),
    ]
    if not you.own:
        found.append(("you", gettext("How you know each other"), you.relation.data or ""))
        found.append(("you", gettext("Asked whether it may be told"), chosen(you.consent_said)))
    found.append(("you", gettext("When published, the writer is"), chosen(you.show_name)))
    return found


def when_words(details: Any) -> str:
    """The time in words."""
    _, text = when(details)
    text = text or (chosen(details.when) if details.when.data else "")
    if not (details.when.data == words.SINCE and details.ongoing.data):
        return text
    return ", ".join((text, gettext("still going on")))


def place_words(place: Any, choice: Any) -> str:
    """A place as typed, with the ward we understood."""
    found = ward_of(place, choice)
    typed = place.data or ""
    if not typed or not found.ward:
        return f"{typed}\n{gettext(UNKNOWN_PLACE)}" if typed else ""
    ward = next((c.label for c in choice.choices or [] if c.value == choice.data), found.name_then)
    return f"{typed} ({ward})" if ward and ward.casefold() != typed.casefold() else typed


def who(nomination: Nomination) -> str:
    """Whom a nomination is about, as a sentence calls them: "bà Đặng Thị Tơ and 2 others"."""
    first, more = nomination.subjects[0], len(nomination.subjects) - 1
    name = f"{first.honorific.value} {first.name}".strip()
    return ngettext("%(name)s and one other", "%(name)s and %(num)d others", more, name=name) if more else name


def moments(nomination: Nomination) -> list[dict[str, str]]:
    """What happens after a story was received, who acts and by when."""
    by = nomination.due_on or answer_by()
    verify = deadlines.due_on(NominationState.VERIFYING, by) or by
    return [
        {"state": "done", "when": gettext("Today"), "title": gettext("Received"), "text": ""},
        {
            "state": "now",
            "when": gettext("By %(day)s at the latest", day=show_weekday(by)),
            "title": gettext("An officer of the Board reads it and answers you"),
            "text": gettext("If something is unclear, we ask on the page where you follow it."),
        },
        {
            "state": "",
            "when": gettext("By %(day)s at the latest", day=show_weekday(verify)),
            "title": gettext("The ward meets the people concerned and checks it"),
            "text": "",
        },
        {
            "state": "",
            "when": gettext("After that"),
            "title": gettext("The story is published, if they agree"),
            "text": "",
        },
    ]


def answer_by() -> date:
    """The last day on which the writer of a story sent today hears from us."""
    return deadlines.due_on(NominationState.RECEIVED) or clock.today()
