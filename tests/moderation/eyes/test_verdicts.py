"""What may be covered without a second officer: somebody's own data, and nothing that only says so."""

import pytest

from portal.moderation.eyes.verdicts import words_covered
from portal.moderation.redactions import Cover

TEXT = "Bác rất tốt, nhắn tôi qua m.me/hoangyen.tran88 nhé."


@pytest.mark.parametrize(("words", "needs_another"), [("m.me/hoangyen.tran88", False), ("rất tốt", True)])
def test_a_name_on_a_network_is_covered_by_one_and_an_opinion_is_not(words: str, needs_another: bool) -> None:
    start = TEXT.index(words)
    cover = Cover(start, start + len(words), "contact", "[liên hệ]")
    assert bool(words_covered(TEXT, [cover])) is needs_another
