"""Checks run in order; one that fails or hangs is "not checked" and holds nothing up."""

import threading
import time
from collections.abc import Iterator

import pytest

from portal.moderation.checks import echoes, pipeline, registry
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.checks.registry import ORDER
from portal.moderation.checks.why import WHY
from portal.moderation.states import Ended
from portal.moderation.states import FlagKind as K

DOSSIER = "Ba mươi hai năm quét dọn ca đêm phố Huế, sáng kiến xe gom rác nhẹ tiết kiệm sức cho chị em trong tổ, hiến máu hai mươi lần"


def kinds(subject: Subject) -> set[K]:
    return {found.kind for result in pipeline.run(subject, ORDER) for found in result.found}


def _boom(subject: Subject) -> Iterator[Finding]:
    raise ValueError("Nguyễn Văn A, 0912 345 678")


def _hang(subject: Subject) -> Iterator[Finding]:
    time.sleep(2)
    yield Finding(K.RUDE, 0, 1)


def _beyond(subject: Subject) -> Iterator[Finding]:
    yield Finding(K.RUDE, 0, 99)


def test_one_that_fails_or_hangs_is_not_checked_and_the_rest_speaks() -> None:
    checks = (Check("boom", 1, _boom), Check("hang", 1, _hang, seconds=0.05), *ORDER)
    results = [*pipeline.run(Subject("Gọi tôi 0912 345 678, cảm ơn nhiều"), checks)]
    assert [result.ended for result in results] == [Ended.FAILED, Ended.SLOW, *[Ended.DONE] * len(ORDER)]
    assert [found.kind for result in results for found in result.found] == [K.PHONE]


def test_one_thread_does_all_that_end_in_time() -> None:
    """A thread for each would wait eleven times for its turn in a process that serves people, too."""
    names: list[str] = []

    def note(subject: Subject) -> Iterator[Finding]:
        names.append(threading.current_thread().name)
        yield Finding(K.RUDE, 0, 1)

    checks = [Check("first", 1, note), Check("hang", 1, _hang, seconds=0.05), Check("a", 1, note), Check("b", 1, note)]
    assert [result.check.name for result in pipeline.run(Subject("ngắn"), checks)] == ["first", "hang", "a", "b"]
    assert names == ["checks-from-first", "checks-from-a", "checks-from-a"]


def test_what_lies_outside_the_text_is_dropped() -> None:
    (result,) = pipeline.run(Subject("ngắn"), [Check("beyond", 1, _beyond)])
    assert result.ended is Ended.DONE and result.found == ()


def test_the_order_is_declared_and_every_kind_has_its_words() -> None:
    assert [check.name for check in ORDER[:3]] == ["encoding", "personal", "insults"]
    assert len({check.name for check in ORDER}) == len(ORDER) and ORDER[: len(registry.OF_A_TEXT)] == registry.OF_A_TEXT
    assert {*WHY} == {*K}


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        (Subject("Ông ấy ăn chặn tiền của hộ nghèo"), K.ACCUSATION), (Subject("Đồ ngu, mất dạy"), K.RUDE), (Subject("Xem tại www.abc.com nhé"), K.LINK),
        (Subject("Nhắn tôi qua t.me/abc nhé"), K.CONTACT), (Subject("Shop em sale sốc, inbox em chốt đơn"), K.ADVERT), (Subject("ok"), K.SHORT), (Subject("Mai trời có mưa không mọi người?"), K.OFF_TOPIC), (Subject("Это очень хороший человек"), K.LANGUAGE),
        (Subject("§iÒu tèt ®Ñp nhÊt cña bµ T¬ lµ tÊm lßng"), K.LEGACY_ENCODING), (Subject("Chị ấy tốt lắm ạ", places_in_photos=2), K.PLACE_IN_PHOTO),
        (Subject("Chị " + DOSSIER, dossier=DOSSIER), K.COPIED), (Subject(DOSSIER, others=["Tôi thấy " + DOSSIER]), K.ECHO),
    ],
)  # fmt: skip
def test_each_check_finds_what_it_is_there_for(subject: Subject, kind: K) -> None:
    assert kind in kinds(subject)


def test_a_title_or_a_place_is_not_asked_to_say_anything() -> None:
    assert (
        kinds(Subject("Em bé nhặt được vàng", whole=False))
        == kinds(Subject("bến xe buýt Quốc Oai", whole=False))
        == set()
    )


def test_texts_that_were_compared_stay_in_memory_for_an_hour_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    hours = iter((-2, -2, -1))  # no clock shows these
    monkeypatch.setattr(echoes, "monotonic", lambda: 3600.0 * next(hours))
    kept = []
    for other in ("Lời thứ nhất về chị Tơ", "Lời thứ hai về chị Tơ", "Lời thứ ba về chị Tơ"):
        assert not kinds(Subject(DOSSIER, others=[other])) & {K.ECHO}
        kept.append(echoes._kept.cache_info().currsize)
    assert kept == [1, 2, 1]


def test_criticism_in_its_own_words_is_left_in_peace() -> None:
    assert not kinds(Subject("Tôi thấy chị làm việc chậm, thái độ chưa đúng mực.", others=[DOSSIER], dossier=DOSSIER))
