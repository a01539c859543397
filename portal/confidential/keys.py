"""The two rings of keys, and how rows are shut and opened with them."""

import json
from collections.abc import Mapping
from typing import Any

from portal.confidential.models import IDENTITIES, TEXTS, Sealed
from portal.engines.sealing.ring import Ring, read_keys

BLOCKS = {"sealed": 256, "body": 64 * 1024}  # bytes up to which lengths are rounded, of words and of files
_rings: dict[str, Ring] = {}


def hold(*, texts: str, identities: str) -> None:
    """Set the rings of this process, as they are written in the settings. Raises ValueError."""
    _rings[TEXTS], _rings[IDENTITIES] = Ring(read_keys(texts)), Ring(read_keys(identities))


def ring_of(kind: type[Sealed]) -> Ring:
    """The ring that shuts rows of this kind."""
    return _rings[kind.ring]


def shut(row: Any, **said: object) -> None:
    """Seal what a row says; its `id` must be set."""
    plain = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    row.sealed, row.key_id = _sealed(row, "sealed", plain), ring_of(type(row)).newest


def shut_body(row: Any, body: bytes) -> None:
    """Seal the bytes of a file."""
    row.body = _sealed(row, "body", body)


def shut_anew(row: Any) -> dict[str, bytes]:
    """Every sealed column of a row under the newest key. Raises Unsealable."""
    return {column: _sealed(row, column, _plain(row, column)) for column in row.shut}


def opened(row: Any) -> Mapping[str, Any]:
    """What a row says. Raises Unsealable."""
    said: Mapping[str, Any] = json.loads(_plain(row, "sealed"))
    return said


def body_of(row: Any) -> bytes:
    """The bytes of a file. Raises Unsealable."""
    return _plain(row, "body")


def mark(receipt_hash: str) -> str:
    """What a report's row keeps of a receipt. Elsewhere its plain hash may stand: nobody can tie the two in the database."""
    return _rings[TEXTS].mark(receipt_hash)


def marks(receipt_hash: str) -> tuple[str, ...]:
    """Every mark under which a receipt may be kept, and its plain hash, which rows from before marks hold."""
    return (*_rings[TEXTS].marks(receipt_hash), receipt_hash)


def _sealed(row: Any, column: str, plain: bytes) -> bytes:
    return ring_of(type(row)).seal(plain, _place(row, column), block=BLOCKS[column])


def _plain(row: Any, column: str) -> bytes:
    return ring_of(type(row)).open(getattr(row, column), _place(row, column))


def _place(row: Any, column: str) -> str:
    """Where a sealed piece belongs: it opens in no other row and no other column."""
    return f"{row.__tablename__}:{row.id}:{column}"
