"""The honours that a legal instrument is about, ticked in the catalogue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from wtforms import Field, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal.core.errors import Unfit
from portal.honours import legal, queries
from portal.honours.models import Honour
from portal.honours.states import Level
from portal.web.kit.honour_words import LEVELS
from portal.web.kit.locale import in_words, language


@dataclass(frozen=True)
class Shelf:
    """The honours of one level: a fold of the list, open where one of them is ticked."""

    name: str
    boxes: Sequence[Field]

    @property
    def open(self) -> bool:
        return any(box.checked for box in self.boxes)


class About(SelectMultipleField):
    """Some honours of the catalogue, by their codes; none ticked stands for every honour."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        drawn = {"option_widget": CheckboxInput(), "widget": ListWidget()}
        super().__init__(label, validators, validate_choice=False, **drawn, **kwargs)
        self.type = "SelectMultipleField"  # what the macros draw
        self.rows = queries.by_code()
        self.standing = {row.code for row in queries.honours()}
        self.choices = [(code, self._called(row)) for code, row in self.rows.items()]

    def pre_validate(self, form: Any) -> None:
        try:
            legal.named(self.data or ())
        except Unfit as refusal:
            raise ValidationError(in_words(refusal)) from None

    def shelves(self) -> Iterator[Shelf]:
        """The boxes by level, in the order of the catalogue."""
        boxes = list(self)
        for level in Level:
            of_level = [box for box in boxes if self.rows[box.data].level is level]
            if of_level:
                yield Shelf(gettext(LEVELS[level]), of_level)

    def said(self, codes: Sequence[str]) -> str:
        """What is ticked, in words."""
        names = (self._called(self.rows[code]) if code in self.rows else code for code in codes)
        return "; ".join(names) or gettext("every honour")

    def _called(self, row: Honour) -> str:
        name = row.name_en if language() == "en" and row.name_en else row.name_vi
        return name if row.code in self.standing else gettext("%(name)s (does not hold today)", name=name)
