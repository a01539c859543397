"""Bring the reference data into the database, as often as one likes."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.policy import require
from portal.engines.places.gazetteer import Place
from portal.engines.text.fold import fold
from portal.organisations import queries, reference
from portal.organisations.models import Organisation, OrganisationKind, OrganisationSuccession, Ward, WardKind
from portal.organisations.models import WardSuccession as Succession
from portal.organisations.policy import Organisations

Progress = Callable[[str], None]


@dataclass
class Counts:
    """What a load did: rows that were new, that differed, and that were right already."""

    added: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True)
class ReferenceFiles:
    """The data files as the audit trail names them: by what they hold."""

    __tablename__ = "reference"
    id: str = field(default="")


def load_reference(*, by: Actor, folder: Path = reference.DATA, progress: Progress = lambda step: None) -> Counts:
    """Make wards, organisations and successions as the data files have them.

    What the files no longer name stays, because stories and nominations may point at it.
    """
    require(by, Organisations.LOAD)
    counts, places = Counts(), reference.places(folder)
    progress("wards")
    _wards(places, counts)
    progress("successions of wards")
    _ward_successions(list(places), counts)
    progress("organisations")
    _organisations(reference.organisations(folder), counts)
    progress("successions of organisations")
    _organisation_successions(list(places), counts)
    queries.forget()
    if counts.added or counts.changed:
        record(by, Organisations.LOAD, ReferenceFiles(_digest(folder)), added=counts.added, changed=counts.changed)
    return counts


def _wards(places: Mapping[Place, str], counts: Counts) -> None:
    present = {ward.code: ward for ward in db.session.scalars(sa.select(Ward))}
    for place, source in places.items():
        wanted = {
            "kind": WardKind(place.kind), "name": place.name, "name_fold": fold(place.name),
            "district": place.district, "valid_from": place.valid_from, "valid_to": place.valid_to, "source": source,
        }  # fmt: skip
        if (ward := present.get(place.code)) is None:
            db.session.add(Ward(code=place.code, changed_at=clock.now(), **wanted))
            counts.added += 1
        elif _set(ward, wanted, counts):
            ward.changed_at = clock.now()
    db.session.flush()


def _ward_successions(places: Collection[Place], counts: Counts) -> None:
    present = {(s.predecessor_code, s.successor_code): s for s in db.session.scalars(sa.select(Succession))}
    touched = set()
    for place in places:
        for successor, whole in place.successors:
            if (known := present.pop((place.code, successor), None)) is None:
                db.session.add(Succession(predecessor_code=place.code, successor_code=successor, whole=whole))
                counts.added += 1
                touched.add(place.code)
            elif _set(known, {"whole": whole}, counts):
                touched.add(place.code)
    ours = {place.code for place in places}
    for gone in (s for s in present.values() if s.predecessor_code in ours):
        db.session.delete(gone)
        counts.changed += 1
        touched.add(gone.predecessor_code)
    db.session.flush()
    db.session.execute(sa.update(Ward).where(Ward.code.in_(touched)).values(changed_at=clock.now()))


def _organisations(rows: Iterable[reference.OrganisationRow], counts: Counts) -> None:
    present = {organisation.code: organisation for organisation in db.session.scalars(sa.select(Organisation))}
    for row in rows:
        wanted = {
            "kind": OrganisationKind(row.kind), "name_vi": row.name_vi, "name_en": row.name_en,
            "name_fold": fold(row.name_vi), "valid_from": row.valid_from, "valid_to": row.valid_to, "note": row.note,
        }  # fmt: skip
        if (organisation := present.get(row.code)) is None:
            db.session.add(Organisation(code=row.code, **wanted))
            counts.added += 1
        else:
            _set(organisation, wanted, counts)
    db.session.flush()


def _organisation_successions(places: Collection[Place], counts: Counts) -> None:
    keys = {o.code: o.id for o in db.session.scalars(sa.select(Organisation))}
    names = {o.name_vi: o.id for o in db.session.scalars(sa.select(Organisation))}
    present = {(s.predecessor_id, s.successor_id): s for s in db.session.scalars(sa.select(OrganisationSuccession))}
    for committee, successors in reference.district_committees(places).items():
        for code in successors:
            pair = names[committee], keys[code]
            if (known := present.get(pair)) is None:
                db.session.add(
                    OrganisationSuccession(predecessor_id=pair[0], successor_id=pair[1], whole=len(successors) == 1)
                )
                counts.added += 1
            else:
                _set(known, {"whole": len(successors) == 1}, counts)
    db.session.flush()


def _set(row: object, wanted: Mapping[str, object], counts: Counts) -> bool:
    differing = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    counts.changed += bool(differing)
    counts.same += not differing
    return bool(differing)


def _digest(folder: Path) -> str:
    held = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        held.update(path.read_bytes())
    return held.hexdigest()
