"""The forms that switch a function off and on: looked at first, confirmed second."""

from flask_babel import lazy_gettext

from portal.moderation.switches.services import WHY, WORDS
from portal.web.kit.fields import Line, Prose, number
from portal.web.kit.previewed import Previewed


class TurnForm(Previewed):
    """Why it is switched."""

    why = Line(lazy_gettext("Why (for colleagues and the audit trail)"), most=WHY[1])

    @property
    def version(self) -> int:
        """The version of the switch that was looked at; 0 for one that was never turned."""
        return number(self.of_version.data or "")


class OffForm(TurnForm):
    """What the public reads meanwhile."""

    words_vi = Prose(lazy_gettext("What the public reads, in Vietnamese"), most=WORDS[1])
    words_en = Prose(lazy_gettext("What the public reads, in English"), most=WORDS[1])
