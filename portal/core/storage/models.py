"""Files that people handed in, as the database knows them; their bytes lie in the store."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, Keyed, Utc, choice
from portal.core.storage.store import key_of


class FileKind(StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"


class FileState(StrEnum):
    WAITING = "waiting"  # the smaller copies are still to be made
    READY = "ready"
    FAILED = "failed"


class StoredFile(Keyed, Base):
    """One file. `sha256` names its bytes in the store; a photo's metadata is gone before anything is stored."""

    __tablename__ = "stored_file"

    kind: Mapped[FileKind] = mapped_column(choice(FileKind, "kind"))
    state: Mapped[FileState] = mapped_column(choice(FileState, "state"))
    name: Mapped[str] = mapped_column(sa.String(120))  # as the person's device called it, tidied
    media_type: Mapped[str] = mapped_column(sa.String(60))
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    width: Mapped[int | None]
    height: Mapped[int | None]
    variants: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # {width, height, media_type, sha256, size}
    covered: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # [left, top, width, height] shares, painted over
    had_gps: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(
        default=False
    )  # a document that is a form and would send or fetch; served inert
    created_at: Mapped[datetime] = mapped_column(Utc)
    deleted_at: Mapped[datetime | None] = mapped_column(Utc)

    @property
    def key(self) -> str:
        """Where its master or document lies in the store."""
        return key_of(self.sha256)
