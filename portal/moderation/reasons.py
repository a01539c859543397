"""The table of reasons, whose text is the letter: loaded once from the data file, then looked after by staff."""

import functools
import json
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.models import AuditEntry
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, NotNow, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.text import tidy
from portal.moderation import queries
from portal.moderation.limits import REASON_TEXT, TITLE
from portal.moderation.models import Decision, Reason
from portal.moderation.policy import Moderation
from portal.moderation.services import EXPLAINED
from portal.moderation.states import Kind, Outcome

DATA = Path(__file__).with_name("data") / "reasons.toml"
TEXTS = ("title_vi", "title_en", "text_vi", "text_en")
USES = ("applies_to", "second_person", "public")
TYPED: dict[str, Any] = {"outcome": Outcome, "applies_to": list, "second_person": bool, "public": bool}
FIRST = 1  # the version of a row that staff never touched


@dataclass(frozen=True)
class Wording:
    """What a reason says, in both languages."""

    title_vi: str
    title_en: str
    text_vi: str
    text_en: str


@dataclass(frozen=True)
class Use:
    """What a reason is for: what it is offered for, whether it needs a second person, whether the public figures name it."""

    applies_to: Sequence[Kind] = (Kind.NOMINATION,)
    second_person: bool = False
    public: bool = True


Asked = Callable[[str], bool]
_uses: list[Asked] = []


def used_by(asked: Asked) -> Asked:
    """Register a room's answer to whether something of its own cites a code: what is cited is never deleted."""
    _uses.append(asked)
    return asked


def load_reasons() -> dict[str, int]:
    """Bring the table up to the data file, keeping what staff edited; how many were added, renewed and left alone."""
    counts = {"added": 0, "renewed": 0, "kept": 0}
    known, gone = {reason.code: reason for reason in queries.reasons(retired=True)}, _deleted()
    for position, row in enumerate(_rows(), 1):
        present = known.get(row["code"])
        if row["code"] in gone and present is None:
            counts["kept"] += 1
        elif present is None:
            db.session.add(Reason(position=position, **row))
            counts["added"] += 1
        elif present.version == FIRST and any(getattr(present, name) != row[name] for name in TEXTS + USES):
            texts = {name: row[name] for name in TEXTS + USES}
            mark = sa.update(Reason).where(Reason.id == present.id)  # not through the row: its version must stay
            db.session.execute(mark.values(**texts).execution_options(synchronize_session=False))
            counts["renewed"] += 1
        else:
            counts["kept"] += 1
    db.session.flush()
    return counts


def _rows() -> list[dict[str, Any]]:
    plain = {"applies_to": [Kind.NOMINATION.value], "second_person": False, "public": True}
    return [plain | {k: TYPED.get(k, str.strip)(v) for k, v in row.items()} for row in _read()]


@functools.cache
def _read() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(DATA.read_text(encoding="utf8"))["reason"]
    return rows


def _deleted() -> set[str]:
    """Codes that staff deleted: loading again does not bring them back."""
    acts = sa.select(AuditEntry.detail).where(
        AuditEntry.thing_kind == Reason.__tablename__, AuditEntry.act == Moderation.EDIT_REASONS,
        AuditEntry.detail.contains('"deleted":true'),
    )  # fmt: skip
    return {str(json.loads(detail)["code"]) for detail in db.session.scalars(acts)}


def add(wording: Wording, *, by: Actor, code: str, outcome: Outcome, use: Use | None = None) -> Reason:
    """A new reason, offered last. Raises Unfit for a code that is taken or a text that is missing."""
    require(by, Moderation.EDIT_REASONS)
    code = code.strip().lower()
    if not code or len(code) > 40 or not code.isascii() or not code.replace("_", "").isalnum():
        raise Unfit(N_("Write a short code of letters, digits and underscores."), field="code")
    if queries.reason(code) is not None:
        raise Unfit(N_("There is a reason with this code already."), field="code")
    if outcome not in EXPLAINED:
        raise Unfit(N_("This decision needs no reason."), field="outcome")
    last = db.session.scalar(sa.select(sa.func.max(Reason.position))) or 0
    made = Reason(code=code, outcome=outcome, position=last + 1, **_checked(wording), **_for(use or Use()))
    db.session.add(made)
    db.session.flush()
    record(by, Moderation.EDIT_REASONS, made, code=code, added=True)
    return made


def edit(reason: Reason, wording: Wording, *, by: Actor, of_version: int, use: Use | None = None) -> None:
    """Reword a reason; letters already sent stay as they were. Raises Clash where it was reworded meanwhile."""
    require(by, Moderation.EDIT_REASONS, reason)
    if reason.version != of_version:
        raise Clash()
    for name, value in (_checked(wording) | (_for(use) if use else {})).items():
        setattr(reason, name, value)
    db.session.flush()
    record(by, Moderation.EDIT_REASONS, reason, code=reason.code, version=reason.version)


def retire(reason: Reason, *, by: Actor) -> None:
    """Offer a reason no longer; decisions that cite it keep it."""
    require(by, Moderation.EDIT_REASONS, reason)
    reason.retired_at = reason.retired_at or clock.now()
    record(by, Moderation.EDIT_REASONS, reason, code=reason.code, retired=True)


def bring_back(reason: Reason, *, by: Actor) -> None:
    """Offer a retired reason again."""
    require(by, Moderation.EDIT_REASONS, reason)
    reason.retired_at = None
    record(by, Moderation.EDIT_REASONS, reason, code=reason.code, retired=False)


def delete(reason: Reason, *, by: Actor) -> None:
    """Delete a reason that was never used. Raises NotNow for one that something cites: it can be offered no longer."""
    require(by, Moderation.EDIT_REASONS, reason)
    if used(reason.code):
        raise NotNow(N_("This reason was used, so it stays: letters cite it. You can offer it no longer."))
    record(by, Moderation.EDIT_REASONS, reason, code=reason.code, deleted=True)
    db.session.delete(reason)
    db.session.flush()


def used(code: str) -> bool:
    """Whether a decision, taken back or not, or anything else cites this code."""
    cited = sa.select(sa.exists().where(Decision.reason_code == code))
    return bool(db.session.scalar(cited)) or any(asked(code) for asked in _uses)


def used_codes() -> set[str]:
    """The codes that decisions cite, for a list."""
    return set(db.session.scalars(sa.select(Decision.reason_code).where(Decision.reason_code.is_not(None)).distinct()))


def _for(use: Use) -> dict[str, Any]:
    if not use.applies_to:
        raise Unfit(N_("Choose what it is offered for."), field="applies_to")
    kinds = [kind.value for kind in Kind if kind in use.applies_to]
    return {"applies_to": kinds, "second_person": use.second_person, "public": use.public}


def _checked(wording: Wording) -> dict[str, str]:
    texts = {name: tidy.prose(getattr(wording, name)) for name in TEXTS}
    for name, text in texts.items():
        most = TITLE if name.startswith("title") else REASON_TEXT
        if not text:
            raise Unfit(N_("Write this in both languages: the writer may read either."), field=name)
        if len(text) > most:
            raise Unfit(N_("Write at most %(most)s characters."), field=name, most=most)
    return texts
