"""What must hold for a story before it is received; each rule says no with words for the field it concerns."""

from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.engines.text import tidy
from portal.nominations import limits
from portal.nominations.states import Channel, HowKnown
from portal.nominations.told import Told, ToldSubject

HEARD_ELSEWHERE = (Channel.DESK, Channel.PHONE, Channel.LETTER)


def story_is_long_enough(text: str) -> None:
    """Raise Unfit for a story outside 60 to 2,000 words, counted by white space."""
    least, most = limits.STORY_WORDS
    written = tidy.words(text)
    if written == 0:
        raise Unfit(N_("Tell what happened."), field="story")
    if written < least:
        raise Unfit(
            N_("Tell a little more, at least %(least)s words. You have written %(written)s so far."),
            field="story", least=least, written=written,
        )  # fmt: skip
    if written > most or len(text) > limits.STORY_CHARACTERS:
        raise Unfit(
            N_("Please shorten it to %(most)s words. You have written %(written)s."),
            field="story", most=most, written=written,
        )  # fmt: skip


def can_be_read(text: str, *, field: str = "") -> None:
    """Raise Unfit for text of signs or emoji only."""
    if text and not tidy.has_letters(text):
        raise Unfit(N_("Please write it in words."), field=field)


def someone_is_named(subjects: tuple[ToldSubject, ...]) -> None:
    """Raise Unfit for a story about nobody, or about more people than one story can hold."""
    if not subjects:
        raise Unfit(N_("Write the name, or what people call them."), field="name")
    if len(subjects) > limits.SUBJECTS:
        raise Unfit(N_("One story can name up to %(most)s."), field="name", most=limits.SUBJECTS)


def writer_can_be_reached(*, phone: str, email: str, channel: Channel) -> None:
    """Raise Unfit where we could never answer; whoever came to the desk or wrote on paper has a receipt in hand."""
    if not phone and not email and channel not in HEARD_ELSEWHERE:
        raise Unfit(N_("Give a phone number or an e-mail address, so that we can ask and answer."), field="phone")


def enough_witnesses(how_known: HowKnown, witnesses: int) -> None:
    """Raise Unfit where somebody tells of themselves and fewer than two others can confirm it."""
    if how_known is HowKnown.DID and witnesses < limits.WITNESSES:
        raise Unfit(N_("You are telling of yourself: name two people who know what you did."), field="witness_1_name")


def fit(told: Told, *, channel: Channel) -> None:
    """Raise Unfit for the first thing that stands in the way of receiving this story."""
    someone_is_named(told.subjects)
    if not told.title:
        raise Unfit(N_("Say in one line what was done."), field="title")
    story_is_long_enough(told.story)
    enough_witnesses(told.how_known, len(told.witnesses))
    writer_can_be_reached(phone=told.writer.phone, email=told.writer.email, channel=channel)
    if told.writer.agreed_at is None:
        raise Unfit(N_("Tick to agree, so that we may use what you tell us."), field="agreed")
