"""Why a file is not taken, each reason with the sentence the person reads beside the field."""

from enum import StrEnum

from portal.core.errors import Unfit
from portal.core.i18n import N_


class Why(StrEnum):
    """The ways in which a file can be unfit."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_ALLOWED_KIND = "not_allowed_kind"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too_many_pixels"
    POLYGLOT = "polyglot"
    LOCKED = "locked"
    ACTS = "acts"
    CROWDED = "crowded"


SENTENCES = {
    Why.EMPTY: N_("This file is empty. Choose it again, or choose another."),
    Why.TOO_LARGE: N_("This file is too large. Choose one under 10 MB."),
    Why.NOT_ALLOWED_KIND: N_("Only photos (JPG, PNG, WebP, HEIC) and PDF documents can be sent."),
    Why.TRUNCATED: N_("Only part of this file arrived. Choose it again."),
    Why.DAMAGED: N_("This file is damaged and cannot be opened. Choose another copy."),
    Why.TOO_MANY_PIXELS: N_(
        "This picture has too many pixels. Set the camera to a smaller size and take it again, or save the picture as a JPG."
    ),
    Why.POLYGLOT: N_("This file hides another file inside. Save it again as a photo or a PDF, then choose it."),
    Why.LOCKED: N_(
        "This PDF is locked with a password or against changes, so that we cannot look into it. Open it and print it to a new PDF, or send photos of its pages."
    ),
    Why.ACTS: N_("This PDF holds a program or other files inside. Print it to a new PDF, or send photos of its pages."),
    Why.CROWDED: N_(
        "Too many files came at once, so this one was left out. Choose it again and send it with fewer others."
    ),
}

_OFFICE = N_("This is an office document. Save it as PDF, then choose the PDF.")
_PICTURE = N_("This kind of picture is not taken. Choose a JPG, PNG, WebP or HEIC photo.")
_ARCHIVE = N_("This is an archive. Take the files out of it and choose them one by one.")
_FILM = N_("Films and sound recordings cannot be sent here. Choose a photo or a PDF.")
_PAGE = N_("This is a web page or a text file. Save it as PDF, then choose the PDF.")

_BY_KIND = {
    **dict.fromkeys(("doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf"), _OFFICE),
    **dict.fromkeys(("svg", "gif", "bmp", "tif", "ico", "avif", "psd", "jxl", "jp2", "cr2"), _PICTURE),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tar", "bz2", "xz"), _ARCHIVE),
    **dict.fromkeys(("mp4", "mov", "avi", "mkv", "webm", "3gp", "m4a", "mp3", "wav", "ogg", "amr"), _FILM),
    **dict.fromkeys(("html", "xml", "txt"), _PAGE),
    "pdf": N_("A photo is needed here, and this is a PDF."),
    "photo": N_("A PDF document is needed here, and this is a photo."),
}


class UnfitFile(Unfit):
    """A file that is not taken: `why`, and `seen`, the kind it turned out to be; its msgid is for the person."""

    def __init__(self, why: Why, seen: str = "") -> None:
        super().__init__(_BY_KIND.get(seen, SENTENCES[why]) if why is Why.NOT_ALLOWED_KIND else SENTENCES[why])
        self.why = why
        self.seen = seen
