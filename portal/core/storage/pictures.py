"""Photos and what is made of them, as values: to speak of them needs no Pillow."""

import hashlib
from dataclasses import dataclass

JPEG, WEBP = "image/jpeg", "image/webp"
_EDGE = 1.001  # a hand-drawn rectangle may end a hair outside


@dataclass(frozen=True)
class Photo:
    """A cleaned master, sizes in pixels; `had_gps` says that the original told where it was taken."""

    data: bytes
    width: int
    height: int
    had_gps: bool


@dataclass(frozen=True)
class Variant:
    """One picture made of a master for showing."""

    data: bytes
    width: int
    height: int
    media_type: str

    @property
    def sha256(self) -> str:
        """The hash under which it is stored."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Rectangle:
    """A part of a photo as shares of its width and height, each from 0 to 1. Raises ValueError for anything else."""

    left: float
    top: float
    width: float
    height: float

    def __post_init__(self) -> None:
        right, bottom = self.left + self.width, self.top + self.height
        if not (0 <= self.left < right <= _EDGE and 0 <= self.top < bottom <= _EDGE):
            raise ValueError(f"not a part of the photo: {self}")
