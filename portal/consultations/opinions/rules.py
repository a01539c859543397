"""What must hold for an opinion before it is received; each rule says no with words for the field it concerns."""

from collections.abc import Sequence
from datetime import datetime, time

from portal.consultations.candidates.states import CandidateState
from portal.consultations.candidates.terms import Terms
from portal.consultations.opinions import limits
from portal.consultations.opinions.said import Said, Sent
from portal.consultations.opinions.states import Channel, Display
from portal.consultations.rounds.models import LAST_SECOND
from portal.consultations.rounds.states import RoundState
from portal.core import clock
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.core.identity import openid
from portal.core.sms import gateway, post
from portal.engines.text import tidy

NOT_OPEN = N_("This consultation is not open. What you wrote is still here.")
WITHDRAWN = N_("This candidacy was withdrawn, and opinions on it are taken no more. What you wrote is still here.")


class Closed(NotNow):
    """The window is over. `closed_at` is its last second, or none where it was never open; nothing typed is lost."""

    msgid = N_("This consultation closed at %(time)s on %(day)s (Viet Nam time). What you wrote is still here.")

    def __init__(self, closed_at: datetime | None, otherwise: str = NOT_OPEN) -> None:
        self.closed_at = closed_at
        if closed_at is None:
            super().__init__(otherwise)
        else:
            at = clock.local(closed_at)
            super().__init__(None, time=f"{at:%H:%M:%S}", day=f"{at:%d/%m/%Y}")


def in_time(terms: Terms, at: datetime) -> None:
    """Raise Closed for an opinion that arrived outside its candidate's window, to the second, or after it was withdrawn."""
    if not terms.takes(at):
        opened = terms.opens_at is not None and terms.opens_at <= at
        over = terms.closes_at is not None and terms.closes_at + LAST_SECOND <= at
        if terms.state is CandidateState.WITHDRAWN and not over:  # its window ends on a day still to come
            raise Closed(None, WITHDRAWN)
        raise Closed(terms.closes_at if opened else None)


def arrived(terms: Terms, sent: Sent, at: datetime, *, letter: bool) -> datetime:
    """The instant that counts: for what reached the Board on paper, noon of that day, within the window.

    Raises Unfit for a day to come, and for an earlier day without the scan that shows it.
    """
    if sent.received_on is None or sent.channel is Channel.WEB:
        return at
    if sent.received_on > clock.today():
        raise Unfit(N_("This day has not come yet."), field="received_on")
    if sent.received_on == clock.local(at).date():
        return at
    if not letter:
        raise Unfit(N_("Add the scan that shows the day it was received."), field="letter")
    noon = clock.instant(sent.received_on, time(12))
    opens, closes = terms.opens_at, terms.closes_at
    if opens is not None and clock.local(opens).date() == sent.received_on:
        return max(noon, opens)
    if closes is not None and clock.local(closes).date() == sent.received_on:
        return min(noon, closes)
    return noon


def ledger_takes(terms: Terms, sent: Sent) -> None:
    """Raise Closed where the ledger is closed already; what reached the Board in time waits for its supplement."""
    if terms.frozen_at is None:
        return
    if sent.received_on is None or sent.channel is Channel.WEB or terms.round_state is RoundState.ANSWERED:
        raise Closed(terms.closes_at)


def reason_is_given(text: str) -> None:
    """Raise Unfit for a reason outside 10 to 1,500 words."""
    least, most = limits.WORDS
    written = tidy.words(text)
    if written == 0:
        raise Unfit(N_("Say why, in your own words."), field="text")
    if written < least:
        raise Unfit(
            N_("Say a little more, at least %(least)s words. You have written %(written)s so far."),
            field="text", least=least, written=written,
        )  # fmt: skip
    if written > most or len(text) > limits.CHARACTERS:
        raise Unfit(
            N_("Please shorten it to %(most)s words. You have written %(written)s."),
            field="text", most=most, written=written,
        )  # fmt: skip


def display_is_offered(display: Display, displays: Sequence[str]) -> None:
    """Raise Unfit for a way of showing the name that this round does not offer."""
    if displays and display.value not in displays:
        raise Unfit(N_("Choose who may see your name."), field="display")


def name_is_there_to_show(display: str, name: str) -> None:
    """Raise Unfit where a name is to be shown and none was written."""
    if display in (Display.EVERYONE.value, Display.INITIALS.value) and not name:
        raise Unfit(N_("Write your name, since you chose to show it."), field="name")


def writer_can_be_reached(phone: str, email: str, channel: Channel) -> None:
    """Raise Unfit for an opinion from the web that leaves no way of asking whether there is a person behind it."""
    if channel is not Channel.WEB or email or (openid.ready() and not phone):
        return
    if not gateway.ready():
        raise Unfit(
            N_("Give an e-mail address: we cannot send messages to telephones yet. Without one, please call us."),
            field="email",
        )
    if phone and not post.reaches(phone):
        raise Unfit(
            N_("We cannot send a message to this number. Give a mobile number or an e-mail address."), field="phone"
        )
    if not phone:
        raise Unfit(
            N_("Give a phone number or an e-mail address: a code shows that you are a real person."), field="phone"
        )


def fit(said: Said, *, displays: Sequence[str], channel: Channel) -> None:
    """Raise Unfit for the first thing that stands in the way of receiving this opinion."""
    reason_is_given(said.text)
    display_is_offered(said.display, displays)
    name_is_there_to_show(said.display.value, said.name)
    writer_can_be_reached(said.phone, said.email, channel)
    if len(said.files) > limits.FILES:
        raise Unfit(N_("Up to 5 files can be sent. Remove one to add another."), field="files")
