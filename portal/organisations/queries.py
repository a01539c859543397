"""Reads of organisations and wards, each within its dates."""

import time
import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TypeVar

import sqlalchemy as sa

from portal.core.db import db
from portal.core.i18n import DEFAULT, say
from portal.engines.places.gazetteer import Gazetteer, Place
from portal.engines.places.resolver import Resolution, resolve, settle
from portal.engines.text.fold import fold, vi_key
from portal.organisations import reference
from portal.organisations.models import Organisation, OrganisationKind, OrganisationSuccession, Ward, WardKind
from portal.organisations.models import WardSuccession as Succession
from portal.organisations.words import GROUPS, ward_name

Dated = TypeVar("Dated", Organisation, Ward)
Version = tuple[int, datetime | None]
FRESH = 15  # seconds for which a process believes that no ward has changed
_kept: tuple[Version, Gazetteer] | None = None
_believed: dict[str, float] = {}  # database: when it was last asked


def valid_on(day: date, *kinds: OrganisationKind) -> list[Organisation]:
    """The organisations that existed on a day, of some kinds or all, in the order of the Vietnamese alphabet."""
    wanted = _standing(Organisation, day)
    if kinds:
        wanted = wanted.where(Organisation.kind.in_(kinds))
    return sorted(db.session.scalars(wanted), key=lambda organisation: vi_key(organisation.name_vi))


def named(words: str, day: date) -> list[Organisation]:
    """The one organisation of a day with this name, or else all whose name holds these words, with or without diacritics."""
    sought = fold(words)
    near = [each for each in valid_on(day) if sought and sought in fold(each.name_vi)]
    return [each for each in near if fold(each.name_vi) == sought] or near


def by_code(code: str) -> Organisation | None:
    """An organisation by its code, present or ended."""
    return db.session.scalars(sa.select(Organisation).where(Organisation.code == code)).one_or_none()


def one(id: uuid.UUID) -> Organisation | None:
    """An organisation by its key."""
    return db.session.get(Organisation, id)


def keys_named(folded: Collection[str]) -> frozenset[uuid.UUID]:
    """The organisations with exactly these names, folded: present or ended, under every key."""
    wanted = [name for name in folded if name]
    if not wanted:
        return frozenset()
    return frozenset(db.session.scalars(sa.select(Organisation.id).where(Organisation.name_fold.in_(wanted))))


def names_of(ids: Collection[uuid.UUID], *, folded: bool = False) -> sa.Select[str]:
    """The question for the names of these organisations, as written or folded."""
    return sa.select(Organisation.name_fold if folded else Organisation.name_vi).where(Organisation.id.in_(ids))


def committee_of(ward_code: str) -> Organisation | None:
    """The people's committee of a present ward."""
    return by_code(reference.committee_of(ward_code))


def successors_of(organisation: Organisation) -> list[Organisation]:
    """The organisations that took over from an ended one."""
    wanted = (
        sa.select(Organisation)
        .join(OrganisationSuccession, OrganisationSuccession.successor_id == Organisation.id)
        .where(OrganisationSuccession.predecessor_id == organisation.id)
    )
    return sorted(db.session.scalars(wanted), key=lambda found: vi_key(found.name_vi))


def ward(code: str) -> Ward | None:
    """A ward by its code, present or former."""
    return db.session.get(Ward, code)


def wards_on(day: date) -> list[Ward]:
    """The wards that existed on a day, in the order of the Vietnamese alphabet."""
    return sorted(db.session.scalars(_standing(Ward, day)), key=lambda found: vi_key(found.name))


def former_names_of(code: str) -> list[str]:
    """The full names of the former units that went, wholly or in part, into a present ward."""
    wanted = (
        sa.select(Ward)
        .join(Succession, Succession.predecessor_code == Ward.code)
        .where(Succession.successor_code == code)
    )
    found = sorted(db.session.scalars(wanted), key=lambda former: vi_key(former.name))
    return [_place(former, ()).label for former in found]


def choices_for_select(day: date, language: str = DEFAULT) -> list[tuple[str, list[tuple[str, str]]]]:
    """The wards of a day for a list to choose from: (kind, [(code, name)]), kinds of the day only."""
    wards = wards_on(day)
    grouped = [
        (kind, [(w.code, ward_name(kind, w.name, language)) for w in wards if w.kind is kind]) for kind in WardKind
    ]
    return [(say(GROUPS[kind], language), choices) for kind, choices in grouped if choices]


def gazetteer() -> Gazetteer:
    """All places for the resolver; read again only after the reference data has changed, FRESH seconds after at most."""
    global _kept
    here, now = str(db.engine.url), time.monotonic()
    if _kept is not None and now - _believed.get(here, -FRESH) < FRESH:
        return _kept[1]
    version = _version()
    if _kept is None or _kept[0] != version:
        _kept = version, _read(version)
    _believed.clear()  # what is kept is of one database
    _believed[here] = now
    return _kept[1]


def forget() -> None:
    """Let the gazetteer see at once that wards have changed."""
    _believed.clear()


def resolved(typed: str, on: date, chosen: str | None = None) -> Resolution:
    """The ward that a typed place lies in on a day, or what to ask; `chosen` is the answer to an earlier question."""
    return settle(typed, chosen, gazetteer(), on) if chosen else resolve(typed, gazetteer(), on)


def _standing(model: type[Dated], day: date) -> sa.Select[Dated]:
    return sa.select(model).where(
        sa.or_(model.valid_from.is_(None), model.valid_from <= day),
        sa.or_(model.valid_to.is_(None), model.valid_to >= day),
    )


def _version() -> Version:
    count, changed = db.session.execute(
        sa.select(sa.func.count(), sa.func.max(Ward.changed_at)).select_from(Ward)
    ).one()
    return count, changed


def _read(version: Version) -> Gazetteer:
    successors: dict[str, list[tuple[str, bool]]] = {}
    for row in db.session.scalars(
        sa.select(Succession).order_by(Succession.predecessor_code, Succession.successor_code)
    ):
        successors.setdefault(row.predecessor_code, []).append((row.successor_code, row.whole))
    wards = db.session.scalars(sa.select(Ward).order_by(Ward.code))
    return Gazetteer((_place(w, successors.get(w.code, ())) for w in wards), version=str(version))


def _place(row: Ward, successors: Sequence[tuple[str, bool]]) -> Place:
    return Place(row.code, row.kind.value, row.name, row.district, row.valid_from, row.valid_to, tuple(successors))
