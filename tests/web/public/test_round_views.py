"""Candidates as they are shown before there is a photo."""

import uuid

import pytest
import time_machine
from flask import Flask

from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.states import CandidateKind
from portal.nominees.states import Honorific
from portal.web.public import round_views


@pytest.mark.parametrize(
    ("honorific", "born", "drawn"),
    [
        (Honorific.BA, 1966, "person-3"),
        (Honorific.BA, 1967, "person-6"),
        (Honorific.CHI, None, "person-6"),
        (Honorific.ONG, 1940, "person-2"),
        (Honorific.ANH, 1990, "person-7"),
        (Honorific.NONE, 1940, "person-group"),
    ],
)
def test_a_drawing_is_of_no_other_sex_age_or_trade_than_is_said(
    app: Flask, honorific: Honorific, born: int | None, drawn: str
) -> None:
    candidate = Candidate(
        id=uuid.uuid4(), kind=CandidateKind.DIRECT_WORKER, honorific=honorific, birth_year=born, illustration="", photo=None
    )  # fmt: skip
    with time_machine.travel("2026-11-29T10:00:00+07:00", tick=False), app.test_request_context("/"):
        assert f"/{drawn}.svg" in round_views.portrait(candidate).src
