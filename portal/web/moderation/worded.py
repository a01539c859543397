"""The texts of a thing at the desk: as they were sent, as they are worked on, what is covered in them and could be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.core.actor import Actor
from portal.core.db import unit_of_work
from portal.core.policy import may
from portal.moderation import edited, flags, originals, redactions
from portal.moderation.flags import Flag
from portal.moderation.models import EditedText
from portal.moderation.policy import Moderation
from portal.moderation.redactions import Cover
from portal.moderation.things import Thing
from portal.nominations import reading
from portal.nominations.models import Nomination


@dataclass(frozen=True)
class Covering:
    """A stretch that is covered or could be."""

    field: str
    start: int
    stop: int
    kind: str
    found: str
    replacement: str
    on: bool

    @property
    def key(self) -> str:
        """How the form names it."""
        return f"{self.field}:{self.start}:{self.stop}:{self.kind}"


@dataclass(frozen=True)
class Text:
    """One text of the nomination: as it was sent, as it is worked on, and as it goes on."""

    field: str
    original: str
    working: str
    going_on: str
    edit: EditedText | None
    flags: Sequence[Flag]
    coverings: Sequence[Covering]

    @property
    def fingerprint(self) -> str:
        """What the covers were chosen on."""
        return redactions.fingerprint(self.working)

    @property
    def in_old_font(self) -> str:
        """How it would read if it was typed in an old font; nothing where it reads as it stands."""
        return flags.in_old_font(self.working)

    @property
    def paragraphs(self) -> list[list[tuple[str, Flag | None]]]:
        """The working text in pieces, flagged stretches marked."""
        return flags.paragraphs(self.working, self.flags)


def texts_of(nomination: Nomination) -> list[Text]:
    """The texts that have words in them, each with its hints and covers."""
    originals = reading.originals(nomination)
    known = [subject.name for subject in nomination.subjects]
    edits, going_on = edited.texts(nomination), edited.going_on(nomination, originals)
    made = []
    for field, original in originals.items():
        edit = edits.get(field)
        working = edit.text if edit else original
        if working:
            found = flags.find(working, known)
            covers = _coverings(nomination, field, working, found)
            made.append(Text(field, original, working, going_on[field], edit, found, covers))
    return made


def text_of(thing: Thing, field: str, original: str, known: Sequence[str] = ()) -> Text:
    """One text of anything at the desk that is covered but never edited, with its hints and covers."""
    found = flags.find(original, known)
    going_on = redactions.covered(thing, field, original)
    return Text(field, original, original, going_on, None, found, _coverings(thing, field, original, found))


def _coverings(thing: Thing, field: str, text: str, found: Sequence[Flag]) -> list[Covering]:
    """What is covered now, and what the checks suggest: ticked, unless somebody left just this readable before."""
    chosen = {(r.start, r.stop): r for r in redactions.of(thing, field, text)}
    left = redactions.left_readable(thing, field, text)
    made = [
        Covering(field, r.start, r.stop, r.kind, text[r.start : r.stop], r.replacement, True) for r in chosen.values()
    ]
    made += [
        Covering(field, f.start, f.stop, f.kind.value, f.found, f.replacement, (f.start, f.stop) not in left)
        for f in found
        if f.private and (f.start, f.stop) not in chosen
    ]
    return sorted(made, key=lambda c: c.start)


@dataclass(frozen=True)
class Reading:
    """The texts of a thing as one member of staff reads them."""

    texts: Sequence[Text]
    hides: bool = False  # parts of it were covered or edited, or would be
    shut: bool = False  # and this reader has what goes on before them, not what was sent
    opens: bool = False  # but may open it, which stands in the record
    until: datetime | None = None  # when the one they opened shuts again


def read_by(by: Actor, thing: Thing, texts: Sequence[Text], *, hides: bool = False, anew: bool = False) -> Reading:
    """What this reader has before them: the original once they opened it or where nothing is hidden, else what goes on.

    To whom judging is no task the words that would be covered are covered already. `hides` says that something else than
    a text is covered, `anew` that they are in the middle of judging: their quarter of an hour begins again.
    """
    hides = hides or originals.hides(thing)
    if not may(by, Moderation.READ_ORIGINAL, thing):
        guarded = [_guarded(text) for text in texts]
        differs = hides or any(text.working != one.working for text, one in zip(texts, guarded, strict=True))
        return Reading(guarded if differs else texts, differs, shut=differs)
    until = originals.open_until(thing, by) if hides else None
    if hides and until is None and anew:
        until = _opened(by, thing)
    elif hides and until is not None:
        looked(by, thing)
    if hides and until is None:
        return Reading([_shut(text, text.going_on) for text in texts], hides, shut=True, opens=True)
    return Reading(texts, hides, opens=True, until=until)


def told_of(by: Actor, thing: Thing) -> None:
    """Note that somebody reads what was sent, as a letter that holds it comes before them."""
    if shut(by, thing):
        _opened(by, thing)
    elif originals.hides(thing):
        looked(by, thing)


def looked(by: Actor, thing: Thing) -> None:
    """Note that a page shows once more what this reader has opened: one entry for each page, whatever stands on it."""
    with unit_of_work():
        originals.look(thing, by=by)


def _opened(by: Actor, thing: Thing) -> datetime | None:
    with unit_of_work():
        originals.open(thing, by=by)
    return originals.open_until(thing, by)


def shut(by: Actor, thing: Thing) -> bool:
    """Whether words of it are hidden from this reader until they open what was sent."""
    return originals.hides(thing) and originals.open_until(thing, by) is None


def _guarded(text: Text) -> Text:
    suggested = [Cover(c.start, c.stop, c.kind, c.replacement) for c in text.coverings if c.on]
    return _shut(text, redactions.apply(text.working, suggested))


def _shut(text: Text, words: str) -> Text:
    """The same text to somebody before whom nothing else stands than how it goes on."""
    return Text(text.field, words, words, words, text.edit, (), ())
