"""Several people in one story: add one, take one away, without a script."""

from collections.abc import Mapping
from typing import Any

from wtforms import Form

from portal.nominations import limits
from portal.nominations.drafts import Typed


def asked(posted: Mapping[str, str]) -> bool:
    """Whether a button of the list was pressed, so that the page stays."""
    return "add" in posted or "remove" in posted


def anchor(posted: Mapping[str, str]) -> str | None:
    """Where the page opens again: at the one who was added."""
    return f"person-{_count(posted)}" if "add" in posted and _count(posted) < limits.SUBJECTS else None


def changed(typed: Typed, posted: Mapping[str, str]) -> Typed:
    """The answers with one more person, or with one taken out and the later ones moved up."""
    count = _count(posted)
    if "add" in posted:
        return typed | {"people": [str(min(count + 1, limits.SUBJECTS))]}
    out = posted.get("remove", "")
    if len(out) > 2 or not out.isdecimal() or not 0 < int(out) < count:
        return typed
    return _without(typed, int(out)) | {"people": [str(count - 1)]}


def _without(typed: Typed, out: int) -> Typed:
    left: Typed = {}
    for name, said in typed.items():
        place, _, field = name.partition("-")
        number = int(place[1:]) if field and place[:1] == "s" and place[1:].isdecimal() and len(place) < 4 else -1
        if number != out:
            left[f"s{number - 1}-{field}" if number > out else name] = said
    return left


def _count(posted: Mapping[str, str]) -> int:
    told = posted.get("people", "1")
    return min(max(int(told), 1), limits.SUBJECTS) if told.isdecimal() and len(told) < 3 else 1


def offer_places(form: Form) -> None:
    """Ask back about places that may be several, also before anything was found wrong."""
    for each in getattr(form, "subjects", []):
        each.ward.offer(each.where)
    if "place_ward" in form:
        form.place_ward.offer(form.place)


def other_words(form: Form, other: Typed) -> list[tuple[str, str]]:
    """What another window said for some fields: the field's words, and what was typed there."""
    named = {f.name: f for each in [form, *getattr(form, "subjects", [])] for f in each}
    return [(str(named[name].label.text) if name in named else "", " ".join(said)) for name, said in other.items()]


def faults(form: Any) -> list[tuple[str, str]]:
    """What is wrong on a page, as pairs of the control and the words, for the list above the form."""
    found = [pair for each in form if each.errors for pair in _of(each)]
    return [*found, *(form.more_errors() if hasattr(form, "more_errors") else [])]


def _of(field: Any) -> list[tuple[str, str]]:
    if field.type == "FormField":
        return [(part.id, part.errors[0]) for part in field.form if part.errors]
    return [(f"{field.id}-0" if field.type == "RadioField" else field.id, field.errors[0])]
