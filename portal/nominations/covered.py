"""Whether parts of a testimony are hidden before it goes on: what tells "publish" from "publish after covering"."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.core.storage.models import StoredFile
from portal.moderation import edited, masks, redactions
from portal.moderation.redactions import Cover
from portal.moderation.states import Outcome
from portal.nominations import queries, reading
from portal.nominations.models import Nomination


def parts(nomination: Nomination) -> int:
    """How many parts of its texts and photos are covered now."""
    texts = edited.working(nomination, reading.originals(nomination))
    in_texts = sum(len(redactions.of(nomination, field, text)) for field, text in texts.items())
    drawn = masks.of([file.id for _, file in queries.files(nomination)])
    return in_texts + sum(map(len, drawn.values()))


def words(nomination: Nomination, before: Mapping[str, Sequence[Mapping[str, Any]]] | None = None) -> dict[str, str]:
    """Those of its texts that go on with words covered, by field, as they go on; photos are another matter.

    `before`: the covers that count, by field, where others did until a moment ago.
    """
    texts = edited.working(nomination, reading.originals(nomination))
    if before is not None:
        return {f: redactions.apply(texts[f], [Cover(**each) for each in covers]) for f, covers in before.items()}
    goes_on = edited.going_on(nomination, reading.originals(nomination))
    return {field: goes_on[field] for field, text in texts.items() if redactions.of(nomination, field, text)}


def photos(nomination: Nomination) -> list[StoredFile]:
    """Those of its photos of which parts are covered in every copy that goes on."""
    files = {file.id: file for _, file in queries.files(nomination)}
    return [files[id] for id, drawn in masks.of(list(files)).items() if drawn]


def named(nomination: Nomination, outcome: Outcome) -> Outcome:
    """A decision by its right name: one to publish, of which parts are covered, is to publish after covering.

    Raises Unfit for publishing after covering where nothing is covered.
    """
    if not outcome.accepts:
        return outcome
    if parts(nomination):
        return Outcome.ACCEPT_COVERED
    if outcome is Outcome.ACCEPT_COVERED:
        raise Unfit(
            N_("Nothing is covered. Tick what to cover, or choose to publish it as it stands."), field="outcome"
        )
    return outcome
