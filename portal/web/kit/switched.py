"""What is switched off, as pages show it: no door to it, the public words in its place, and what was typed kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.core.i18n import N_
from portal.moderation.switches import queries
from portal.moderation.switches.services import SwitchedOff, require_on
from portal.moderation.switches.states import Function
from portal.web.kit import unsent
from portal.web.kit.locale import language
from portal.web.kit.origin import READING

RETRY = 15 * 60  # seconds after which a program may ask again
DOORS = {"nominate.start": Function.NOMINATIONS}  # doors that are not shown meanwhile
TITLES = {
    Function.NOMINATIONS: N_("No stories can be sent here just now"),
    Function.OPINIONS: N_("No opinions can be sent here just now"),
    Function.PHOTOS: N_("No photos can be sent here just now"),
    Function.THANKS: N_("No thanks can be sent here just now"),
    Function.REPORTS: N_("No reports can be sent here just now"),
}


def switchable(function: Function, *, itself: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Turn a view away while its function is off. What is sent asks the switch anew each time, in every process at once;
    a page that is only read goes by what this process knew at most two seconds ago, as its doors do.
    `itself`: where something is sent the view asks, with a question that it has in any case (`turn_away`)."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def asked(**values: Any) -> ResponseReturnValue:
            reads = request.method in READING
            off = queries.lately().get(function) if reads else None if itself else queries.off(function)
            if off is not None:
                raise SwitchedOff(off)
            answer: ResponseReturnValue = view(**values)
            return answer

        return asked

    return wrap


def turn_away(function: Function, off: bool | None) -> None:
    """Raise SwitchedOff where a view's own question found the function off; where it had none, it is asked here."""
    if off is not False:
        require_on(function)


def photos() -> str:
    """Why no photo is taken in just now, in the language being read; nothing where they are."""
    off = queries.off(Function.PHOTOS)
    return off.words(language()) if off else ""


def page(refusal: SwitchedOff) -> ResponseReturnValue:
    """What the public is told, what else can be done, and all that was typed, ready to be sent once it is on again."""
    off = refusal.off
    body = render_template(
        "errors/off.html", off=off, title=gettext(TITLES[off.function]), words=off.words(language()), message="", **unsent.given_back(),
    )  # fmt: skip
    return body, 503, {"Retry-After": str(RETRY)}


def _shut(endpoint: str) -> bool:
    """Whether the door of a page is not shown just now."""
    return endpoint in DOORS and DOORS[endpoint] in queries.lately()


def _words(function: str) -> str:
    """What the public reads where a function is off, by what was known a moment ago; nothing while it is on."""
    off = queries.lately().get(Function(function))
    return off.words(language()) if off else ""


def install(app: Flask) -> None:
    """Let templates ask."""
    app.jinja_env.globals.update(shut=_shut, off_words=_words)
