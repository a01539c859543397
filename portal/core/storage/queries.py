"""Which bytes answer a wish for a file."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from portal.core.db import db
from portal.core.errors import Missing
from portal.core.jobs.models import Job, State
from portal.core.storage.models import FileKind, FileState, StoredFile
from portal.core.storage.store import key_of

WHOLE, JPEG = "whole", "jpeg"


@dataclass(frozen=True)
class Piece:
    """One thing in the store that stands for a file."""

    sha256: str
    media_type: str
    size: int

    @property
    def key(self) -> str:
        """Where it lies in the store."""
        return key_of(self.sha256)


def one(file_id: uuid.UUID) -> StoredFile:
    """A file by its key. Raises Missing, also where it was deleted or could not be read."""
    file = db.session.get(StoredFile, file_id)
    if file is None or file.deleted_at is not None or file.state is FileState.FAILED:
        raise Missing()
    return file


def piece(file: StoredFile, variant: str = WHOLE) -> Piece:
    """What stands for the file: `whole`, `jpeg`, or a width in pixels, of which the next larger one is given.

    `whole` is for staff: of a photo it is the master, with nothing covered. Raises Missing for another wish, and for
    smaller pictures that are still being made.
    """
    if variant == WHOLE or file.kind is FileKind.DOCUMENT:
        return Piece(file.sha256, file.media_type, file.size)
    if variant != JPEG and not (variant.isascii() and variant.isdigit() and len(variant) < 5):
        raise Missing()
    made = [each for each in file.variants if (each["media_type"] == "image/jpeg") == (variant == JPEG)]
    if not made:
        raise Missing()
    best = made[0] if variant == JPEG else _wide_enough(made, int(variant))
    return Piece(best["sha256"], best["media_type"], best["size"])


def _wide_enough(made: list[Any], width: int) -> Any:
    made = sorted(made, key=lambda each: each["width"])
    return next((each for each in made if each["width"] >= width), made[-1])


def unfinished(ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these photos whose smaller pictures could not be made so far: tried at least once, or given up."""
    if not ids:
        return set()
    failed = sa.select(Job.args).where(Job.kind == "storage.derive", Job.attempts > 0)
    failed = failed.where(Job.state.in_((State.READY, State.DEAD)))
    tried = {args.get("file_id") for args in db.session.scalars(failed)}
    return {id for id in ids if str(id) in tried}


def mentioned() -> set[bytes]:
    """The hashes of everything that a living row stands for."""
    rows = sa.select(StoredFile.sha256, StoredFile.variants).where(StoredFile.deleted_at.is_(None))
    found = set()
    for sha256, variants in db.session.execute(rows).yield_per(1000):
        found.add(bytes.fromhex(sha256))
        found.update(bytes.fromhex(each["sha256"]) for each in variants)
    return found


def is_mentioned(sha256: str) -> bool:
    """Whether a living row stands for this master or document."""
    living = sa.select(StoredFile.id).where(StoredFile.sha256 == sha256, StoredFile.deleted_at.is_(None))
    return db.session.scalars(living.limit(1)).first() is not None
