import pytest
from flask import Flask

from portal.core.db import unit_of_work
from portal.core.errors import Clash, Unfit
from portal.moderation import edited, redactions
from portal.moderation.redactions import Cover
from tests.moderation.things import Leaf, colleague

CHAU = colleague()
SENT = "Bà Tơ nấu chè, gọi 0912345275."


def test_what_goes_on_is_the_original_until_somebody_edits(inside: Flask) -> None:
    assert edited.going_on(Leaf(), {"story": SENT}) == {"story": SENT}


def test_covers_lie_on_the_edited_text(inside: Flask) -> None:
    leaf, better = Leaf(), "Bà Tơ nấu chè cho bệnh nhân, gọi 0912345275."
    with unit_of_work():
        edited.edit(leaf, by=CHAU, field="story", text=better, original=SENT)
        at = better.index("0912345275")
        redactions.choose(leaf, by=CHAU, field="story", text=better, covers=[Cover(at, at + 10, "phone", "[số máy]")])
    assert edited.going_on(leaf, {"story": SENT}) == {"story": "Bà Tơ nấu chè cho bệnh nhân, gọi [số máy]."}


def test_the_originals_own_words_mean_no_edited_text(inside: Flask) -> None:
    leaf = Leaf()
    with unit_of_work():
        row = edited.edit(leaf, by=CHAU, field="story", text="khác", original=SENT)
    with unit_of_work():
        edited.edit(leaf, by=CHAU, field="story", text=SENT, original=SENT, of_edit=row.version)  # type: ignore[union-attr]  # it was edited before
    assert edited.texts(leaf) == {}


def test_a_stale_edit_clashes(inside: Flask) -> None:
    leaf = Leaf()
    with unit_of_work():
        edited.edit(leaf, by=CHAU, field="story", text="một", original=SENT)
    with pytest.raises(Clash), unit_of_work():
        edited.edit(leaf, by=CHAU, field="story", text="hai", original=SENT, of_edit=0)
    assert edited.texts(leaf)["story"].text == "một"


def test_an_empty_text_is_refused(inside: Flask) -> None:
    with pytest.raises(Unfit), unit_of_work():
        edited.edit(Leaf(), by=CHAU, field="story", text=" \n ", original=SENT)


def test_going_back_drops_the_edited_text(inside: Flask) -> None:
    leaf = Leaf()
    with unit_of_work():
        edited.edit(leaf, by=CHAU, field="story", text="khác", original=SENT)
    with unit_of_work():
        edited.revert(leaf, by=CHAU, field="story")
    assert edited.going_on(leaf, {"story": SENT}) == {"story": SENT}
