"""What only a clerk is asked: how the story reached us, and the letter it stands in."""

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField

from portal.web.kit.telling import words
from portal.web.kit.telling.forms import Question, chosen


class IntakeForm(Question):
    channel = chosen(_l("How did the story reach us?"), words.CHANNELS, _l("Choose one."))
    letter = MultipleFileField(_l("Scan of the letter"))
