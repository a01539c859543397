"""What can go wrong with the store itself, as against with a file (unfit.py)."""

from portal.core.errors import Missing, Unavailable
from portal.core.i18n import N_


class StoreFull(Unavailable):
    """There is no room left for another file; nothing of it was kept."""

    msgid = N_("There is no room for more files right now. Please try again later, or go on without this file.")


class StoreUnavailable(Unavailable):
    """The store does not answer or refuses us; asking again later may help."""

    msgid = N_("Files cannot be kept right now. Please try again in a minute, or go on without this file.")


class NotStored(Missing):
    """Nothing is kept under this key."""

    msgid = N_("We do not have this file any more.")
