"""Canned replies: blanks that are known, wordings that are kept."""

import pytest
from flask import Flask

from portal.core.actor import Role
from portal.core.db import unit_of_work
from portal.core.errors import Clash, Denied, Unfit
from portal.moderation.canned import blanks, queries, services
from portal.moderation.canned.models import Canned
from portal.moderation.canned.services import Wording
from portal.moderation.states import Kind
from tests.moderation.things import colleague

EDITOR = colleague("Nguyễn Khánh Linh", Role.EDITOR)


def words(
    vi: str = "Cảm ơn bạn đã kể về {name}.", en: str = "Thank you for telling of {name}.", *kinds: Kind
) -> Wording:
    return Wording("Cảm ơn", vi, en, kinds or (Kind.NOMINATION,))


def added(wording: Wording | None = None) -> Canned:
    with unit_of_work():
        return services.add(wording or words(), by=EDITOR)


def test_it_is_offered_for_its_kinds_alone(inside: Flask) -> None:
    added()
    assert [o.title for o in queries.offered(Kind.NOMINATION)] == ["Cảm ơn"]
    assert queries.offered(Kind.OPINION) == []


def test_an_unknown_blank_is_named_with_those_there_are(inside: Flask) -> None:
    with pytest.raises(Unfit) as refusal:
        added(words("Chào {ten}."))
    assert (refusal.value.field, refusal.value.values["name"]) == ("text_vi", "ten")
    assert "{number}" in str(refusal.value)


@pytest.mark.parametrize("text", ["Chào {name", "Chào name}", "Chào {{name}}"])
def test_a_bracket_alone_is_no_blank(inside: Flask, text: str) -> None:
    with pytest.raises(Unfit) as refusal:
        added(words(en=text))
    assert refusal.value.field == "text_en"


def test_blanks_are_filled_in_and_what_is_not_known_is_left_to_be_written() -> None:
    assert (
        blanks.filled("{name}, số {number}, trước {due}", {"name": "bà Tơ", "number": "NT26-01"})
        == "bà Tơ, số NT26-01, trước …"
    )


def test_what_stands_in_a_value_is_not_filled_in_again() -> None:
    assert blanks.filled("{name}", {"name": "{number}", "number": "x"}) == "{number}"


def test_every_wording_stays_readable(inside: Flask) -> None:
    reply = added()
    with unit_of_work():
        services.reword(reply, words("Lời mới về {name}."), by=EDITOR, of_version=reply.version)
    assert [(w.number, w.text_vi) for w in queries.wordings(reply)] == [
        (2, "Lời mới về {name}."),
        (1, "Cảm ơn bạn đã kể về {name}."),
    ]
    assert queries.offered(Kind.NOMINATION)[0].text("vi") == "Lời mới về {name}."


def test_two_who_reword_at_once_are_told(inside: Flask) -> None:
    reply = added()
    with unit_of_work():
        services.reword(reply, words("Lời một."), by=EDITOR, of_version=1)
    with pytest.raises(Clash), unit_of_work():
        services.reword(reply, words("Lời hai."), by=EDITOR, of_version=1)


def test_a_retired_one_is_offered_no_more_but_stays(inside: Flask) -> None:
    reply = added()
    with unit_of_work():
        services.retire(reply, by=EDITOR)
    assert queries.offered(Kind.NOMINATION) == [] and queries.everything()[0][0] is reply


@pytest.mark.parametrize(("wording", "field"), [
    (Wording("", "a", "b", (Kind.OPINION,)), "title"), (Wording("a", "", "b", (Kind.OPINION,)), "text_vi"),
    (Wording("a", "b", " ", (Kind.OPINION,)), "text_en"), (Wording("a", "b", "c", ()), "kinds"),
    (Wording("a", "b" * 4001, "c", (Kind.OPINION,)), "text_vi"),
])  # fmt: skip
def test_what_is_missing_is_named(inside: Flask, wording: Wording, field: str) -> None:
    with pytest.raises(Unfit) as refusal:
        added(wording)
    assert refusal.value.field == field


def test_a_moderator_uses_them_and_does_not_write_them(inside: Flask) -> None:
    with pytest.raises(Denied), unit_of_work():
        services.add(words(), by=colleague())
