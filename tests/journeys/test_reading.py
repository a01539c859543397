"""What a first visitor opens: no fault of accessibility at phone and desk size, by day and by night, in both languages."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import DESK, PHONE, Visitor

PAGES = (
    "/",
    "/cau-chuyen/",
    "/gioi-thieu/cach-xem-xet",
    "/gioi-thieu/du-lieu-ca-nhan",
    "/gioi-thieu/quy-tac-binh-luan",
    "/gioi-thieu/kha-nang-tiep-can",
    "/tai-khoan/dang-nhap",
    "/khong-co-trang-nay",
)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
def test_open_pages(visit: Callable[..., Visitor], size: dict[str, int], dark: bool) -> None:
    visitor = visit("reader", size=size, dark=dark)
    for path in PAGES:
        visitor.open(path)
        visitor.open(f"/en{path}")
