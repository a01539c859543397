"""What was sent and could not be taken, given back on the very page that says so: to be read, copied, and sent again.

Going back in the browser is no way to it: our forms are kept in no cache, so many browsers show them empty.
"""

from dataclasses import dataclass

from flask import current_app, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from portal.core.errors import Unavailable
from portal.core.i18n import N_
from portal.web.kit.origin import READING

WRITTEN = N_("What you wrote")
TYPED = {
    "text": WRITTEN, "story": N_("The story"), "title": N_("In one line"), "result": N_("What came of it"),
    "for_whom": N_("For whom"), "relation_text": N_("Relation"), "message": N_("Your message"),
}  # fmt: skip
LEFT = {"csrf_token", "seen", "take_away"}  # what belongs to the page that was left
SECRET = {"password", "old", "new", "repeat"}  # passwords are typed anew: a page never holds one
LONG = 30  # characters from which words of any other name are shown too


@dataclass(frozen=True)
class Typed:
    """One thing that was sent: words to be read and copied, or a choice that only goes along."""

    name: str
    value: str
    label: str


def given_back() -> dict[str, object]:
    """For templates/ui/unsent.html: whether a form was sent, what of it is given back, whether files were with it."""
    if request.method in READING or getattr(current_app.view_functions.get(request.endpoint or ""), "by_key", False):
        return {"unsent": False, "typed": [], "files": False}
    try:
        return {"unsent": True, "typed": _typed(), "files": any(file.filename for file in request.files.values())}
    except (HTTPException, OSError, ValueError, Unavailable):  # what came in cannot be read
        return {"unsent": False, "typed": [], "files": False}


def _typed() -> list[Typed]:
    sent = ((name, value) for name in request.form for value in request.form.getlist(name) if name not in LEFT | SECRET)
    return [Typed(name, value, _label(name, value)) for name, value in sent]


def _label(name: str, value: str) -> str:
    words = TYPED.get(name) or (WRITTEN if len(value) >= LONG and len(value.split()) > 1 else "")
    return gettext(words) if words and value else ""
