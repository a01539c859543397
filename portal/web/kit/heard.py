"""How words that staff wrote down for a resident came, in a sentence below them."""

from flask_babel import gettext

from portal.core.i18n import N_
from portal.nominations.heard import WrittenDown
from portal.nominations.states import Channel
from portal.web.kit.locale import show_date

CAME = {
    Channel.PHONE: N_("Written down by %(name)s from a call on %(day)s"),
    Channel.DESK: N_("Written down by %(name)s at the desk on %(day)s"),
    Channel.LETTER: N_("Written down by %(name)s from a letter that came on %(day)s"),
}


def came(row: WrittenDown, *, to_staff: bool) -> str:
    """The sentence; nothing for what was typed on the portal. To staff it also says how the writer was known."""
    if row.channel not in CAME or row.came_on is None:
        return ""
    said = gettext(CAME[row.channel], name=row.clerk_name, day=show_date(row.came_on))
    if not to_staff:
        return said
    known = row.checked or gettext("the words of the receipt were read out")
    return gettext("%(said)s. How it was known that it is the writer: %(known)s", said=said, known=known)
