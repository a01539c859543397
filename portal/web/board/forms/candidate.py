"""The forms of a candidate: what is public of it, and the reasons of acts on it."""

import uuid
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext
from flask_wtf.file import FileField
from wtforms import BooleanField, FieldList, FormField, SelectField
from wtforms.validators import DataRequired, ValidationError

from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.services import Particulars
from portal.consultations.candidates.states import CandidateKind
from portal.consultations.rounds.limits import NOTE
from portal.consultations.rounds.states import RoundState
from portal.core import clock
from portal.core.i18n import N_
from portal.honours import queries as honours
from portal.honours.states import PublicAsked
from portal.nominees.models import Nominee
from portal.nominees.states import Honorific
from portal.organisations import queries as organisations
from portal.organisations.models import Organisation
from portal.organisations.words import ward_name
from portal.web.board.forms.rows import AchievementRow, PastHonourRow, StandardRow, filled
from portal.web.board.forms.window import ActForm
from portal.web.kit.days import DayField
from portal.web.kit.fields import Line, Number, Prose
from portal.web.kit.forms import Form
from portal.web.kit.locale import language
from portal.web.kit.opinion_words import KINDS
from portal.web.kit.telling.words import HONORIFICS

NEAR = 5  # organisations named of those that a word fits
SPARE = 2  # empty rows to write into


class CandidateForm(ActForm):
    """The minimum the law makes public, never more."""

    name = Line(
        lazy_gettext("Name as it is to be shown"),
        [DataRequired(lazy_gettext("Write the name as it is to be shown."))],
        most=160,
    )
    honorific = SelectField(lazy_gettext("How they are addressed"), choices=HONORIFICS, default="")
    kind = SelectField(
        lazy_gettext("Kind of candidate"), [DataRequired(lazy_gettext("Choose what kind of candidate this is."))]
    )
    honour_code = SelectField(lazy_gettext("Honour"), [DataRequired(lazy_gettext("Choose the honour."))])
    posthumous = BooleanField(lazy_gettext("Posthumous"))
    birth_year = Number(lazy_gettext("Year of birth"), otherwise=N_("Only the year of birth, with four digits."))
    office = Line(lazy_gettext("Office or work"), most=200)
    unit = Line(lazy_gettext("Unit, or where they live"), most=200)
    ward_code = SelectField(lazy_gettext("Ward or commune"))
    proposed_by = Line(
        lazy_gettext("Organisation that proposes"),
        [DataRequired(lazy_gettext("Say which organisation puts this candidate up."))],
        most=200,
    )
    submission_number = Line(lazy_gettext("Number of its submission"), most=60)
    submission_on = DayField(lazy_gettext("Day of its submission"))
    headline = Line(lazy_gettext("One concrete deed, for lists"), most=300)
    achievements = FieldList(FormField(AchievementRow))
    past_honours = FieldList(FormField(PastHonourRow))
    standards = FieldList(FormField(StandardRow))
    organisation: Organisation | None = None

    def __init__(self, *args: Any, announced: Candidate | None = None, **values: Any) -> None:
        super().__init__(*args, **values)
        self.announced = announced
        self.kind.choices = [("", "–"), *((each.value, KINDS[each][0]) for each in CandidateKind)]
        rows = [row for row in honours.honours(clock.today()) if row.public_asked is not PublicAsked.NO]
        self.honours = {row.code: row for row in rows}
        english = language() == "en"
        named = [(r.code, r.name_en if english and r.name_en else r.name_vi) for r in rows]
        self.honour_code.choices = [("", "–"), *named, *self._ended()]
        groups = organisations.choices_for_select(clock.today(), language())
        self.ward_code.choices = {
            "": [("", "–"), *self._former_ward(groups)],
            **{str(kind): wards for kind, wards in groups},
        }

    def _ended(self) -> list[tuple[str, str]]:
        """The honour that somebody was announced for, where the catalogue offers it no longer: it can be kept."""
        was = self.announced
        if was is None or was.honour_code in self.honours:
            return []
        name = was.honour_en if language() == "en" and was.honour_en else was.honour_vi
        if honours.honour(was.honour_code) is not None:
            return [(was.honour_code, gettext("%(honour)s (no longer asked about in the catalogue)", honour=name))]
        last = max((row.valid_to for row in honours.history(was.honour_code) if row.valid_to), default=None)
        until = f"{last:%d/%m/%Y}" if last else "–"
        return [(was.honour_code, gettext("%(honour)s (in the catalogue until %(day)s)", honour=name, day=until))]

    def _former_ward(self, groups: list[tuple[str, list[tuple[str, str]]]]) -> list[tuple[str, str]]:
        """The ward that somebody was announced in, where there is none of that name any more."""
        code = self.announced.ward_code if self.announced else None
        if not code or code in [known for _, wards in groups for known, _ in wards]:
            return []
        ward = organisations.ward(code)
        return [(code, ward_name(ward.kind, ward.name, language()))] if ward else []

    @classmethod
    def of(cls, thing: Candidate | Nominee | None) -> "CandidateForm":
        """The form with what is known of a candidate, or of somebody who may become one."""
        if thing is None:
            return cls()
        told: dict[str, Any] = {"honorific": thing.honorific.value, "ward_code": thing.ward_code or ""}
        if isinstance(thing, Candidate):
            announced = thing if thing.round.state is not RoundState.DRAFT else None
            return cls(obj=thing, announced=announced, kind=thing.kind.value, of_version=str(thing.version), **told)
        return cls(name=thing.name, office=thing.occupation, **told)

    def make_room(self) -> None:
        """Leave some empty rows at the end of every list."""
        for rows in (self.achievements, self.past_honours, self.standards):
            for _ in range(SPARE):
                rows.append_entry()

    def validate_proposed_by(self, field: Line) -> None:
        """Find the organisation among those that existed on the day of its submission; the one announced can stay."""
        if (was := self.announced) is not None and was.proposed_by_id and field.data == was.proposed_by:
            self.organisation = organisations.one(was.proposed_by_id)
            return
        found = organisations.named(field.data or "", self.submission_on.data or clock.today())
        if len(found) != 1:
            raise ValidationError(_near([each.name_vi for each in found]))
        self.organisation = found[0]

    def _proposer(self) -> str:
        if self.announced is not None and self.proposed_by.data == self.announced.proposed_by:
            return self.announced.proposed_by  # as it was called on the day
        return self.organisation.name_vi if self.organisation else ""

    def told(self, nominee_id: uuid.UUID, before: Candidate | None = None) -> Particulars:
        """What was typed, about this nominee; of a candidate known already, what has no box here stays."""
        code = self.honour_code.data or ""
        row, rest = self.honours.get(code), {}
        if before is not None:
            rest = {name: getattr(before, name) for name in ("field", "photo_alt", "illustration")}
        kept = before if before is not None and before.honour_code == code else None
        return Particulars(
            nominee_id=nominee_id, name=self.name.data or "", kind=CandidateKind(self.kind.data), honour_code=code,
            honour_vi=kept.honour_vi if kept else row.name_vi if row else "",
            honour_en=kept.honour_en if kept else row.name_en if row else "",
            proposed_by=self._proposer(),
            proposed_by_id=self.organisation.id if self.organisation else None,
            honorific=Honorific(self.honorific.data), posthumous=bool(self.posthumous.data),
            birth_year=self.birth_year.data, office=self.office.data or "", unit=self.unit.data or "",
            ward_code=self.ward_code.data or None, submission_number=self.submission_number.data or "",
            submission_on=self.submission_on.data, headline=self.headline.data or "",
            achievements=filled(self.achievements.data, "title"), past_honours=filled(self.past_honours.data, "text"),
            standards=filled(self.standards.data, "standard"), **rest,
        )  # fmt: skip


