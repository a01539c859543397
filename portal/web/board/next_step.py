"""What happens next in a round, who acts, and by when; said on top of its page and beside it in the list."""

from flask_babel import gettext, ngettext

from portal.consultations.rounds.models import Round
from portal.consultations.rounds.states import Phase, RoundState
from portal.core import clock
from portal.web.kit.left import days_left
from portal.web.kit.locale import show_time, show_weekday


def said(round: Round) -> str:
    """One or two sentences; nothing for a round that was cancelled."""
    if round.state is RoundState.CANCELLED:
        return ""
    phase = round.phase(clock.now())
    if phase is Phase.HIDDEN or round.opens_at is None or round.closes_at is None:
        return _of_draft(round)
    end, council = show_weekday(round.closes_at), show_weekday(round.council_on) if round.council_on else "–"
    match phase:
        case Phase.COMING:
            return gettext(
                "Opens by itself at %(time)s, %(day)s.",
                time=show_time(round.opens_at),
                day=show_weekday(round.opens_at),
            )
        case Phase.OPEN:
            left = days_left(round)
            return ngettext(
                "%(num)d working day left: opinions are taken until 23:59:59, %(day)s.",
                "%(num)d working days left: opinions are taken until 23:59:59, %(day)s.", left, day=end,
            )  # fmt: skip
        case Phase.CLOSED if round.council_on and round.council_on < clock.today():
            return gettext(
                "Closed on %(day)s. The Council was to meet on %(council)s, and the Board has not answered in public yet."
                " Answer now, or write down the new day of the Council.", day=end, council=council,
            )  # fmt: skip
        case Phase.CLOSED:
            return gettext(
                "Closed on %(day)s. The Board sorts the opinions, answers and publishes the outcome before the Council"
                " meets on %(council)s.", day=end, council=council,
            )  # fmt: skip
    answered = show_weekday(round.answered_at) if round.answered_at else "–"
    return gettext("The Board answered on %(day)s. The Council meets on %(council)s.", day=answered, council=council)


def _of_draft(round: Round) -> str:
    if not round.candidates:
        return gettext("Put up the candidates first. Then announce the round; nobody outside sees it until then.")
    return gettext("Put up whoever is missing, then announce the round; nobody outside sees it until then.")
