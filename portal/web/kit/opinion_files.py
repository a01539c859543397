"""Files chosen on the form of an opinion: taken in before anything else is judged, listed again, taken away again."""

import uuid

from flask import g, request

from portal.consultations.opinions import limits, waiting
from portal.core.db import db, unit_of_work
from portal.core.errors import TooMany, Unfit
from portal.core.i18n import N_
from portal.core.storage.intake import Received
from portal.web.kit import switched
from portal.web.kit.limits import meter, network
from portal.web.kit.session import actor
from portal.web.kit.telling import uploads

AWAY = "take_away"  # the button beside a file: its value is the file
PER_NETWORK = "600/hour"  # cleaning one costs seconds of work
ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf"
MANY = N_("Very many files come from your network right now. Send your opinion without this one, or try again later.")


def asked_away() -> bool:
    """Whether the button beside a file was pressed, not the one that sends."""
    return AWAY in request.form


def chosen(field: str = "files") -> bool:
    """Whether there is anything to do about files."""
    return asked_away() or any(file.filename for file in request.files.getlist(field))


def take_in(form_key: str, field: str = "files") -> list[str]:
    """Keep what was chosen, drop what was taken away; words about each file that was not kept."""
    sent = [file for file in request.files.getlist(field) if file.filename]
    if not sent and not asked_away():
        return []
    if sent and (off := switched.photos()):
        return [off]
    db.session.rollback()  # nothing is held open while pictures are cleaned
    within = [file for file in sent[: limits.FILES] if meter.note("opinion.upload", PER_NETWORK, network())]
    received, refused = uploads.receive(within)
    refused += [
        uploads.named(file.filename or "", TooMany(MANY)) for file in sent[: limits.FILES] if file not in within
    ]
    refused += [uploads.named(file.filename or "", Unfit(waiting.TOO_MANY)) for file in sent[limits.FILES :]]
    with unit_of_work():
        g.pop("actor", None)
        refused += [fault for each in received if (fault := _kept(form_key, each))]
        if (file_id := request.form.get(AWAY, type=uuid.UUID)) is not None:
            waiting.drop(form_key, file_id, by=actor())
    return refused


def _kept(form_key: str, received: Received) -> str:
    """Nothing where the file is kept, else words why not."""
    try:
        waiting.hold(form_key, received, by=actor())
    except Unfit as refusal:
        return uploads.named(received.name, refusal)
    return ""


def shown(form_key: str) -> list[dict[str, str]]:
    """The files that wait, as the form lists them."""
    return uploads.kept([each.file for each in waiting.of(form_key)])
