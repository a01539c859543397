"""The forms of an outcome: a point, its answer, the closing words."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import RadioField
from wtforms.validators import InputRequired

from portal.consultations.outcome.points import ANSWER
from portal.consultations.rounds.limits import NOTE
from portal.web.board.forms.window import ActForm
from portal.web.kit.fields import Line, Prose
from portal.web.kit.opinion_words import ANSWERS


class PointForm(ActForm):
    """One thing that people said, in a line."""

    title_vi = Line(lazy_gettext("What people said, in Vietnamese"), most=300)
    title_en = Line(lazy_gettext("What people said, in English"), most=300)


class AnswerForm(ActForm):
    """What the Board makes of a point."""

    answer = RadioField(
        lazy_gettext("How does the Board take it?"), validators=[InputRequired(lazy_gettext("Choose one."))]
    )
    answer_vi = Prose(lazy_gettext("Answer in Vietnamese"), most=ANSWER)
    answer_en = Prose(lazy_gettext("Answer in English"), most=ANSWER)
    reason_vi = Prose(lazy_gettext("Public note: what changes and why"), most=NOTE[1])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.answer.choices = [(each.value, words[0]) for each, words in ANSWERS.items()]


class ConclusionForm(ActForm):
    """The closing words on a candidate."""

    text_vi = Prose(lazy_gettext("Conclusion in Vietnamese"), most=ANSWER)
    text_en = Prose(lazy_gettext("Conclusion in English"), most=ANSWER)
    document_number = Line(lazy_gettext("Number of the document"), most=60)
    signed_by = Line(lazy_gettext("Signed by"), most=120)
    reason_vi = Prose(lazy_gettext("Public note: what changes and why"), most=NOTE[1])
