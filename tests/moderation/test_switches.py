"""Kill switches: told to the public, on record, and held to wherever something is sent."""

import pytest
from flask import Flask
from time_machine import Traveller

from portal.core.actor import SYSTEM, Role
from portal.core.audit import verify
from portal.core.db import db, unit_of_work
from portal.core.errors import Clash, Denied, NotNow, Unfit
from portal.moderation.switches import queries, services
from portal.moderation.switches.models import Switch
from portal.moderation.switches.states import Function
from tests.moderation.things import colleague

LEAD = colleague("Trần Hữu Nghĩa", Role.BOARD_LEAD)
TOLD = {
    "words_vi": "Chúng tôi tạm ngừng nhận để sửa chữa.", "words_en": "We have paused this for repairs.", "why": "Sửa máy chủ",
}  # fmt: skip


def off(function: Function = Function.REPORTS, *, of_version: int = 0, **told: str) -> Switch:
    with unit_of_work():
        return services.turn_off(function, by=LEAD, of_version=of_version, **TOLD | told)


def on(function: Function = Function.REPORTS, *, of_version: int = 1) -> None:
    with unit_of_work():
        services.turn_on(function, why="Đã sửa xong", by=LEAD, of_version=of_version)


def test_everything_is_on_until_it_is_switched_off(inside: Flask) -> None:
    for function in Function:
        services.require_on(function)


def test_the_confidential_channel_has_no_switch() -> None:
    assert {each.value for each in Function} == {"nominations", "opinions", "photos", "thanks", "reports"}


def test_what_is_off_is_refused_with_the_public_words(inside: Flask) -> None:
    off()
    with pytest.raises(services.SwitchedOff) as refusal:
        services.require_on(Function.REPORTS)
    assert refusal.value.off.words("en") == TOLD["words_en"] and refusal.value.off.words("vi") == TOLD["words_vi"]
    services.require_on(Function.THANKS)


def test_on_again_is_on(inside: Flask) -> None:
    off()
    on()
    services.require_on(Function.REPORTS)


def test_who_when_and_why_stand_in_the_trail(inside: Flask) -> None:
    off()
    on()
    newest, oldest = queries.changes()
    assert '"off":true' in oldest.detail and "Sửa máy chủ" in oldest.detail and oldest.actor_id == LEAD.id
    assert '"off":false' in newest.detail and "Đã sửa xong" in newest.detail
    assert list(verify.faults()) == []


def test_rewording_keeps_since_when_it_is_off(inside: Flask, now: Traveller) -> None:
    since = off().off_since
    now.shift(3600)
    again = off(of_version=1, words_vi="Việc sửa chữa kéo dài đến chiều nay.")
    assert again.off_since == since and "đến chiều" in again.words_vi


def test_two_who_switch_at_once_are_told(inside: Flask) -> None:
    off()
    with pytest.raises(Clash):
        off()


def test_what_is_on_cannot_be_switched_on(inside: Flask) -> None:
    off()
    on()
    with pytest.raises(NotNow):
        on(of_version=2)


@pytest.mark.parametrize("field", ["words_vi", "words_en", "why"])
def test_the_public_and_the_record_are_told_enough(inside: Flask, field: str) -> None:
    with pytest.raises(Unfit) as refusal:
        off(**{field: "ừ"})
    assert refusal.value.field == field
    assert queries.off(Function.REPORTS) is None


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MODERATOR, Role.EDITOR, Role.OBSERVER])
def test_only_who_answers_for_the_portal_switches(inside: Flask, role: Role) -> None:
    with pytest.raises(Denied), unit_of_work():
        services.turn_off(Function.REPORTS, by=colleague("Lê Quang Vũ", role), of_version=0, **TOLD)


def test_pages_know_within_two_seconds(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    at = 1000.0
    monkeypatch.setattr(queries.time, "monotonic", lambda: at)
    assert not queries.lately()
    with unit_of_work():
        services.turn_off(Function.REPORTS, by=SYSTEM, of_version=0, **TOLD)
        db.session().info.pop("kept", None)  # another process did it: this one is told nothing
    assert Function.REPORTS not in queries.lately()
    at += queries.SECONDS
    assert Function.REPORTS in queries.lately()
