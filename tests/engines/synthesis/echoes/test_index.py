"""One more opinion beside those that are there."""

from portal.engines.synthesis.echoes.index import index, likely
from tests.engines.synthesis.echoes.floods import SEEN, UNSEEN

SAID = [
    *((f"a{at}", SEEN[0]) for at in range(5)),
    ("b", UNSEEN[1]),
    *((f"c{at}", "Tôi ủng hộ bác Sáng") for at in range(50)),
]


def test_a_long_text_said_before_is_likely_to_belong_to_a_cluster() -> None:
    echo = likely(SEEN[0].replace("tận tụy", "tận tâm").upper(), index(SAID))
    assert echo and (echo.first, echo.times, echo.long) == ("a0", 5, True)


def test_brief_praise_and_a_text_said_once_are_not() -> None:
    known = index(SAID)
    assert likely("Tôi ủng hộ bác Sáng", known) is None
    assert likely(UNSEEN[1], known) is None


def test_asking_keeps_nothing() -> None:
    known = index(SAID)
    before = known.echo(SEEN[0])
    assert known.echo(SEEN[0]) == before
