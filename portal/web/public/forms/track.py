"""Forms of the tracking page: a message with files, and corrections."""

import contextlib
import uuid
from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, MultipleFileField, StringField, TextAreaField

from portal.consultations.opinions.models import Question
from portal.nominations.correcting import Said
from portal.nominations.models import Nomination
from portal.web.kit.fields import Revision
from portal.web.kit.forms import Form


class MessageForm(Form):
    """An answer or a message; `asked` names the question that the page showed."""

    text = TextAreaField(_l("Your message"), description=_l("Only you and the officers in charge can read it."))
    files = MultipleFileField(_l("Photos or papers"), description=_l("Up to 5 files at a time, 10 MB each."))
    agreed = BooleanField(_l("The people in the photos agree that the Board uses them."))
    asked = HiddenField()

    @property
    def sent(self) -> list[Any]:
        """The files that were really chosen."""
        return [file for file in self.files.data or [] if getattr(file, "filename", "")]

    @property
    def said(self) -> str:
        """What was written, if anything."""
        return (self.text.data or "").strip()


class CorrectForm(Form):
    """The story as it was told; names are added for each grown-up or collective."""

    title = StringField(_l("In one line"))
    story = TextAreaField(_l("The story"))
    happened_text = StringField(_l("When it happened"))
    place = StringField(_l("Where it happened"))
    for_whom = StringField(_l("Whom it helped"))
    result = TextAreaField(_l("What came of it"))
    version = Revision()

    def names(self) -> Iterator[StringField]:
        """The fields for spelling names."""
        return (field for field in self if field.name.startswith("name_"))

    def said(self, nomination: Nomination) -> Said:
        """What it now says; a field that was not sent at all stays as it is."""
        fields = ("title", "story", "happened_text", "place", "for_whom", "result")
        told = {name: self[name].data for name in fields if self[name].data is not None}
        names = {str(s.id): self[f"name_{s.position}"].data or "" for s in nomination.subjects if not s.minor}
        return Said(told, names)


def correct_form(nomination: Nomination) -> CorrectForm:
    """The form for this nomination, filled in with what it says."""

    class WithNames(CorrectForm):
        pass

    for subject in nomination.subjects:
        if not subject.minor:
            setattr(
                WithNames, f"name_{subject.position}", StringField(_l("Spelling of the name"), default=subject.name)
            )
    return WithNames(obj=nomination)


class AnswerForm(Form):
    """An answer to the question about an opinion; `asked` says to which."""

    text = TextAreaField(_l("Your answer"))
    asked = HiddenField()

    def question(self) -> uuid.UUID | None:
        """The question that was read; none where the page names none."""
        with contextlib.suppress(ValueError):
            return uuid.UUID(self.asked.data or "")
        return None


def answer_form(question: Question | None) -> AnswerForm:
    """An empty form for the question that is open, if one is."""
    return AnswerForm(formdata=None, asked=str(question.id) if question else "")
