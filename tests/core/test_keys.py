"""Keys that lie near one another."""

from datetime import UTC, datetime, timedelta

from time_machine import Traveller

from portal.core import keys

START = datetime(2026, 11, 20, 16, 59, tzinfo=UTC)


def test_keys_of_a_day_begin_alike_and_tell_nothing_of_its_hours(now: Traveller) -> None:
    now.move_to(START)
    morning = [keys.of_today() for _ in range(50)]
    now.move_to(START.replace(hour=23))
    evening = [keys.of_today() for _ in range(50)]
    now.move_to(START + timedelta(days=1))
    assert len({key.hex[:4] for key in morning + evening}) == 1
    assert keys.of_today().hex[:4] > morning[0].hex[:4]
    for digit in (4, 5, 6, 7, 13, 20, 31):  # as many of the first hours as of the last in each half: nothing is sorted
        assert len({key.hex[digit] for key in morning}) > 4 and len({key.hex[digit] for key in evening}) > 4


def test_keys_in_order_follow_one_another(now: Traveller) -> None:
    made = []
    for second in range(20):
        now.move_to(START + timedelta(seconds=second))
        made.append(keys.in_order())
    assert made == sorted(made)


def test_no_two_keys_are_the_same_and_all_say_that_they_are_our_own() -> None:
    for make in (keys.of_today, keys.in_order):
        made = {make() for _ in range(1000)}
        assert len(made) == 1000
        assert {key.version for key in made} == {8} and {key.variant for key in made} == {"specified in RFC 4122"}
