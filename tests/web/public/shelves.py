"""Stories put straight on the shelf, for tests of the pages that show them."""

import uuid
from datetime import UTC, date, datetime, timedelta

from flask import Flask

from portal.core.db import unit_of_work
from portal.engines.text.fold import fold
from portal.nominees.models import Nominee
from portal.nominees.states import Honorific, NomineeKind, PositionGroup
from portal.organisations.models import Ward, WardKind, WardSuccession
from portal.stories import shelving
from portal.stories.models import Story
from portal.stories.states import RemovalReason, StoryState, Theme

ENDED = date(2025, 6, 30)
START = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)


def put(app: Flask, title: str, *, slug: str = "", ward: str = "Hồng Hà", theme: Theme = Theme.RESCUE, days: int = 0,
        group: PositionGroup = PositionGroup.CITIZEN, thanks: int = 0, body: str = "<p>Ông chèo thuyền.</p>",
        state: StoryState = StoryState.PUBLISHED, drawing: str = "story-song-hong") -> str:  # fmt: skip
    """Put one story on the shelf; gives its slug."""
    slug = slug or fold(title).replace(" ", "-")
    at = START + timedelta(days=days)
    with app.app_context(), unit_of_work() as session:
        code = f"hn-{fold(ward).replace(' ', '-')}"
        if session.get(Ward, code) is None:
            session.add(Ward(code=code, kind=WardKind.WARD, name=ward, name_fold=fold(ward)))
        nominee = Nominee(kind=NomineeKind.PERSON, name="Nguyễn Văn Thạo", name_fold="nguyen van thao",
                          honorific=Honorific.ONG, position_group=group, created_at=at)  # fmt: skip
        session.add(nominee)
        session.flush()
        story = Story(
            state=state, slug=slug, nominee_id=nominee.id, title=title, deck=f"Lời dẫn của {title}.", body_html=body,
            quote="Thấy người ngã thì vớt.", quote_by="Ông Thạo", people="Ông Nguyễn Văn Thạo", position_group=group,
            ward_code=code, place="bãi Giữa", year=at.year, told_by="ông Tạ Quang Vinh", thanks=thanks,
            themes_text=theme.value, illustration=drawing, photo_alt="ông Thạo chèo thuyền", author_id=uuid.uuid4(),
            created_at=at, changed_at=at, published_at=at,
        )  # fmt: skip
        if state is StoryState.REMOVED:
            story.removed_at, story.removal_reason = at, RemovalReason.NOMINEE_ASKED
        session.add(story)
        session.flush()
        shelving.reshelve(story, ())
    return slug


def followed(app: Flask, name: str, district: str, by: str) -> None:
    """A former ward that went into a present one."""
    with app.app_context(), unit_of_work() as session:
        code = f"cu-{fold(name).replace(' ', '-')}"
        session.add(
            Ward(code=code, kind=WardKind.WARD, name=name, name_fold=fold(name), district=district, valid_to=ENDED)
        )
        session.flush()
        successor = f"hn-{fold(by).replace(' ', '-')}"
        session.add(WardSuccession(predecessor_code=code, successor_code=successor, whole=True))
