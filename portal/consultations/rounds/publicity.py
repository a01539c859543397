"""Proof of publicity: what the public was shown of each candidate, frozen with its hash, and how many came to read."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from portal.consultations.candidates.models import Candidate, ShownPage, VisitDay
from portal.core.db import db

PUBLIC = (
    "name", "posthumous", "birth_year", "office", "unit", "honour_code", "honour_vi", "honour_en", "proposed_by",
    "submission_number", "headline", "achievements", "past_honours", "standards",
)  # fmt: skip


def content(candidate: Candidate) -> str:
    """The public fields of a candidate as canonical JSON: sorted keys, no spaces, as UTF-8."""
    told = {field: getattr(candidate, field) for field in PUBLIC}
    told |= {"honorific": candidate.honorific.value, "kind": candidate.kind.value}
    told["submission_on"] = candidate.submission_on.isoformat() if candidate.submission_on else None
    told["documents"] = [{"title": d.title, "sha256": d.file.sha256} for d in candidate.documents]
    photo = candidate.photo
    told["photo"] = {"alt": candidate.photo_alt, "sha256": photo.sha256} if photo else None
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def show(candidate: Candidate, *, since: datetime, calendar_version: str = "") -> ShownPage:
    """Freeze what the public is shown from an instant on; what was shown before ends there.

    `calendar_version`: what its own window was counted by, where that is not the round's.
    """
    _end(candidate, since)
    made = ShownPage(
        candidate_id=candidate.id, content=content(candidate), sha256="", shown_from=since,
        calendar_version=calendar_version or candidate.round.calendar_version,
    )  # fmt: skip
    made.sha256 = hashlib.sha256(made.content.encode()).hexdigest()
    db.session.add(made)
    candidate.edition += 1
    return made


def _end(candidate: Candidate, since: datetime) -> None:
    """End the page shown so far at an instant."""
    present = sa.update(ShownPage).where(ShownPage.candidate_id == candidate.id, ShownPage.shown_until.is_(None))
    db.session.execute(present.values(shown_until=since))


def drop(candidate: Candidate) -> None:
    """Forget what was to be shown: the round was taken back before it opened."""
    db.session.execute(sa.delete(ShownPage).where(ShownPage.candidate_id == candidate.id))


def shown(candidate: Candidate) -> Sequence[ShownPage]:
    """Every page the public was shown of a candidate, the first one first."""
    mine = sa.select(ShownPage).where(ShownPage.candidate_id == candidate.id)
    return db.session.scalars(mine.order_by(ShownPage.shown_from, ShownPage.id)).all()


def true(page: ShownPage) -> bool:
    """Whether a frozen page still is what its hash says."""
    return hashlib.sha256(page.content.encode()).hexdigest() == page.sha256


def papers(page: ShownPage) -> list[tuple[str, str]]:
    """The documents and the photo that stood beside a candidate on a frozen page: what each was, and its hash.

    None of a page that no longer is what its own hash says: nothing it tells could be believed.
    """
    if not true(page):
        return []
    told = json.loads(page.content)
    photo = told.get("photo")
    beside = [(f"Ảnh: {photo['alt']}", photo["sha256"])] if photo else []
    return [*((each["title"], each["sha256"]) for each in told.get("documents", ())), *beside]


def visitors(candidate: Candidate) -> Sequence[VisitDay]:
    """How many different visitors came, day by day; days that were not counted are not there."""
    mine = sa.select(VisitDay).where(VisitDay.candidate_id == candidate.id)
    return db.session.scalars(mine.order_by(VisitDay.day)).all()
