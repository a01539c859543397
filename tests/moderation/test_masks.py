import io

import pytest
from flask import Flask
from PIL import Image

from portal.core.db import db, unit_of_work
from portal.core.errors import Unfit
from portal.core.jobs.runner import run_due
from portal.core.storage import intake, queries, services
from portal.core.storage.models import StoredFile
from portal.core.storage.store import chosen, contents
from portal.moderation import masks
from tests.core.storage.shots import picture
from tests.moderation.things import Leaf, colleague

CHAU = colleague()


def kept() -> StoredFile:
    out = io.BytesIO()
    picture(600, 400).save(out, "JPEG", quality=95)
    received = intake.receive(io.BytesIO(out.getvalue()), name="anh.jpg", store=chosen())
    with unit_of_work():
        file = services.keep(received)
    run_due()
    return file


def pixel(file: StoredFile, variant: str, at: tuple[int, int]) -> tuple[int, ...]:
    db.session.expire_all()
    data = contents(chosen(), queries.piece(file, variant).key)
    with Image.open(io.BytesIO(data)) as image:
        x, y = at[0] * image.width // 100, at[1] * image.height // 100
        return tuple(image.convert("RGB").getpixel((x, y)))  # type: ignore[arg-type]  # RGB gives three numbers


def test_a_covered_part_is_black_in_what_the_public_sees_and_whole_for_the_record(inside: Flask) -> None:
    file = kept()
    with unit_of_work():
        masks.cover(Leaf(), file, by=CHAU, parts=[masks.rectangle(0, 0, 50, 50)])
    run_due()
    assert max(pixel(file, "jpeg", (10, 10))) < 20
    assert max(pixel(file, "whole", (10, 10))) > 150


def test_masks_are_replaced_not_piled_up(inside: Flask) -> None:
    file = kept()
    for left in (0, 40):
        with unit_of_work():
            masks.cover(Leaf(), file, by=CHAU, parts=[masks.rectangle(left, 0, 10, 10)])
    assert [m.left for m in masks.of([file.id])[file.id]] == [0.4]


@pytest.mark.parametrize("part", [(-1, 0, 10, 10), (95, 0, 10, 10), (0, 0, 0, 10), (0, 0, 10, 101)])
def test_a_part_outside_the_photo_is_refused(part: tuple[int, int, int, int]) -> None:
    with pytest.raises(Unfit):
        masks.rectangle(*part)
