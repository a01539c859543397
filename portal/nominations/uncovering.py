"""What was covered in an accepted testimony is open again, as an appeal asked for; for a minute it can be covered anew."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.errors import Clash, NotNow
from portal.core.i18n import N_
from portal.core.policy import require
from portal.core.storage.pictures import Rectangle
from portal.moderation import claims, edited, masks, redactions
from portal.moderation.redactions import Cover
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing.models import HeldAct
from portal.moderation.undoing.states import ActKind
from portal.nominations import appealing, at_desk, covered, queries, reading
from portal.nominations.models import Nomination
from portal.nominations.policy import Nominations


def uncover(nomination: Nomination, *, by: Actor, act: HeldAct) -> None:
    """Let its words and photos go on whole. Raises NotNow where nothing of them is covered.

    A story that was written from it is the editor's: they read the words whole beside it, and put them back.
    """
    require(by, Nominations.REOPEN, nomination)
    if not appealing.hidden(nomination):
        raise NotNow(N_("Nothing of this story is covered."))
    covers = {field: [asdict(cover) for cover in found] for field, found in _covers(nomination).items()}
    drawn = masks.of([file.id for file in covered.photos(nomination)])
    parts = {str(id): [[m.left, m.top, m.width, m.height] for m in made] for id, made in drawn.items()}
    undoing.hold(ActKind.UNCOVER, nomination, by=by, within=act, before={"covers": covers, "masks": parts})
    _choose(nomination, dict.fromkeys(covers, ()), dict.fromkeys(parts, ()), by, Nominations.REOPEN)


@undoing.takes_back(ActKind.UNCOVER, Nomination.__tablename__)
def recover(act: HeldAct, by: Actor) -> Nomination:
    """Cover again what was opened within this minute. Raises Clash where its words are others by now."""
    nomination = queries.one(act.thing_id)
    if nomination is None or _covers(nomination) or covered.photos(nomination):
        raise Clash()
    undoing.unheld(nomination, by)
    covers = {field: [Cover(**each) for each in found] for field, found in act.before["covers"].items()}
    _choose(nomination, covers, act.before.get("masks", {}), by, Nominations.RESTORE)
    return nomination


def _covers(nomination: Nomination) -> dict[str, list[Cover]]:
    texts = edited.working(nomination, reading.originals(nomination))
    found = {field: redactions.of(nomination, field, text) for field, text in texts.items()}
    return {f: [Cover(r.start, r.stop, r.kind, r.replacement) for r in rows] for f, rows in found.items() if rows}


def _choose(
    nomination: Nomination, covers: Mapping[str, Sequence[Cover]], parts: Mapping[str, Sequence[Sequence[float]]],
    by: Actor, act: Nominations,
) -> None:  # fmt: skip
    require(by, act, nomination)
    for _, file in queries.files(nomination):
        if str(file.id) in parts:
            masks.cover(nomination, file, by=by, parts=[Rectangle(*part) for part in parts[str(file.id)]])
    texts = edited.working(nomination, reading.originals(nomination))
    for field, chosen in covers.items():
        redactions.choose(nomination, by=by, field=field, text=texts[field], covers=chosen, spared=[])
    claims.let_go(nomination)
    at_desk.show(nomination)
    record(by, act, nomination, covered=sum(map(len, (*covers.values(), *parts.values()))))
