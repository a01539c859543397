"""What the tracking page shows of a nomination: whom it is about, the messages, the files."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from portal.core.storage.intake import Received
from portal.core.storage.limits import FILES
from portal.moderation.undoing import untold
from portal.nominations import parts, queries
from portal.nominations.followed import Followed
from portal.nominations.models import Nomination
from portal.web.kit import heard, switched
from portal.web.kit.telling import uploads


def messages(nomination: Nomination, seen: Followed) -> list[dict[str, Any]]:
    """The thread as the writer reads it: a question that can still be taken back is not there yet."""
    later = bool(seen.told.before)
    return [
        {
            "mine": message.staff_id is None,
            "who": gettext("You") if message.staff_id is None else gettext("The Board"),
            "name": message.staff_name,
            "at": message.sent_at,
            "text": message.text,
            "came": heard.came(message, to_staff=False),
        }
        for message in queries.thread(nomination)
        if not (later and message.asks and untold.fresh(message.sent_at))
    ]


def files(nomination: Nomination) -> list[dict[str, str]]:
    """The files that came with the story and after it, photos with a small picture for their sender alone."""
    told = [nomination] if len(parts.followed(nomination)) > 1 else parts.of(nomination)
    return uploads.kept([file for part in told for _, file in queries.files(part)], "track.photo")


def receive(sent: Sequence[FileStorage]) -> tuple[list[Received], list[str]]:
    """The files that were taken, and words about those that were not, each with its name."""
    if sent and (off := switched.photos()):
        return [], [off]
    if len(sent) > FILES:
        return [], [gettext("Choose up to %(most)s files at a time.", most=FILES)]
    return uploads.receive(sent)
