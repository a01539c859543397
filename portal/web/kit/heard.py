"""How words that staff wrote down for a resident came, in a sentence below them."""

from flask_babel import gettext

from portal.nominations import heard
from portal.nominations.heard import WrittenDown
from portal.web.kit.locale import language


def came(row: WrittenDown, *, to_staff: bool) -> str:
    """The sentence; nothing for what was typed on the portal. To staff it also says how the writer was known."""
    said = heard.came(row, language())
    if not said or not to_staff:
        return said
    known = row.checked or gettext("the words of the receipt were read out")
    return gettext("%(said)s. How it was known that it is the writer: %(known)s", said=said, known=known)
