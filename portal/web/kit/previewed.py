"""Changes that are looked at before they are made: what is confirmed is exactly what was shown."""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from flask_babel import lazy_gettext
from wtforms import StringField
from wtforms.validators import DataRequired
from wtforms.widgets import HiddenInput

from portal.core.db import unit_of_work
from portal.core.errors import Clash, Unfit
from portal.web.kit.fields import Line
from portal.web.kit.forms import Form
from portal.web.kit.locale import in_words

Seen = TypeVar("Seen")
NEEDED = DataRequired(lazy_gettext("Fill this in."))  # all that is missing is named at once, not one by one


class Previewed(Form):
    """A form with a reason, that is shown its consequences first and confirmed second."""

    why = Line(
        lazy_gettext("Why is this changed?"),
        [DataRequired(lazy_gettext("Say why: colleagues and inspectors will read it."))],
        most=600,
    )
    of_version = StringField(widget=HiddenInput())
    seen = StringField(widget=HiddenInput())  # never drawn: the button that confirms carries it

    clash = False

    @property
    def print(self) -> str:
        """A fingerprint of everything typed; anything typed anew after the preview makes another."""
        told = [(f.name, str(f.data)) for f in self if f.name not in ("csrf_token", "seen")]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]

    @property
    def asks(self) -> bool:
        """Whether there is anything to fill in, besides the yes."""
        return any(not isinstance(f.widget, HiddenInput) for f in self)

    @property
    def status(self) -> int:
        """The status of the page that shows this form."""
        return 409 if self.clash else 422 if self.errors or self.form_errors else 200

    def step(self, *, look: Callable[[], Seen], keep: Callable[[], Any]) -> tuple[Seen | None, bool]:
        """What would happen, if that is to be shown now; and whether it has happened."""
        if not self.validate_on_submit():
            return None, False
        try:
            if self.seen.data == self.print:
                with unit_of_work():
                    keep()
                return None, True
            return look(), False
        except Unfit as refusal:
            self.blame(refusal)
        except Clash as refusal:
            self.clash = True
            self.form_errors.append(in_words(refusal))
        return None, False
