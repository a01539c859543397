"""What a remark sounds like is guessed where no word names it; praise, criticism and numbers sound like nothing."""

import pytest

from portal.engines.text.sounds import Sound, doubted, enough, guess

SOUNDING = [
    (Sound.ACCUSATION, "Ổng cầm tiền của bà con rồi tiêu riêng, hỏi thì chối, cán bộ xã ai cũng biết"),
    (Sound.ACCUSATION, "ong ay cam tien cua ba con roi tieu rieng, hoi thi choi, can bo xa ai cung biet"),
    (Sound.INSULT, "cái đồ mặt dày chỉ giỏi nịnh"), (Sound.INSULT, "thu do an bam, cam mom di"),
    (Sound.ADVERT, "Nhận lắp tủ bếp, giá tại xưởng, giao tận nhà, bảo hành hai năm"), (Sound.ADVERT, "can ban gap xe may cu, gia 5 trieu, ai mua nhan minh"),
    (Sound.OFF_TOPIC, "Mai trời có mưa không mọi người ơi?"), (Sound.OFF_TOPIC, "cho em hoi thu tuc lam lai ho chieu o dau?"),
]  # fmt: skip
CLEAN = [
    "", "ok", "Bác Tư tốt lắm, cả xóm quý.", "bac Tu tot lam, ca xom quy", "Bác ấy sửa cầu giúp bà con suốt ba năm",
    "Tôi thấy chị làm việc chậm, thái độ chưa đúng mực", "Bao giờ đường xóm tôi mới được sửa?", "Khen thế thì ai cũng được khen, tôi không đồng ý",
    "Quán của cô bán giá rẻ cho sinh viên, ai nghèo cô không lấy tiền", "Ngày 02/09/2024 trao 1.250.000 đồng cho 12 hộ",
    "Con mèo nhà tôi kẹt trên mái, anh lính cứu hỏa trèo lên bắt xuống",
]  # fmt: skip


@pytest.mark.parametrize(("sound", "text"), SOUNDING)
def test_it_sounds_like_one(sound: Sound, text: str) -> None:
    found = guess(text, sound)
    assert found and 0 <= found.start < found.stop <= len(text) and found.share >= enough(sound)


@pytest.mark.parametrize("text", CLEAN)
def test_praise_criticism_and_numbers_sound_like_none(text: str) -> None:
    assert [sound for sound in Sound if guess(text, sound)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Why is it always the director who gets the medal?",
        "The road is still broken after two years and nobody answers.",
    ],
)
def test_of_another_language_nothing_is_said(text: str) -> None:
    assert [sound for sound in Sound if guess(text, sound)] == []


def test_stories_are_not_guessed_at() -> None:
    assert guess("Mai trời có mưa không mọi người ơi? " * 40, Sound.OFF_TOPIC) is None


CAUGHT = "Đêm qua tên trộm cạy cửa nhà tôi, bác tổ trưởng đuổi theo bắt được giao cho công an, trả lại xe cho tôi, cảm ơn bác nhiều lắm, bác xứng đáng được khen."
TOOK = "Ông tổ trưởng thu của mỗi hộ 200 nghìn tiền làm đường rồi bỏ túi, hỏi thì ông chối, không có biên lai, đường đến nay vẫn chưa làm."


@pytest.mark.parametrize("behind", ["", " Bác quét ngõ mỗi sáng, ai cũng quý." * 40], ids=["short", "long"])
def test_praise_that_names_an_offence_is_doubted(behind: str) -> None:
    at = CAUGHT.index("trộm")
    assert doubted(CAUGHT + behind, [(at, at + 4)]) == [True]


def test_who_took_is_not_doubted_nor_is_what_few_words_say() -> None:
    at = TOOK.index("bỏ túi")
    assert doubted(TOOK, [(at, at + 6)]) == [False] == doubted("Bác bắt được trộm", [(12, 16)])
    assert doubted(CAUGHT, []) == []


@pytest.mark.parametrize("unit", ["tiền ", "a.", "rồi tiêu riêng. ", "x"])
def test_hostile_repeats_are_read_to_the_end(unit: str) -> None:
    for sound in Sound:
        guess((unit * 100_000)[:100_000], sound)
