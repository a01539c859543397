"""Forms on a report: what it is, a message, a note, a dossier to be held, and why an identity is opened."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from portal.confidential import limits
from portal.confidential.states import Outcome, Purpose
from portal.web.confidential import words
from portal.web.kit.fields import Line, Prose, Revision
from portal.web.kit.forms import Form


class DecisionForm(Form):
    """What the report is found to be."""

    outcome = RadioField(_l("What is it?"), validators=[InputRequired(_l("Choose what it is."))])
    body = Line(_l("Body it is forwarded to"), most=limits.BODY)
    why = Prose(_l("Why"), most=limits.MESSAGE, description=_l("Sealed. The writer does not read this."))
    version = Revision()

    def __init__(self, possible: Sequence[Outcome], *args: Any, **values: Any) -> None:
        super().__init__(*args, prefix="decide", **values)
        self.outcome.choices = [SelectChoice(o.value, words.OUTCOMES[o]) for o in possible]


class WriteForm(Form):
    """A message to whoever reported."""

    text = Prose(_l("Message to the writer"), most=limits.MESSAGE)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, prefix="write", **values)


class NoteForm(Form):
    """Something for readers only."""

    text = Prose(_l("Note"), most=limits.MESSAGE)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, prefix="note", **values)


class HoldForm(Form):
    """Which dossier is to stand still."""

    candidate = SelectField(_l("Candidate"), validators=[InputRequired(_l("Choose a candidate."))])

    def __init__(self, candidates: Sequence[tuple[uuid.UUID, str]], *args: Any, **values: Any) -> None:
        super().__init__(*args, prefix="hold", **values)
        self.candidate.choices = [("", "–"), *((str(id), name) for id, name in candidates)]


class PurposeForm(Form):
    """For what the identity is opened."""

    purpose = RadioField(_l("What do you need it for?"), validators=[InputRequired(_l("Choose what you need it for."))])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.purpose.choices = [SelectChoice(p.value, words.PURPOSES[p]) for p in Purpose]
