"""What appeals and reports are about, wherever it lives: how it is found, named and reached from the desk."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.consultations.candidates import queries as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import queries as opinions
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState
from portal.core.i18n import N_
from portal.nominations import appealing
from portal.nominations import queries as nominations
from portal.nominations.models import Nomination
from portal.stories import queries as stories
from portal.stories.models import Story
from portal.stories.states import StoryState
from portal.web.kit.locale import to


@dataclass(frozen=True)
class Known:
    """A thing that somebody wrote about, as its item's page shows it."""

    name: str  # "A story"
    text: str
    desk: str  # its page at the desk; nothing for who may not open it
    public: str = ""  # where the public reads it now, if anywhere
    also: str = ""


def of(thing_kind: str, thing_id: uuid.UUID) -> Known | None:
    """The thing as it is now; nothing for one that is no more."""
    find, show = KINDS[thing_kind]
    thing = find(thing_id)
    return show(thing) if thing is not None else None


def _nomination(n: Nomination) -> Known:
    also = "\n".join(appealing.masked(n).values())
    return Known(N_("A story that was told"), f"{n.title}\n{n.story}", to("desk.item", nomination_id=n.id), also=also)


def _opinion(o: Opinion) -> Known:
    shown = o.state is OpinionState.PUBLISHED
    page = to("rounds.candidate", slug=o.candidate.round.slug, name=o.candidate.slug) if shown else ""
    return Known(N_("An opinion"), o.text, to("desk_opinions.item", opinion_id=o.id), page, o.shown_text or "")


def _story(s: Story) -> Known:
    shown = to("stories.story", slug=s.slug) if s.state is StoryState.PUBLISHED else ""
    return Known(N_("A public story"), f"{s.title}\n{s.deck}", to("editor.story", story_id=s.id), shown)


def _candidate(c: Candidate) -> Known:
    page = to("rounds.candidate", slug=c.round.slug, name=c.slug)
    return Known(
        N_("A candidate’s page"), f"{c.name}\n{c.headline}", to("board_candidates.one", candidate_id=c.id), page
    )


KINDS: dict[str, tuple[Callable[[uuid.UUID], Any], Callable[[Any], Known]]] = {
    Nomination.__tablename__: (nominations.one, _nomination),
    Opinion.__tablename__: (opinions.one, _opinion),
    Story.__tablename__: (stories.one, _story),
    Candidate.__tablename__: (candidates.one, _candidate),
}
