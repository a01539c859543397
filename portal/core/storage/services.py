"""What is done with a file after it came in. Who may do it is for the room the file belongs to."""

from collections.abc import Iterable

from portal.core import clock
from portal.core.db import db
from portal.core.errors import Missing
from portal.core.jobs.queue import tell
from portal.core.storage import jobs, looks, queries
from portal.core.storage.faults import StoreUnavailable
from portal.core.storage.intake import Received
from portal.core.storage.models import FileKind, FileState, StoredFile
from portal.core.storage.pictures import Rectangle
from portal.core.storage.store import chosen, contents


def keep(received: Received) -> StoredFile:
    """Enter a received file in the present unit of work, and ask for a photo's smaller pictures.

    Raises StoreUnavailable where the store has lost it meanwhile.
    """
    if not chosen().exists(received.key):
        raise StoreUnavailable()
    photo = received.kind == FileKind.PHOTO
    file = StoredFile(
        kind=FileKind(received.kind),
        name=received.name,
        media_type=received.media_type,
        size=received.size,
        sha256=received.sha256,
        width=received.width,
        height=received.height,
        state=FileState.WAITING if photo else FileState.READY,
        variants=[],
        covered=[],
        had_gps=received.had_gps,
        active=received.active,
        created_at=clock.now(),
    )
    db.session.add(file)
    db.session.flush()
    if photo:
        tell(jobs.DERIVE, unique_key=f"{jobs.DERIVE}:{file.id}", file_id=str(file.id))
    return file


def cover(file: StoredFile, *, parts: Iterable[Rectangle]) -> None:
    """Paint over these parts, and no others, in every copy the public sees; the master stays as it is.

    Until the new copies are made the public is shown none. Raises Missing for a document.
    """
    if file.kind is not FileKind.PHOTO:
        raise Missing()
    file.covered = [[part.left, part.top, part.width, part.height] for part in parts]
    file.variants, file.state = [], FileState.WAITING
    looks.changed(file)
    tell(jobs.DERIVE, file_id=str(file.id))


def again(file: StoredFile) -> None:
    """Ask once more for the smaller pictures of a photo that has none yet; nothing to do for any other."""
    if file.state is FileState.WAITING and file.deleted_at is None:
        tell(jobs.DERIVE, file_id=str(file.id))


def preview(file: StoredFile, *, fx: float = 0.5, fy: float = 0.5) -> bytes:
    """The picture other sites show beside a link to a page with this photo, covered parts covered. Raises Missing."""
    from portal.core.storage import photos  # brings Pillow

    return photos.crop_og(contents(chosen(), queries.piece(file, queries.JPEG).key), fx, fy)


def forget(file: StoredFile) -> None:
    """Delete a file: nobody gets it from now on, and its bytes go within a day."""
    file.deleted_at = file.deleted_at or clock.now()
