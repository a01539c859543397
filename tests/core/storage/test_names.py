"""A file's name is made safe to show, and stays recognisable."""

import pytest

from portal.core.storage.names import for_saving, tidy


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Thư bà Ba.pdf", "Thư bà Ba.pdf"),
        ("Thư.pdf", "Thư.pdf"),
        ("C:\\Users\\Ba\\anh.jpg", "anh.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\u200b\x00\r\nb.jpg", "a b.jpg"),
        ('a"<b>.jpg', "a--b-.jpg"),
        ("", "photo.jpg"),
        ("...", "photo.jpg"),
        ("👍.jpg", "👍.jpg"),
    ],
)
def test_a_name_is_tidied(given: str, kept: str) -> None:
    assert tidy(given, fallback="photo.jpg") == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = tidy("ả" * 500 + ".jpeg", fallback="x")
    assert (len(name), name[-5:]) == (120, ".jpeg")


def test_a_long_name_without_ending_is_cut() -> None:
    assert len(tidy("a" * 500, fallback="x")) == 120


def test_a_saved_file_ends_as_what_it_is() -> None:
    assert for_saving("thư.exe", "application/pdf") == "thư.pdf"
    assert for_saving("thư.PDF", "application/pdf") == "thư.PDF"
    assert for_saving("ảnh.heic", "image/jpeg") == "ảnh.jpg"
    assert len(for_saving("a" * 120, "application/pdf")) == 120
