"""Refusals: how a service says no. The web turns each into a page with words; nothing returns a code."""

from portal.core.i18n import N_


class Refusal(Exception):
    """A verb that was not carried out, with a sentence for the person who asked (an English msgid and its values)."""

    msgid = N_("This could not be done.")

    def __init__(self, msgid: str | None = None, **values: object) -> None:
        self.msgid = msgid or self.msgid
        self.values = values
        super().__init__(self.msgid % values if values else self.msgid)


class Denied(Refusal):
    """The actor may not do this to this thing."""

    msgid = N_("You do not have permission to do this.")


class Missing(Refusal):
    """There is no such thing, or none that this actor may know of."""

    msgid = N_("We could not find what you are looking for.")


class NotNow(Refusal):
    """The thing's present state does not allow the move."""

    msgid = N_("This step is not possible at the present stage.")


class Clash(Refusal):
    """Somebody else changed the thing since it was read; nothing was overwritten."""

    msgid = N_("Someone else has changed this since you opened it. Nothing of theirs or yours was overwritten.")


class Unfit(Refusal):
    """What was handed in cannot be accepted; `field` names the control to show the words beside."""

    msgid = N_("Please check what you entered.")

    def __init__(self, msgid: str | None = None, *, field: str = "", **values: object) -> None:
        super().__init__(msgid, **values)
        self.field = field


class TooMany(Refusal):
    """The limit of such acts in a stretch of time is used up; `retry_after` counts seconds."""

    msgid = N_("There have been too many attempts. Please wait a little and try again.")

    def __init__(self, msgid: str | None = None, *, retry_after: int = 60, **values: object) -> None:
        super().__init__(msgid, **values)
        self.retry_after = retry_after


class Unavailable(Refusal):
    """A part we depend on (database, store) does not answer; trying again later may succeed."""

    msgid = N_("The system is busy right now. What you typed is still here: please try again in a minute.")
