"""The table of reasons, whose text is the letter: loaded once from the data file, then looked after by staff."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Clash, Unfit
from portal.core.i18n import N_
from portal.core.policy import require
from portal.engines.text import tidy
from portal.moderation import queries
from portal.moderation.limits import REASON_TEXT, TITLE
from portal.moderation.models import Reason
from portal.moderation.policy import Moderation
from portal.moderation.services import EXPLAINED
from portal.moderation.states import Kind, Outcome

DATA = Path(__file__).with_name("data") / "reasons.toml"
TEXTS = ("title_vi", "title_en", "text_vi", "text_en")
TYPED: dict[str, Any] = {"outcome": Outcome, "about": Kind}
FIRST = 1  # the version of a row that staff never touched


@dataclass(frozen=True)
class Wording:
    """What a reason says, in both languages."""

    title_vi: str
    title_en: str
    text_vi: str
    text_en: str


def load_reasons() -> dict[str, int]:
    """Bring the table up to the data file, keeping what staff edited; how many were added, renewed and left alone."""
    counts = {"added": 0, "renewed": 0, "kept": 0}
    known = {reason.code: reason for reason in queries.reasons(retired=True)}
    for position, row in enumerate(_rows(), 1):
        present = known.get(row["code"])
        if present is None:
            db.session.add(Reason(position=position, **row))
            counts["added"] += 1
        elif present.version == FIRST and any(getattr(present, name) != row[name] for name in TEXTS):
            texts = {name: row[name] for name in TEXTS}
            mark = sa.update(Reason).where(Reason.id == present.id)  # not through the row: its version must stay
            db.session.execute(mark.values(**texts).execution_options(synchronize_session=False))
            counts["renewed"] += 1
        else:
            counts["kept"] += 1
    db.session.flush()
    return counts


def _rows() -> list[dict[str, Any]]:
    rows = tomllib.loads(DATA.read_text(encoding="utf8"))["reason"]
    return [{k: TYPED.get(k, str.strip)(v) for k, v in row.items()} for row in rows]


def add(wording: Wording, *, by: Actor, code: str, outcome: Outcome) -> Reason:
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
    made = Reason(code=code, outcome=outcome, position=last + 1, **_checked(wording))
    db.session.add(made)
    db.session.flush()
    record(by, Moderation.EDIT_REASONS, made, code=code, added=True)
    return made


def edit(reason: Reason, wording: Wording, *, by: Actor, of_version: int) -> None:
    """Reword a reason; letters already sent stay as they were. Raises Clash where it was reworded meanwhile."""
    require(by, Moderation.EDIT_REASONS, reason)
    if reason.version != of_version:
        raise Clash()
    for name, text in _checked(wording).items():
        setattr(reason, name, text)
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


def _checked(wording: Wording) -> dict[str, str]:
    texts = {name: tidy.prose(getattr(wording, name)) for name in TEXTS}
    for name, text in texts.items():
        most = TITLE if name.startswith("title") else REASON_TEXT
        if not text:
            raise Unfit(N_("Write this in both languages: the writer may read either."), field=name)
        if len(text) > most:
            raise Unfit(N_("Write at most %(most)s characters."), field=name, most=most)
    return texts
