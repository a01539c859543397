"""The form of a candidate's photo."""

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import HiddenField
from wtforms.validators import NumberRange

from portal.consultations.candidates import portraits
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.portraits import LONGEST
from portal.core.i18n import N_
from portal.core.storage.intake import Received
from portal.web.kit.fields import Line, Number
from portal.web.kit.forms import Form
from portal.web.kit.telling.forms import obeys

AS_NUMBER = N_("Write a number from 0 to 100.")
RANGE = lazy_gettext(AS_NUMBER)


class PhotoForm(Form):
    """One photo, what it shows, who agreed to it, and which point every crop must keep."""

    file = FileField(lazy_gettext("Photo"))
    alt = Line(lazy_gettext("Description for those who cannot see it"), most=LONGEST)
    agreed = Line(lazy_gettext("Who agreed that it is shown, when and how"), most=LONGEST)
    focus_x = Number(lazy_gettext("Focus: per cent from the left"), [NumberRange(0, 100, RANGE)], otherwise=AS_NUMBER)
    focus_y = Number(lazy_gettext("Focus: per cent from the top"), [NumberRange(0, 100, RANGE)], otherwise=AS_NUMBER)

    carried = HiddenField()  # a photo chosen before something else was mended

    candidate: Candidate
    received: Received | None = None

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)

    def validate_file(self, field: FileField) -> None:
        """One must be chosen, unless one hangs already."""
        obeys(portraits.is_there, self.candidate, self.received or field.data)

    def validate_alt(self, field: Line) -> None:
        """Words for those who cannot see it."""
        obeys(portraits.is_described, field.data or "")

    def validate_agreed(self, field: Line) -> None:
        """Who agreed to it."""
        obeys(portraits.is_agreed_to, field.data or "")

    @classmethod
    def of(cls, candidate: Candidate) -> "PhotoForm":
        """What is said of the photo that hangs."""
        form = cls(
            alt=candidate.photo_alt, agreed=candidate.photo_agreed, focus_x=candidate.photo_x, focus_y=candidate.photo_y
        )
        form.candidate = candidate
        return form

    @property
    def focus(self) -> tuple[int, int]:
        """From the left and from the top; the middle where nothing was said."""
        x, y = (50 if side.data is None else side.data for side in (self.focus_x, self.focus_y))
        return x, y
