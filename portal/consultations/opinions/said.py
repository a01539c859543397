"""An opinion as its writer handed it in, cleaned: values, before it is anything."""

import uuid
from dataclasses import dataclass
from datetime import date

from portal.consultations.opinions.states import Channel, Display, HowKnown, Relation, Stance


@dataclass(frozen=True)
class Said:
    """What a form says. `phone` is E.164; `files` are stored files handed in, `letter` the scan of a paper."""

    stance: Stance
    text: str
    how_known: HowKnown
    relation: Relation = Relation.NONE
    relation_text: str = ""
    ward_code: str | None = None
    display: Display = Display.STAFF
    name: str = ""
    phone: str = ""
    email: str = ""
    language: str = "vi"
    files: tuple[uuid.UUID, ...] = ()
    letter: uuid.UUID | None = None


@dataclass(frozen=True)
class Sent:
    """How it came: when the request arrived, the mark of the form it came from, and where from (already hashed)."""

    form_key: str
    receipt_hash: str
    channel: Channel = Channel.WEB
    network: str = ""
    device: str = ""
    slow_lane: bool = False
    received_on: date | None = None  # when it reached the Board on paper, by telephone or at the desk, if before today
