"""Work on files that waits for nobody: smaller pictures of photos, and clearing what no row mentions."""

import uuid
from datetime import timedelta

import structlog

from portal.core import clock
from portal.core.db import db, unit_of_work
from portal.core.jobs.registry import every, handler
from portal.core.storage import limits, looks, queries
from portal.core.storage.models import FileState, StoredFile
from portal.core.storage.pictures import Rectangle, Variant
from portal.core.storage.store import Entry, LocalStore, Store, chosen, contents, key_of

log = structlog.get_logger()
DERIVE, SWEEP = "storage.derive", "storage.sweep"


@handler(DERIVE)
def derive(file_id: str) -> None:
    """Make a photo's smaller pictures, with what is to be covered painted over. Twice gives the same."""
    file = db.session.get(StoredFile, uuid.UUID(file_id))
    if file is None or file.state is not FileState.WAITING or file.deleted_at is not None:
        return
    key, covered = file.key, list(file.covered)
    db.session.rollback()  # no lock is held while pictures are made
    from portal.core.storage import photos  # brings Pillow

    master = contents(chosen(), key)
    if covered:
        master = photos.redact(master, [Rectangle(*part) for part in covered])
    made = [_put(chosen(), variant) for variant in photos.derive(master)]
    with unit_of_work():
        file = db.session.get_one(StoredFile, uuid.UUID(file_id))
        if file.state is FileState.WAITING and file.covered == covered:  # else later work makes them anew
            file.variants, file.state = made, FileState.READY
            looks.changed(file)


@every(timedelta(hours=1), SWEEP, lease=timedelta(minutes=30))
def sweep() -> None:
    """Remove from the store what no living row mentions."""
    gone = sweep_orphans(chosen())
    if gone:
        log.info("storage.swept", files=gone)


def sweep_orphans(store: Store) -> int:
    """Remove what no row mentions and nobody put lately; say how many.

    First the store is listed, then the rows are read: a file that came between is young, and a file put again is young
    again. Each is looked at once more just before it goes, and `keep` makes sure that what it enters is still there.
    """
    before = clock.now() - timedelta(hours=limits.ORPHAN_HOURS)
    old = [entry.key for entry in store.entries() if entry.put_at < before]
    living = queries.mentioned()
    db.session.rollback()
    gone = [key for key in old if bytes.fromhex(key[3:]) not in living and _remove(store, store.entry(key))]
    if isinstance(store, LocalStore):
        store.drop_halves(before)
    return len(gone)


def _remove(store: Store, entry: Entry | None) -> bool:
    before = clock.now() - timedelta(hours=limits.ORPHAN_HOURS)
    if entry is None or entry.put_at >= before or queries.is_mentioned(entry.key[3:]):
        return False
    db.session.rollback()
    store.delete(entry.key)
    return True


def _put(store: Store, variant: Variant) -> dict[str, str | int]:
    store.put(key_of(variant.sha256), variant.data, variant.media_type)
    return {
        "width": variant.width,
        "height": variant.height,
        "media_type": variant.media_type,
        "sha256": variant.sha256,
        "size": len(variant.data),
    }
