"""The form of a decision. Nothing is chosen beforehand."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectField, TextAreaField

from portal.core.errors import Refusal, Unfit
from portal.core.i18n import N_
from portal.moderation import queries
from portal.moderation.limits import NOTE, WORDS
from portal.moderation.services import EXPLAINED
from portal.moderation.states import Kind, Outcome
from portal.web.kit.fields import Revision
from portal.web.kit.forms import Form
from portal.web.kit.locale import language, show_number
from portal.web.moderation.wording import OUTCOMES


class DecisionForm(Form):
    """What is decided on which revision, why, and what else the writer is told."""

    outcome = RadioField(lazy_gettext("Decision"), validate_choice=False)
    reason_ask = SelectField(lazy_gettext("What we ask about"), validate_choice=False)
    reason_forward = SelectField(lazy_gettext("Where it goes, and why"), validate_choice=False)
    reason_decline = SelectField(lazy_gettext("Reason (the writer will read it)"), validate_choice=False)
    words = TextAreaField(lazy_gettext("Your own words to the writer"))
    note = TextAreaField(lazy_gettext("Internal note"))
    of_version = Revision()

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.offer(list(Outcome))
        offered = queries.reasons(*EXPLAINED, about=Kind.NOMINATION)
        for outcome in EXPLAINED:
            mine = [(r.code, r.title_en if language() == "en" else r.title_vi) for r in offered if r.outcome is outcome]
            self.reason_of(outcome).choices = [("", gettext("Choose a reason")), *mine]
        self.words.description = gettext(
            "Added below the reason. At most %(most)s characters.", most=show_number(WORDS)
        )
        self.note.description = gettext("Only colleagues read it. At most %(most)s characters.", most=show_number(NOTE))

    def offer(self, outcomes: Sequence[Outcome]) -> None:
        """Let these decisions be chosen."""
        self.outcome.choices = [(o.value, gettext(OUTCOMES[o][0])) for o in outcomes]

    @property
    def hints(self) -> dict[str, str]:
        """What each decision leads to, in one line."""
        return {o.value: gettext(hint) for o, (_, hint) in OUTCOMES.items()}

    def outcome_name(self) -> str:
        """The decision chosen, in words; nothing where none is."""
        return gettext(OUTCOMES[Outcome(self.outcome.data)][0]) if self.outcome.data in list(Outcome) else ""

    def reason_name(self) -> str:
        """The reason chosen, in words; nothing where none is."""
        if self.outcome.data not in EXPLAINED:
            return ""
        field = self.reason_of(Outcome(self.outcome.data))
        return next((str(name) for code, name in field.choices or () if code and code == field.data), "")

    def reason_of(self, outcome: Outcome) -> SelectField:
        """The list of reasons that belongs to a decision."""
        field: SelectField = getattr(self, f"reason_{outcome.value}")
        return field

    def chosen(self) -> Outcome:
        """The decision chosen. Raises Unfit where none is."""
        try:
            return Outcome(self.outcome.data or "")
        except ValueError:
            raise Unfit(N_("Choose what happens to this story."), field="outcome") from None

    def reason_code(self) -> str:
        """The reason chosen for the decision chosen; none where it needs none."""
        outcome = self.chosen()
        return str(self.reason_of(outcome).data or "") if outcome in EXPLAINED else ""

    def blame(self, refusal: Refusal, at: str = "") -> None:
        """Show a refusal at the list of reasons that was meant."""
        if isinstance(refusal, Unfit) and refusal.field == "reason" and self.outcome.data in EXPLAINED:
            refusal.field = f"reason_{self.outcome.data}"
        super().blame(refusal, at)
