"""The writer puts right what was told. What it said before is kept, and no judgement of the old text can slip through."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm.attributes import flag_modified

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.engines.text import tidy
from portal.engines.text.fold import fold
from portal.moderation.checks.jobs import ask
from portal.moderation.eyes import proposals
from portal.moderation.eyes.states import Lapse
from portal.nominations import at_desk, deadlines, folding, limits, parts, rules
from portal.nominations.jobs import TELL
from portal.nominations.masking import without_ids
from portal.nominations.models import Correction, Nomination, Subject
from portal.nominations.policy import Nominations
from portal.nominations.states import NominationState
from portal.nominees import services as nominees

CORRECTABLE = frozenset(deadlines.DAYS) - {NominationState.ACCEPTED}
LINES = {"title": limits.TITLE, "happened_text": limits.SHORT, "place": limits.PLACE, "for_whom": limits.FOR_WHOM}
PROSE = {"story": limits.STORY_CHARACTERS, "result": 5_000}  # characters
SAME_NAME = 60  # how alike, out of 100, a name must stay: marks and slips, not somebody else


@dataclass(frozen=True)
class Said:
    """How the story now reads: fields by name, and spellings of names by the subject's key."""

    fields: Mapping[str, str]
    names: Mapping[str, str]


def correct(nomination: Nomination, *, said: Said, of_version: int, by: Actor) -> Correction | None:
    """Put right what was told. None where nothing was changed.

    Whoever judges the earlier revision gets a Clash, and so does a correction of a revision that is no longer there.
    Raises NotNow once a story is being written from it, Unfit for what cannot stand.
    """
    require(by, Nominations.CORRECT, nomination)
    if nomination.state not in CORRECTABLE:
        raise NotNow(N_("It can be corrected only until it is accepted. Please write us a message instead."))
    if nomination.version != of_version:
        raise Clash()
    fields = {name: text for name, text in _tidied(said).items() if text != getattr(nomination, name)}
    names = {subject: name for subject, name in _spellings(nomination, said) if name != subject.name}
    if not fields and not names:
        return None
    _check(fields)
    before = {name: getattr(nomination, name) for name in fields} | {f"name:{s.id}": s.name for s in names}
    _rewrite(nomination, fields, names, by)
    proposals.lapse(nomination, Lapse.CHANGED)
    now = clock.now()
    made = Correction(nomination_id=nomination.id, of_version=of_version, before=before, made_at=now)
    db.session.add(made)
    record(by, Nominations.CORRECT, nomination, fields=sorted(before), of_version=of_version)
    _in_other_parts(nomination, made, names, by)
    key = f"corrected:{nomination.id}:{of_version}"
    tell(TELL, unique_key=key, nomination_id=str(nomination.id), letter="corrected", once=key)
    db.session.flush()  # its version grows with the text
    ask(nomination)
    return made


def _in_other_parts(nomination: Nomination, made: Correction, names: Mapping[Subject, str], by: Actor) -> None:
    """Put the same right in the other parts of a testimony that was split, as long as nothing was taken from them.

    Each holds the words as they were sent: nobody may judge one of them by words that the writer has corrected.
    """
    before, spelt = made.before, {subject.nominee_id: name for subject, name in names.items()}
    for other in parts.of(nomination):
        if other is nomination or other.state not in CORRECTABLE:
            continue
        same = [f for f in LINES | PROSE if f in before and getattr(other, f) == before[f]]
        fields = {name: getattr(nomination, name) for name in same}
        respelt = {s: spelt[s.nominee_id] for s in other.subjects if s.nominee_id in spelt}
        if not fields and not respelt:
            continue
        was = {name: before[name] for name in fields} | {f"name:{s.id}": s.name for s in respelt}
        of_version = other.version
        _rewrite(other, fields, respelt, by)
        proposals.lapse(other, Lapse.CHANGED)
        db.session.add(Correction(nomination_id=other.id, of_version=of_version, before=was, made_at=made.made_at))
        record(by, Nominations.CORRECT, other, fields=sorted(was), of_version=of_version, of=nomination.id)
        db.session.flush()
        ask(other)


def _tidied(said: Said) -> dict[str, str]:
    lines = {name: tidy.line(said.fields[name]) for name in LINES if name in said.fields}
    return lines | {name: without_ids(tidy.prose(said.fields[name])) for name in PROSE if name in said.fields}


def _spellings(nomination: Nomination, said: Said) -> list[tuple[Subject, str]]:
    """New spellings of grown-ups and collectives; of a child there are only initials."""
    from rapidfuzz import fuzz  # only where somebody corrects a name

    told = [(s, tidy.line(said.names.get(str(s.id), s.name))) for s in nomination.subjects if not s.minor]
    for subject, name in told:
        if not name or len(name) > 160 or fuzz.ratio(fold(subject.name), fold(name)) < SAME_NAME:
            raise Unfit(
                N_(
                    "Only the spelling can be corrected. If the story is about someone else, withdraw it and tell it anew."
                ),
                field=f"name_{subject.position}",
            )
    return told


def _check(fields: Mapping[str, str]) -> None:
    for name, most in (LINES | PROSE).items():
        if len(fields.get(name, "")) > most:
            raise Unfit(
                N_("Please shorten it to %(most)s characters. You have written %(written)s."),
                field=name, most=most, written=len(fields[name]),
            )  # fmt: skip
    if fields.get("title") == "":
        raise Unfit(N_("Say in one line what was done."), field="title")
    if "story" in fields:
        rules.story_is_long_enough(fields["story"])


def _rewrite(nomination: Nomination, fields: Mapping[str, str], names: Mapping[Subject, str], by: Actor) -> None:
    for name, text in fields.items():
        setattr(nomination, name, text)
    for subject, spelling in names.items():
        subject.name = spelling
        nominees.respell(subject.nominee, name=spelling, by=by)
    nomination.folded = folding.of(nomination)
    flag_modified(nomination, "folded")  # a name's marks may be all that changed
    at_desk.show(nomination)
