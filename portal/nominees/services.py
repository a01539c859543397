"""Found nominees, join those that are one, and record what they agreed to."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import NotRequired, TypedDict, Unpack

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.core.rows import put
from portal.engines.text import tidy
from portal.nominees import joins, names, queries
from portal.nominees.models import Consent, Merge, Nominee
from portal.nominees.policy import Nominees
from portal.nominees.states import ConsentChannel, ConsentState, Covers, Honorific, NomineeKind, PositionGroup


class Said(TypedDict):
    """What is told of somebody beside the name."""

    kind: NomineeKind
    position_group: PositionGroup
    honorific: NotRequired[Honorific]
    occupation: NotRequired[str]
    ward_code: NotRequired[str | None]
    minor: NotRequired[bool]


def found(name: str, *, by: Actor, **told: Unpack[Said]) -> Nominee:
    """Enter whom a new testimony is about. Of a child's name only the initials are kept.

    It always founds a new one: whether it is somebody known already is for a moderator to say, with `merge`.
    """
    nominee = _new(name, by=by, **told)
    db.session.add(nominee)
    db.session.flush()
    return nominee


def entered(name: str, *, by: Actor, **told: Unpack[Said]) -> Nominee:
    """The same for whoever needs no more than its key and its name: the session does not follow what is given back."""
    nominee = _new(name, by=by, **told)
    put([nominee])
    return nominee


def _new(
    name: str,
    *,
    by: Actor,
    kind: NomineeKind,
    position_group: PositionGroup,
    honorific: Honorific = Honorific.NONE,
    occupation: str = "",
    ward_code: str | None = None,
    minor: bool = False,
) -> Nominee:
    require(by, Nominees.FOUND)
    nominee = Nominee(
        id=uuid.uuid4(),
        kind=kind,
        honorific=honorific,
        position_group=position_group,
        occupation=occupation,
        ward_code=ward_code,
        minor=minor,
        created_at=clock.now(),
        **_spelling(name, minor),
    )
    record(by, Nominees.FOUND, nominee, kind=kind, minor=minor)
    return nominee


def respell(nominee: Nominee, *, name: str, by: Actor) -> None:
    """Write the name otherwise, for someone who is still only one testimony; a merged one keeps its own."""
    require(by, Nominees.RESPELL, nominee)
    if len(queries.group(nominee)) > 1 or queries.consent_of(nominee):
        return
    for field, value in _spelling(name, nominee.minor).items():
        setattr(nominee, field, value)
    record(by, Nominees.RESPELL, nominee)


def merge(source: Nominee, *, into: Nominee, by: Actor) -> Merge:
    """Say that two nominees are one. Testimonies stay where they are: only a pointer is set.

    Raises NotNow where they are one already or the source points elsewhere, Unfit for a person and a collective.
    """
    require(by, Nominees.MERGE, source)
    _lock(source, into)
    if source.merged_into_id is not None or queries.root(into).id == source.id:
        raise NotNow(N_("These two have been joined already."))
    if source.kind is not into.kind:
        raise Unfit(N_("A person and a collective cannot be joined into one."))
    source.merged_into_id = into.id
    made = Merge(source_id=source.id, target_id=into.id, merged_at=clock.now(), merged_by=_staff(by))
    db.session.add(made)
    db.session.flush()
    joins.changed(source.id)
    record(by, Nominees.MERGE, source, into=into.id)
    return made


def unmerge(nominee: Nominee, *, by: Actor) -> None:
    """Take back the merge of this nominee into another; what was merged into it stays with it. Raises NotNow."""
    require(by, Nominees.UNMERGE, nominee)
    _lock(nominee)
    standing = queries.standing_merge(nominee)
    if standing is None:
        raise NotNow(N_("This one has not been joined to another."))
    nominee.merged_into_id = None
    standing.undone_at, standing.undone_by = clock.now(), _staff(by)
    db.session.flush()
    joins.changed(nominee.id, standing.target_id)
    record(by, Nominees.UNMERGE, nominee, was=standing.target_id)


def record_consent(
    nominee: Nominee,
    *,
    state: ConsentState,
    channel: ConsentChannel,
    given_on: date,
    by: Actor,
    given_by: str = "",
    covers: Collection[Covers] = (),
    ground: str = "",
) -> Consent:
    """Write down an answer of the nominee, or of a child's parent; earlier answers stay as they were.

    Raises Unfit for a date to come, for agreement to nothing, and for a lawful absence without its ground.
    """
    require(by, Nominees.CONSENT, nominee)
    if given_on > clock.today():
        raise Unfit(N_("The day of the answer cannot lie in the future."), field="given_on")
    if state is ConsentState.AGREED and not covers:
        raise Unfit(N_("Say what was agreed to: the story, the name, the photos."), field="covers")
    if state is ConsentState.NOT_NEEDED and not ground.strip():
        raise Unfit(N_("Say why no consent is needed."), field="ground")
    answer = Consent(
        nominee_id=nominee.id,
        state=state,
        channel=channel,
        given_on=given_on,
        given_by=tidy.line(given_by),
        covers=[each.value for each in Covers if each in covers],
        ground=ground.strip(),
        recorded_by=_staff(by),
        recorded_at=clock.now(),
    )
    db.session.add(answer)
    record(by, Nominees.CONSENT, nominee, state=state, channel=channel, covers=answer.covers)
    return answer


def forget(nominee: Nominee, *, by: Actor) -> None:
    """Blank whom a withdrawn testimony was about; for one that no other testimony names. Asked for by the room above."""
    require(by, Nominees.FORGET, nominee)
    if len(queries.group(nominee)) > 1 or queries.consent_of(nominee):
        return
    nominee.name = nominee.name_fold = nominee.given_fold = nominee.occupation = ""
    record(by, Nominees.FORGET, nominee)


def _spelling(name: str, minor: bool) -> dict[str, str]:
    shown = names.initials(name) if minor else tidy.line(name)
    return {"name": shown, "name_fold": names.folded(shown), "given_fold": "" if minor else names.given(shown)}


def _staff(by: Actor) -> uuid.UUID:
    if by.id is None:
        raise ValueError("an act of staff needs a member of staff")
    return by.id


def _lock(*nominees: Nominee) -> None:
    """Hold all whom a merge touches, in one order, so that two merges at once cannot close a circle."""
    keys = {n.id for n in nominees} | {queries.root(n).id for n in nominees}
    held = sa.select(Nominee).where(Nominee.id.in_(keys)).order_by(Nominee.id).with_for_update()
    db.session.scalars(held.execution_options(populate_existing=True)).all()
