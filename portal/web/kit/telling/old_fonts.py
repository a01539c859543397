"""Text from old Vietnamese fonts (TCVN3, VNI): shown as it would read, and turned into Unicode only if the writer says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.engines.text import legacy
from portal.nominations.drafts import Typed

CONVERT, AS_TYPED, KEEP = "convert", "as_typed", "keep_as_typed"
PREVIEW = 240  # characters shown of how it would read


@dataclass(frozen=True)
class Offer:
    """A field in an old font: its name, its words, and how the text would read."""

    name: str
    label: str
    reads: str


def asked(posted: Mapping[str, str]) -> bool:
    """Whether one of the two buttons was pressed, so that the page stays."""
    return CONVERT in posted or KEEP in posted


def changed(typed: Typed, posted: Mapping[str, str]) -> Typed:
    """The answers with one field turned into Unicode, or noted as meant as typed."""
    name = posted.get(CONVERT, "")
    if name in typed and (found := legacy.detect(typed[name][0])):
        return typed | {name: [found.converted]}
    if posted.get(KEEP, "") in typed:
        return typed | {AS_TYPED: sorted({*typed.get(AS_TYPED, []), posted[KEEP]})}
    return typed


def offers(form: Any) -> list[Offer]:
    """The fields of a page that were found to be in an old font."""
    fields = [field for each in (form, *getattr(form, "subjects", [])) for field in each]
    return [Offer(f.name, str(f.label.text), f.reads[:PREVIEW]) for f in fields if getattr(f, "reads", "")]
