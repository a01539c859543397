"""A place as people write it: resolved to a ward, asked back where several are possible, taken as typed where none is."""

from datetime import date
from functools import lru_cache
from typing import Any

from flask_babel import gettext
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.core import clock
from portal.engines.places.gazetteer import Gazetteer
from portal.engines.places.resolver import Resolution, Status
from portal.engines.text.fold import vi_key
from portal.nominations import limits
from portal.organisations.queries import gazetteer, resolved
from portal.web.kit.fields import Line
from portal.web.kit.telling import words


class WardField(Line):
    """A place in words."""

    def found(self, chosen: str = "", on: date | None = None) -> Resolution:
        """The ward it lies in on a day, today by default; `chosen` answers the question asked back."""
        if not self.data:
            return Resolution(Status.UNKNOWN)
        return resolved(self.data, on or clock.today(), chosen or None)


class WardChoice(RadioField):
    """The wards that a place may mean; it offers none where the place is clear."""

    def __init__(self, label: Any = None, *, of: str, **kwargs: Any) -> None:
        super().__init__(label, choices=[], validate_choice=False, **kwargs)
        self.type = "RadioField"
        self.of = of

    def offer(self, place: WardField) -> None:
        """Fill in the wards to choose from; the last choice is always that none fits."""
        found = place.found()
        if found.status is Status.AMBIGUOUS:
            offered = {c.code: c.label for c in found.candidates}
            other = SelectChoice("-", gettext("None of these, or I do not know"))
            self.choices = [*(SelectChoice(code, label) for code, label in offered.items()), other]

    def pre_validate(self, form: Any) -> None:
        place: WardField = form[self.of]
        self.offer(place)
        if self.choices and self.data not in words.values(self.choices):
            raise ValidationError(
                gettext("“%(place)s” may be several places. Choose the one you mean.", place=place.data)
            )


def ward_of(place: WardField, choice: WardChoice, on: date | None = None) -> Resolution:
    """What is known of the place once the person has answered."""
    picked = choice.data if choice.data and choice.data != "-" else ""
    found = place.found(picked, on)
    return found if found.ward else Resolution(Status.UNKNOWN, suggestions=found.suggestions)


def year_of(text: str) -> int | None:
    """A year as typed, if it can be one."""
    text = "".join(c for c in text if c.isdecimal())
    year = int(text) if len(text) == 4 else 0
    return year if limits.FIRST_YEAR <= year <= clock.today().year else None


def present() -> list[str]:
    """Today's wards and communes by their full names, to choose from while typing; any other words will do too."""
    return _standing(gazetteer(), clock.today())


@lru_cache(maxsize=2)  # sorted anew only when the wards or the day change
def _standing(known: Gazetteer, today: date) -> list[str]:
    standing = [place for place in known.by_code.values() if place.stands(today)]
    return [place.label for place in sorted(standing, key=lambda place: vi_key(place.name))]
