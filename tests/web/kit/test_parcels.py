"""What is kept of a form with files, whatever comes in it and wherever it ends."""

import io
import tracemalloc

import pytest
from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge

from portal.core.storage.unfit import UnfitFile, Why
from portal.web.kit import parcels
from portal.web.kit.parcels import Parcel

MB = 1024 * 1024
END = b"--b--\r\n"


def word(name: str, said: str) -> bytes:
    return f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{said}\r\n'.encode()


def file(name: str, held: bytes) -> bytes:
    return f'--b\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode() + held + b"\r\n"


def taken(*pieces: bytes) -> Parcel:
    parcel = Parcel("b")
    for piece in pieces:
        parcel.feed(piece)
    parcel.finish()
    return parcel


def why(parcel: Parcel, at: int) -> Why | None:
    """Why a file was not kept, if it was not."""
    try:
        parcel.files[at][1].stream.read()
    except UnfitFile as refusal:
        return refusal.why
    return None


def test_words_and_files_come_as_they_were_sent_however_they_are_cut_into_pieces() -> None:
    body = (
        word("a", "Bà Tơ")
        + file("x.jpg", b"\r\n--bx\r" * 3)
        + word("a", "")
        + file("", b"")
        + word("z", "\r\n--b x")
        + END
    )
    for size in (1, 7, len(body)):
        parcel = taken(*(body[at : at + size] for at in range(0, len(body), size)))
        assert parcel.whole and parcel.words == [("a", "Bà Tơ"), ("a", ""), ("z", "\r\n--b x")]
        assert [(f.filename, f.read()) for _, f in parcel.files] == [("x.jpg", b"\r\n--bx\r" * 3), ("", b"")]
        parcel.close()


def test_a_part_without_a_name_is_nothing() -> None:
    nameless = b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n"
    parcel = taken(nameless, nameless.replace(b"form-data", b'form-data; filename="y"'), word("a", "Tơ"), END)
    assert parcel.whole and parcel.words == [("a", "Tơ")] and parcel.files == []


def test_a_file_that_is_too_large_costs_neither_memory_nor_the_words_behind_it() -> None:
    piece, parcel = bytes(MB), Parcel("b")
    tracemalloc.start()
    for each in (file("f.mp4", b"")[:-2], *[piece] * 40, b"\r\n", word("a", "Tơ"), file("x", b"y"), END):
        parcel.feed(each)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert parcel.words == [("a", "Tơ")] and peak < MB
    assert (why(parcel, 0), why(parcel, 1)) == (Why.TOO_LARGE, None)
    parcel.close()


def test_beyond_the_room_of_one_form_files_are_let_go_by_name() -> None:
    parcel = taken(*[file(f"{n}", bytes(9 * MB)) for n in range(8)], word("a", "Tơ"), file("x", b"y"), END)
    assert [why(parcel, n) for n in range(9)] == [None] * 6 + [Why.CROWDED] * 2 + [None]
    assert parcel.words == [("a", "Tơ")]
    parcel.close()


def test_so_are_more_files_than_any_form_takes() -> None:
    parcel = taken(*[file(f"{n}", b"x") for n in range(parcels.FILES + 1)], END)
    assert [why(parcel, n) for n in (parcels.FILES - 1, parcels.FILES)] == [None, Why.CROWDED]
    parcel.close()


def test_what_is_cut_off_holds_the_words_and_files_that_came_whole() -> None:
    body = word("a", "Tơ") + file("x", b"y") + file("f", b"half")
    parcel = taken(body[:-2])
    assert (parcel.whole, parcel.words, why(parcel, 0), why(parcel, 1)) == (False, [("a", "Tơ")], None, Why.TRUNCATED)
    parcel.close()
    assert taken(word("a", "không đồng ý")[:-10]).words == []


@pytest.mark.parametrize(
    "flood",
    [word("a", "x" * 2 * MB), b"x" * 2 * MB, b"--b\r\nX: " + b"x" * 2 * MB, word("a", "") * (parcels.PARTS + 1), b"--b\r\nX: y\r\n\r\n"],
)  # fmt: skip
def test_what_is_no_form_of_ours_is_let_run_past(flood: bytes) -> None:
    parcel = taken(word("first", "Tơ") if flood.startswith(b"--b") else b"", flood, word("a", "Tơ"), END)
    assert not parcel.whole and ("a", "Tơ") not in parcel.words
    assert parcel.words[:1] in ([], [("first", "Tơ")])


def asked(app: Flask, body: bytes, own: int, length: int = 0) -> list[str]:
    """The words of a request to a page that takes in so many bytes; its body says how long it is, or claims to."""
    head = {"CONTENT_TYPE": "multipart/form-data; boundary=b", "CONTENT_LENGTH": str(length or len(body))}
    with app.test_request_context("/", method="POST", input_stream=io.BytesIO(body), environ_overrides=head):
        request.max_content_length = own
        return list(request.form.values())


def test_a_page_without_files_reads_no_more_than_its_own_limit(app: Flask) -> None:
    assert asked(app, word("a", "Tơ") + END, own=MB) == ["Tơ"]
    with pytest.raises(RequestEntityTooLarge):
        asked(app, word("a", "Tơ") + END, own=MB, length=2 * MB)


def test_more_than_half_a_gigabyte_is_not_read_to_its_end(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "LONGEST", 3 * parcels.AT_ONCE)
    body = word("a", "Tơ") + file("f.mp4", bytes(MB)) + word("z", "Tơ") + END
    assert asked(app, body, own=60 * MB) == ["Tơ"]
