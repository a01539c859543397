"""A form with files, read as it comes: every word of it is kept wherever it stands, files as far as there is room.

A body may be larger than anything we take in, be cut off on its way, or meet a full disk. None of that is a reason to
lose what somebody typed beside the files: a file that could not be kept says why to whoever reads it, the other files
and all words are there, and never more than a piece of the body is held in memory.
"""

import contextlib
import io
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Any, cast

import flask
import structlog
from flask import Flask, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.sansio.multipart import Data, Epilogue, Event, Field, File, MultipartDecoder, NeedData, State
from werkzeug.wsgi import get_input_stream

from portal.core.errors import Refusal
from portal.core.i18n import N_
from portal.core.storage import limits
from portal.core.storage.faults import StoreFull
from portal.core.storage.unfit import UnfitFile, Why
from portal.web.kit.origin import READING

log = structlog.get_logger()
FORM = "multipart/form-data"
WORDS = 1024 * 1024  # bytes of all words of a form: several times what the longest of ours can hold
ROOM = 60 * 1024 * 1024  # bytes of all files: five of 10 MB, and some that are looked at only to be refused
FILES = 12  # looked at, more than any form takes; so many pieces of AT_ONCE are held in memory at most
PARTS = 1000
AT_ONCE = 64 * 1024  # bytes of one piece; a file that is no larger needs no disk
LONGEST = 640 * 1024 * 1024  # bytes read of a body: one of half a gigabyte runs past, and is refused with words
AHEAD = "only_words"  # in a form whose words go ahead of its files, as static/js/page.js sends them
PART_CAME = N_(
    "Only a part of what you sent reached us. The words that came are kept: look at them, choose your files again, and send once more."
)


class CutOff(BadRequest):
    """A form with its browser's token, of which not all came: its words are to be kept, nothing is to be done."""


class _Lost(io.RawIOBase):
    """Stands where a file could not be kept."""

    def __init__(self, why: Refusal) -> None:
        self.why = why

    def read(self, size: int = -1, /) -> bytes:
        """Raises the reason why there is nothing to read."""
        raise self.why


class _Arriving:
    """A file on its way to a nameless one of ours; once it is lost, what else comes of it is let run past."""

    def __init__(self, part: File, lost: Refusal | None) -> None:
        self.part, self.lost, self.size = part, lost, 0
        self._kept = SpooledTemporaryFile(AT_ONCE)  # noqa: SIM115  # closed with the request
        if lost:
            self._kept.close()

    def write(self, data: bytes, room: int) -> None:
        """Keep more of it, where there still is room for so many bytes."""
        if self.lost is None and self.size + len(data) > limits.BYTES:
            self.lose(UnfitFile(Why.TOO_LARGE))
        elif self.lost is None and len(data) > room:
            self.lose(UnfitFile(Why.CROWDED))
        if self.lost is None:
            with self._disk():
                self._kept.write(data)
                self.size += len(data)

    def lose(self, why: Refusal) -> None:
        """Give its room back."""
        self.lost, self.size = self.lost or why, 0
        with contextlib.suppress(OSError):  # what could not be written is written once more by closing
            self._kept.close()

    def storage(self) -> FileStorage:
        """The file as views know files."""
        if self.lost is None:
            with self._disk():
                self._kept.seek(0)  # writes what was not written yet
        stream = cast(Any, _Lost(self.lost) if self.lost else self._kept)
        return FileStorage(stream, self.part.filename, self.part.name, headers=self.part.headers)

    @contextlib.contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            log.error("parcel.no_room", code=fault.errno)
            self.lose(StoreFull())


