"""Read from a form which stretches of which text are to be covered, and with what."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from portal.core.errors import Clash, Unfit
from portal.core.i18n import N_
from portal.moderation.redactions import Cover, Span
from portal.web.moderation.worded import Text
from portal.web.moderation.wording import KINDS

ONLY = "covers"  # the button that keeps the covers and decides nothing
OWN = "chosen"  # the kind of a cover that no check suggested
MOST = 100  # covers in one text


Sent = MultiDict[str, str]


def sent(form: Sent) -> bool:
    """Whether the form was one with covers in it."""
    return "covers" in form


def chosen(form: Sent, text: Text) -> list[Cover]:
    """What is to be covered in one text. Raises Clash where the wording is another by now, Unfit for what is not in it."""
    was = form.get(f"of-{text.field}")
    if was is not None and was != text.fingerprint:
        raise Clash()
    ticked = [cover for value in form.getlist("cover")[:MOST] if (cover := _ticked(form, value, text))]
    return [*ticked, *_typed(form, text)]


def spared(form: Sent, text: Text) -> list[Span]:
    """What was offered to be covered in one text and left unticked."""
    ticked, shown = set(form.getlist("cover")), set(form.getlist("offered"))
    return [(c.start, c.stop) for c in text.coverings if c.key in shown - ticked]


def check(form: Sent, texts: Sequence[Text]) -> None:
    """Raise Unfit where words were typed in that stand nowhere in the texts."""
    words = form.get("more", "").strip()
    if words and not any(words in text.working for text in texts):
        raise Unfit(N_("These words are not in the text. Copy them exactly as they stand."), field="more")


def _ticked(form: Sent, value: str, text: Text) -> Cover | None:
    field, _, rest = value.partition(":")
    if field != text.field:
        return None
    try:
        start, stop, kind = rest.split(":", 2)
        kind = kind if kind in KINDS else OWN
        return Cover(int(start), int(stop), kind, form.get(f"with-{value}", "").strip() or standing_for(kind))
    except ValueError:
        raise Unfit(N_("This part is not in the text any more. Open the page again."), field="covers") from None


def _typed(form: Sent, text: Text) -> Iterator[Cover]:
    """Words typed in to be covered, wherever they stand in the text."""
    words = form.get("more", "").strip()
    at = text.working.find(words) if words else -1
    while at >= 0:
        yield Cover(at, at + len(words), OWN, form.get("more_with", "").strip() or standing_for(OWN))
        at = text.working.find(words, at + len(words))


def standing_for(kind: str) -> str:
    """What stands in the place of a covered stretch when nobody chose better words."""
    return gettext("[covered]") if kind else ""
