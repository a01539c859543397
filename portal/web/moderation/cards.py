"""A thing of any kind as the pages of second looks show it, and the right that judging it asks for."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from flask_babel import gettext

from portal.consultations.candidates import queries as candidates
from portal.consultations.opinions import clusters, queries, replies
from portal.consultations.opinions import reading as opinions
from portal.consultations.opinions.models import Cluster, Opinion, Reply
from portal.consultations.opinions.policy import Opinions
from portal.core.actor import Actor
from portal.core.i18n import N_
from portal.core.policy import Permission, may
from portal.moderation import edited, redactions
from portal.moderation.eyes.states import Act
from portal.moderation.policy import Moderation
from portal.nominations import reading
from portal.nominations.models import Nomination
from portal.stories.models import Story
from portal.stories.policy import Stories
from portal.web.kit.locale import to

KINDS = {
    "nomination": N_("Testimony"),
    "opinion": N_("Opinion"),
    "opinion_reply": N_("Answer"),
    "opinion_cluster": N_("Sign of a campaign"),
    "story": N_("Story"),
}
RIGHTS: dict[tuple[str, Act], Permission] = {
    ("nomination", Act.DECIDE): Moderation.DECIDE,
    ("opinion", Act.DECIDE): Opinions.PUBLISH,
    ("opinion", Act.UNPUBLISH): Opinions.RECONSIDER,
    ("opinion_reply", Act.DECIDE): Opinions.REVIEW_REPLY,
    ("opinion_reply", Act.UNPUBLISH): Opinions.REVIEW_REPLY,
    ("opinion_cluster", Act.CLEAR): Opinions.MARK_CLUSTER,
    ("story", Act.UNPUBLISH): Stories.REMOVE,
}
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Card:
    """What is read of a thing before it is judged."""

    kind: str
    title: str
    number: str
    text: str
    address: str
    stance: str = ""


def judges(by: Actor, act: Act, thing: Any) -> bool:
    """Whether this member of staff may do the act on the thing at all, and has no part in the matter."""
    right = RIGHTS.get((thing.__tablename__, act))
    return right is not None and may(by, right, thing)


def of(thing: Any) -> Card:
    """A thing as it is read by who has not opened what was sent: with its covers in place."""
    return SHOWN[thing.__tablename__](thing)


def as_sent(thing: Any) -> Card:
    """A thing as it was sent: for whom the reading of it was put on record."""
    match thing:
        case Nomination():
            told = reading.originals(thing)
            return replace(of(thing), title=told["title"], text=_story(told))
        case Opinion() | Reply():
            return replace(of(thing), text=thing.text)
    return of(thing)


def _nomination(thing: Nomination) -> Card:
    told = edited.going_on(thing, reading.originals(thing))
    return Card("nomination", told["title"], thing.number, _story(told), to("desk.item", nomination_id=thing.id))


def _story(told: Mapping[str, str]) -> str:
    return "\n\n".join(value for name, value in told.items() if value and name != "title")


def _opinion(thing: Opinion) -> Card:
    address = to("desk_opinions.item", opinion_id=thing.id)
    text = opinions.as_read(thing)[thing.id]
    return Card("opinion", thing.candidate.name, thing.number, text, address, thing.stance.value)


def _reply(thing: Reply) -> Card:
    opinion = queries.one(thing.opinion_id)
    number, text = opinion.number if opinion else "", redactions.covered(thing, replies.TEXT, thing.text)
    return Card("opinion_reply", thing.signed, number, text, to("desk_replies.item", reply_id=thing.id))


def _cluster(thing: Cluster) -> Card:
    candidate, some = candidates.one(thing.candidate_id), clusters.members(thing, limit=100)
    example = next((each for each in some if each.id == thing.example_id), some[0] if some else None)
    text = opinions.as_read(example)[example.id] if example else ""
    number = gettext("1 text × %(n)s", n=thing.size)
    address = to("clusters.one", cluster_id=thing.id)
    return Card("opinion_cluster", candidate.name if candidate else "", number, text, address)


def _public(thing: Story) -> Card:
    text = unescape(_TAG.sub("\n", thing.body_html))
    return Card("story", thing.title, thing.people, text, to("editor.story", story_id=thing.id))


SHOWN: dict[str, Callable[[Any], Card]] = {
    "nomination": _nomination,
    "opinion": _opinion,
    "opinion_reply": _reply,
    "opinion_cluster": _cluster,
    "story": _public,
}