class Parcel:
    """One such form, fed piece by piece; once it has ended, `words` and `files` are what came of it."""

    def __init__(self, boundary: str) -> None:
        self.words: list[tuple[str, str]] = []
        self.files: list[tuple[str, FileStorage]] = []
        self.length = 0  # bytes of the words
        self._decoder = MultipartDecoder(boundary.encode("ascii", "replace"), WORDS + AT_ONCE, max_parts=PARTS)
        self._broken = False
        self._dashes = b""  # held back: the decoder takes the line before half a last mark for words
        self._kept = 0  # bytes of the files, and how many of them have names
        self._named = 0
        self._at: Field | _Arriving | None = None
        self._said = bytearray()

    @property
    def whole(self) -> bool:
        """Whether the form came to its end."""
        return self._decoder.state is State.EPILOGUE

    def feed(self, data: bytes) -> None:
        """The next bytes of the body. Never raises: what was not kept shows in the end."""
        for start in range(0, len(data), AT_ONCE):
            if self._broken or self.whole:
                return
            piece = self._dashes + data[start : start + AT_ONCE]
            self._dashes = piece[len(piece.rstrip(b"-")) :][-2:]
            self._read(piece[: len(piece) - len(self._dashes)])

    def finish(self) -> None:
        """The body has ended, at its end or on its way. Of a word that was cut nothing is kept: it may say the opposite."""
        self._read(self._dashes)
        self._dashes = b""
        if isinstance(self._at, _Arriving):
            self._at.lose(UnfitFile(Why.TRUNCATED))
            self._settle(self._at)
        self._at = None

    def _read(self, piece: bytes) -> None:
        try:
            if not self._broken:
                self._decoder.receive_data(piece)
            while not (self._broken or self.whole):
                if isinstance(event := self._decoder.next_event(), (NeedData, Epilogue)):
                    return
                self._take(event)
        except (RequestEntityTooLarge, ValueError):  # more words or parts than any form has, or heads that are none
            self._broken = True

    def close(self) -> None:
        """Let go of the files."""
        self.finish()
        for _, file in self.files:
            file.close()

    def _take(self, event: Event) -> None:
        if isinstance(event, (Field, File)) and not event.name:
            self._at = None  # no form of ours has such a part
        elif isinstance(event, Field):
            self._at, self._said = event, bytearray()
        elif isinstance(event, File):
            self._named += bool(event.filename)
            self._at = _Arriving(event, UnfitFile(Why.CROWDED) if self._named > FILES else None)
        elif isinstance(event, Data) and isinstance(self._at, Field):
            self._say(self._at, event)
        elif isinstance(event, Data) and isinstance(self._at, _Arriving):
            self._at.write(event.data, ROOM - self._kept - self._at.size)
            if not event.more_data:
                self._settle(self._at)

    def _say(self, field: Field, event: Data) -> None:
        self._said += event.data
        self.length += len(event.data)
        if self.length > WORDS:
            raise RequestEntityTooLarge()
        if not event.more_data:
            self.words.append((field.name, self._said.decode("utf-8", "replace")))
            self._at = None

    def _settle(self, file: _Arriving) -> None:
        self._kept += file.size
        self.files.append((file.part.name, file.storage()))
        self._at = None


class Request(flask.Request):
    """A request whose form is a parcel, if it has files. A page that takes none reads no more than its own limit."""

    parcel: Parcel | None = None

    def _load_form_data(self) -> None:
        boundary = self.mimetype_params.get("boundary", "")
        if "form" in self.__dict__ or self.mimetype != FORM or not boundary:
            return super()._load_form_data()
        own = self.max_content_length or 0
        most = LONGEST if own > limits.BYTES else own
        if most == own < (self.content_length or 0):
            raise RequestEntityTooLarge()
        self.parcel = self._parcel(boundary, most)
        if self.parcel.length > (self.max_form_memory_size or WORDS):
            self.parcel.close()
            raise RequestEntityTooLarge()
        came = {"form": self.parcel.words, "files": self.parcel.files}
        self.__dict__.update({name: ImmutableMultiDict(cast(Any, all_)) for name, all_ in came.items()})
        self.__dict__["stream"] = io.BytesIO()

    def _parcel(self, boundary: str, most: int) -> Parcel:
        """What the server made of it already, else what is read now, as far as it comes and no more than so many bytes."""
        there = self.environ["wsgi.input"]
        if isinstance(there, Parcel):
            return there
        parcel, read = Parcel(boundary), 0
        stream = get_input_stream(self.environ)
        with contextlib.suppress(BadRequest, OSError):  # cut off on its way
            while read < most and (data := stream.read(AT_ONCE)):
                parcel.feed(data)
                read += len(data)
        parcel.finish()
        return parcel


def install(app: Flask) -> None:
    """Read forms so. Comes after the tokens are looked at: what others send is not kept for a moment."""
    app.request_class = Request

    @app.before_request
    def came_whole() -> None:
        if request.endpoint and request.method not in READING and request.mimetype == FORM:
            request.files  # noqa: B018  # reads it
            parcel = cast(Request, request).parcel
            if parcel and (AHEAD in request.form or not parcel.whole):
                raise CutOff()
