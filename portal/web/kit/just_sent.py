"""The opinion that was just sent from a browser: the secret of its form lies in the signed cookie while its receipt is shown.

Who writes for others holds theirs under a name of its own."""

from datetime import timedelta

from flask import session

from portal.consultations.opinions import queries
from portal.consultations.opinions.models import Opinion
from portal.core import clock, codes, marks

MINE, WRITTEN_DOWN = "opinion_sent", "opinion_intake"
SHOWN_FOR = timedelta(hours=1)


def hold(secret: str, name: str = MINE) -> None:
    """Let this browser see the receipt for an hour."""
    session[name] = [secret, int((clock.now() + SHOWN_FOR).timestamp())]


def let_go(name: str = MINE) -> None:
    """The code is written down: this browser forgets it."""
    session.pop(name, None)


def opinion(name: str = MINE) -> Opinion | None:
    """What was sent from here within the hour."""
    secret, until = session.get(name) or ("", 0)
    return queries.by_form(form_key(secret)) if until > clock.now().timestamp() else None


def code(name: str = MINE) -> str:
    """The words of its receipt."""
    return code_of(session[name][0])


def code_of(secret: str) -> str:
    """The words of the receipt that a form leads to."""
    return codes.code_of("opinion", secret)


def form_key(secret: str) -> str:
    """What the database knows a form by, so that sent twice it is one opinion."""
    return marks.of("opinion-form", secret)