class CorrectForm(CandidateForm):
    """A correction everyone reads about."""

    reason_vi = Prose(lazy_gettext("Public reason in Vietnamese"), most=NOTE[1])
    reason_en = Prose(lazy_gettext("Public reason in English"), most=NOTE[1])
    council_on = DayField(lazy_gettext("New day of the Council"))


class WithdrawForm(ActForm):
    """Why a candidacy ends, for everyone to read."""

    reason_vi = Prose(lazy_gettext("Public reason in Vietnamese"), most=NOTE[1])
    reason_en = Prose(lazy_gettext("Public reason in English"), most=NOTE[1])


class HoldForm(ActForm):
    """On what ground a dossier stands still; for the Board only."""

    ground = Prose(lazy_gettext("Ground, seen by the Board only"), most=600)


class ReleaseForm(ActForm):
    """Why it goes on."""

    why = Prose(lazy_gettext("Why it is released, seen by the Board only"), most=600)  # type: ignore[assignment]  # ActForm takes it away


class PaperForm(Form):
    """One public document."""

    title = Line(lazy_gettext("What this document is"), most=200)
    file = FileField(lazy_gettext("PDF file"))


def _near(names: list[str]) -> str:
    """What is said of a name that is not one organisation's: the near ones, and how many more there are."""
    if not names:
        return gettext("No organisation of that day has this name.")
    near, rest = "; ".join(names[:NEAR]), len(names) - NEAR
    if rest <= 0:
        return gettext("Write one of these names in full: %(names)s.", names=near)
    return ngettext(
        "%(num)d more has these words, beside %(names)s. Write more of the name.",
        "%(num)d more have these words, beside %(names)s. Write more of the name.", rest, names=near,
    )  # fmt: skip
