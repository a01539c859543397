"""Photos that told where they were taken when they came in. The place was removed before anything was stored; that it was
there may mean that somebody's home is shown. Faces and words in photos are not looked for: no library small enough to keep
does so honestly, and a wrong "no faces" would be trusted. The moderator looks."""

from collections.abc import Iterator

from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind


def _run(subject: Subject) -> Iterator[Finding]:
    if subject.places_in_photos:
        yield Finding(FlagKind.PLACE_IN_PHOTO, 0, 0, params={"photos": subject.places_in_photos})


CHECK = Check("photos", 1, _run)
