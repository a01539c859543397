"""Adverts and links are noticed; good deeds that are cheap or free are none."""

import pytest

from portal.engines.text.adverts import Offer, find


@pytest.mark.parametrize(
    "text",
    ["Shop em sale sốc, inbox em chốt đơn", "Vay tiền nhanh, giải ngân trong 15 phút", "khong can the chap, giai ngan trong ngay", "Cần bán nhà 45m2, giá có thương lượng",
     "Nhận sơn sửa nhà, liên hệ em để được báo giá rẻ nhất", "Shop em ship tận nhà, mùa dịch giảm 30%", "Cho thuê phòng trọ cho sinh viên", "Hút bể phốt, không sạch không lấy tiền"],
)  # fmt: skip
def test_adverts_are_noticed(text: str) -> None:
    assert Offer.ADVERT in {one.kind for one in find(text)}


@pytest.mark.parametrize(
    "text",
    ["Bác bán rau giá rẻ cho sinh viên nghèo", "Cô dạy miễn phí, ai cần cứ đến", "Gọi hotline mãi không ai nghe máy", "Cộng tác viên dân số nhiệt tình",
     "cho thuê trọ giá rẻ mà sạch sẽ", "Trung tâm y tế tư vấn tận tình", "khen.Bác tốt lắm", "TP.HCM, v.v.", "bán giúp bà con 5 tấn dưa, ship tận nhà không lấy công"],
)  # fmt: skip
def test_deeds_are_no_adverts(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "link"),
    [("xem https://abc.xyz/a?b=1 nhé", "https://abc.xyz/a?b=1"), ("vào www.abc.com", "www.abc.com"), ("bongda88.tv hay", "bongda88.tv"), ("nhacai88 chấm com", "nhacai88 chấm com"), ("nhóm t.me/keothom nhé", "t.me/keothom")],
)  # fmt: skip
def test_links_are_noticed(text: str, link: str) -> None:
    assert [text[one.start : one.stop] for one in find(text) if one.kind is Offer.LINK] == [link]


@pytest.mark.parametrize("text", ["lan85@gmail.com", "xem hanoi.gov.vn", "https://dichvucong.gov.vn/a"])
def test_mail_and_public_offices_are_no_links(text: str) -> None:
    assert [one for one in find(text) if one.kind is Offer.LINK] == []


@pytest.mark.parametrize("unit", ["www.", "a.", "inbox ", "http://", "a-", "shop em giá rẻ "])
def test_hostile_repeats_are_read_to_the_end(unit: str) -> None:
    assert find((unit * 50_000)[:99_000] + " https://abc.com/x")[-1].stop > 99_000
