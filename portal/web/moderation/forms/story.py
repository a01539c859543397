"""The editor's form: words, facts, themes and photos of one story."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Part
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.engines.text import marks
from portal.nominees.states import PositionGroup
from portal.stories.content import Content, Shot
from portal.stories.states import RemovalReason, Theme
from portal.stories.wording import REMOVALS
from portal.web.kit.days import DayField
from portal.web.kit.drawings import DRAWINGS
from portal.web.kit.fields import Revision
from portal.web.kit.forms import Form
from portal.web.kit.words import GROUPS, THEMES

SAME = (
    "title",
    "deck",
    "quote",
    "quote_by",
    "people",
    "ward_then",
    "place",
    "happened_text",
    "told_by",
    "illustration",
)


def picks(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Pairs of value and words as a list's choices."""
    return [SelectChoice(value, text) for value, text in pairs]


class ShotPart(Part):
    """One photo that came with a testimony, and how it stands in the story."""

    file_id = HiddenField()
    use = BooleanField(_l("Show this photo"))
    order = IntegerField(_l("Order"), [Optional()])
    alt = StringField(_l("Description for those who cannot see it"))
    caption = StringField(_l("Caption"))
    credit = StringField(_l("Who took it"))
    focus_x = IntegerField(_l("Focus: per cent from the left"), [Optional(), NumberRange(0, 100)])
    focus_y = IntegerField(_l("Focus: per cent from the top"), [Optional(), NumberRange(0, 100)])

    def shot(self) -> Shot:
        """What was chosen for this photo."""
        return Shot(
            _key(self.file_id.data or ""), self.alt.data or "", self.caption.data or "", self.credit.data or "",
            _percent(self.focus_x.data), _percent(self.focus_y.data),
        )  # fmt: skip


def _key(text: str) -> uuid.UUID:
    """The key of a photo; one that no photo has where somebody made something else of it."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


def _percent(value: int | None) -> int:
    return 50 if value is None else value


class StoryForm(Form):
    """Everything of a story that an editor writes."""

    of_version = Revision()
    title = StringField(_l("Title"))
    deck = TextAreaField(_l("What was done, in one or two sentences"))
    body = TextAreaField(_l("The story"))
    quote = StringField(_l("A sentence to set large"))
    quote_by = StringField(_l("Who said it"))
    people = StringField(_l("Whose story it is, as printed"))
    position_group = SelectField(_l("Who they are"), choices=picks((g.value, text) for g, text in GROUPS.items()))
    ward_code = SelectField(_l("Ward or commune"))
    ward_then = StringField(_l("Its name on the day of the deed, if another"))
    place = StringField(_l("Place"))
    happened_text = StringField(_l("When"))
    happened_from = DayField(_l("Date, if it is known"), description=_l("For example 24/11/2026."))
    told_by = StringField(_l("Told by"))
    themes = SelectMultipleField(
        _l("Kinds of deed"),
        choices=picks((t.value, text) for t, text in THEMES.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    illustration = RadioField(_l("Drawing, where there is no photo"), default="")
    photos = FieldList(FormField(ShotPart), label=_l("Photos"))
    note = StringField(_l("What was corrected; readers see this"))

    def content(self) -> Content:
        """What was written. Photos stand in the order of their numbers, those without one after the others."""
        used = [part.form for part in self.photos if part.form.use.data]
        used.sort(key=lambda part: 99 if part.order.data is None else part.order.data)
        return Content(
            body_html=marks.to_html(self.body.data or ""),
            position_group=PositionGroup(self.position_group.data),
            ward_code=self.ward_code.data or None,
            happened_from=self.happened_from.data,
            themes=tuple(Theme(value) for value in self.themes.data or ()),
            photos=tuple(part.shot() for part in used),
            **cast(dict[str, Any], {name: getattr(self, name).data or "" for name in SAME}),
        )


def values(content: Content, sent: Sequence[tuple[uuid.UUID, str]]) -> dict[str, Any]:
    """A story's content as the form starts from it; `sent` are its testimonies' photos with who took them."""
    chosen = {shot.file_id: (at, shot) for at, shot in enumerate(content.photos, 1)}
    photos = []
    for file_id, taken_by in sent:
        at, shot = chosen.get(file_id, (None, Shot(file_id, credit=taken_by)))
        photos.append({
            "file_id": str(file_id), "use": at is not None, "order": at, "alt": shot.alt, "caption": shot.caption,
            "credit": shot.credit, "focus_x": shot.focus_x, "focus_y": shot.focus_y,
        })  # fmt: skip
    return {
        "body": marks.from_html(content.body_html), "position_group": content.position_group.value,
        "ward_code": content.ward_code or "", "happened_from": content.happened_from, "themes": [theme.value for theme in content.themes], "photos": photos,
        **{name: getattr(content, name) for name in SAME},
        "illustration": content.illustration if content.illustration in DRAWINGS else "",
    }  # fmt: skip


class PublishForm(Form):
    """Nothing to fill in: the version that was looked at."""

    of_version = Revision()


class RemoveForm(Form):
    """Why a story is taken down, and what readers are told besides."""

    of_version = Revision()
    reason = SelectField(
        _l("Reason, as readers of its address see it"),
        choices=picks([("", ""), *((r.value, t) for r, t in REMOVALS.items())]),
    )
    why = TextAreaField(_l("Why (colleagues will read it)"))
    note = TextAreaField(_l("A note for readers"))

    def chosen(self) -> RemovalReason | None:
        """The reason, once one is chosen: nothing is chosen beforehand."""
        return next((r for r in RemovalReason if r.value == self.reason.data), None)
