"""Files sent with a story: taken in one by one, each refused by name and without harm to the others."""

from collections.abc import Sequence

from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from portal.core.errors import Refusal
from portal.core.storage.faults import StoreFull, StoreUnavailable
from portal.core.storage.intake import Received
from portal.core.storage.intake import receive as take_in
from portal.core.storage.models import FileKind, FileState, StoredFile
from portal.core.storage.store import chosen
from portal.core.storage.unfit import UnfitFile
from portal.web.kit.locale import in_words, show_number, to


def receive(sent: Sequence[FileStorage]) -> tuple[list[Received], list[str]]:
    """The files that were taken, and the words about those that were not."""
    taken, refused = [], []
    for file in sent:
        try:
            taken.append(take_in(file.stream, name=file.filename or "", store=chosen()))
        except (UnfitFile, StoreFull, StoreUnavailable) as refusal:
            refused.append(named(file.filename or "", refusal))
    return taken, refused


def named(name: str, refusal: Refusal) -> str:
    """A refusal with the name of the file it is about."""
    return f"{name if len(name) <= 60 else '…' + name[-59:]}: {in_words(refusal)}"


def kept(files: Sequence[StoredFile], photo: str = "") -> list[dict[str, str]]:
    """Files we hold, as pages list them; `photo` is the page that shows one small, once that picture is made."""
    return [
        {
            "name": file.name,
            "size": size(file.size),
            "key": str(file.id),
            "thumb": to(photo, file_id=file.id) if photo and _shown(file) else "",
            "alt": gettext("Photo %(n)s that you sent", n=number),
            "refused": "",
        }
        for number, file in enumerate(files, 1)
    ]


def _shown(file: StoredFile) -> bool:
    return file.kind is FileKind.PHOTO and file.state is FileState.READY


def size(count: int) -> str:
    """A size as people read it: 2,1 MB."""
    if count < 1024 * 1024:
        return f"{max(count // 1024, 1)} KB"
    return f"{show_number(round(count / 1024 / 1024, 1))} MB"
