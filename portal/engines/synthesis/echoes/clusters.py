"""Groups of opinions on one candidate with signs of one hand behind them (dispatch 3959, A4; architecture.md 7, point 10).

A copied text weighs 1 point, and up to 3 where it is LONG (14 or more different words of meaning, about 25 as people count),
sent MANY times, or CLOSE to the text that stands for all: among many thousands a few say half the same by chance (0.55 to
0.7 alike; campaigns 0.8 to 1). A shared device weighs 2; a burst, a network, new contacts 1 each (signs.py). A group is
shown from 3 points and 5 opinions on. SHORT texts (under 8) weigh 1 and need 5 points and 12 opinions: "Tôi ủng hộ bác Sáng" is what neighbours
say, and with burst, network and new contacts together it still reaches only 4. Fifteen opinions from one device within an
hour are shown whatever they say. Groups that share devices are one group.
Not found: texts each in words of their own, from many telephones. They look like a neighbourhood, and may be one.
Rates on generated sets: `python -m tests.bench echoes`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic

from portal.engines.synthesis.echoes.copies import Key, Said, Wording, closeness, copies, wordings
from portal.engines.synthesis.echoes.signs import ON_ONE, Seen, Sign, Usual, around
from portal.engines.synthesis.echoes.sketch import LONG, SHORT

ENOUGH, FEWEST = 3, 5  # points and opinions of a group that is shown
ENOUGH_SHORT, FEWEST_SHORT = 5, 12
WEIGHT = {Sign.BURST: 1, Sign.DEVICE: 2, Sign.NETWORK: 1, Sign.NEWCOMERS: 1}
MANY, CLOSE = 20, 0.7
ONE_DEVICE, ONE_HOUR = 15, timedelta(hours=1)


@dataclass(frozen=True)
class Cluster(Generic[Key]):
    """Opinions that belong together, by time; the one whose text stands for all; and why they are shown."""

    members: tuple[Key, ...]
    example: Key
    signs: tuple[Seen, ...]


@dataclass(eq=False)
class _Group(Generic[Key]):
    """Opinions on their way to a cluster, with the texts they copy: for each its wordings, the one that stands for it first."""

    said: list[Said[Key]]
    texts: list[list[Wording[Key]]]


def clusters(opinions: Iterable[Said[Key]], known: str = "") -> list[Cluster[Key]]:
    """The clusters among all opinions on a candidate, largest first; `known` is the text of the candidate's page."""
    groups = [
        _Group([said for each in found for said in each.by], [found]) for found in copies(wordings(opinions, known))
    ]
    usual = Usual.of([said for group in groups if len(group.said) < FEWEST for said in group.said])
    shown, alone = [], []
    for group in groups:
        if _enough(group, usual):
            shown.append(group)
        else:
            alone += group.said
    found = [_cluster(group, usual) for group in _by_device(shown + _busy_devices(alone), alone)]
    return sorted(found, key=lambda cluster: -len(cluster.members))


def _enough(group: _Group[Key], usual: Usual) -> bool:
    """Whether a group of copies is shown."""
    if len(group.said) < FEWEST:
        return False
    size = len(group.texts[0][0].text.bag)
    points = sum(WEIGHT[seen.sign] for seen in around(group.said, usual))
    if size < SHORT:
        return points + 1 >= ENOUGH_SHORT and len(group.said) >= FEWEST_SHORT
    beyond_chance = (size >= LONG) + (len(group.said) >= MANY) + (closeness(group.texts[0]) >= CLOSE)
    return points + 1 + min(2, beyond_chance) >= ENOUGH


def _busy_devices(alone: Sequence[Said[Key]]) -> list[_Group[Key]]:
    """What came from one device faster than people can hand it on to each other, whatever it says."""
    found = []
    for group in _per_device(alone).values():
        group.sort(key=lambda said: said.at)
        late = group[ONE_DEVICE - 1 :]
        if any(last.at - first.at <= ONE_HOUR for first, last in zip(group, late, strict=False)):
            found.append(_Group(group, []))
    return found


def _by_device(groups: list[_Group[Key]], alone: Sequence[Said[Key]]) -> list[_Group[Key]]:
    """Groups that share devices as one, with what else those devices sent."""
    home: dict[str, _Group[Key]] = {}
    kept: list[_Group[Key]] = []
    for group in groups:
        shared = [device for device, said in _per_device(group.said).items() if len(said) >= ON_ONE]
        into = next((home[device] for device in shared if device in home), None)
        if into is None:
            kept.append(into := group)
        else:
            into.said, into.texts = into.said + group.said, into.texts + group.texts
        home.update(dict.fromkeys(shared, into))
    grouped = {id(said) for group in kept for said in group.said}
    for said in alone:
        if said.device in home and id(said) not in grouped:
            home[said.device].said.append(said)
    return kept


def _per_device(opinions: Sequence[Said[Key]]) -> dict[str, list[Said[Key]]]:
    found: dict[str, list[Said[Key]]] = {}
    for said in opinions:
        if said.device:
            found.setdefault(said.device, []).append(said)
    return found


def _cluster(group: _Group[Key], usual: Usual) -> Cluster[Key]:
    said = sorted(group.said, key=lambda said: said.at)
    example, signs = said[0], around(said, usual)
    if group.texts:
        text = max(group.texts, key=lambda text: sum(len(wording.by) for wording in text))
        example = text[0].by[0]
        signs.insert(0, _copied(group.texts, len(text[0].text.bag)))
    return Cluster(tuple(each.key for each in said), example.key, tuple(signs))


def _copied(texts: list[list[Wording[Key]]], words: int) -> Seen:
    every = [wording for text in texts for wording in text]
    opinions = sum(len(wording.by) for wording in every)
    return Seen(Sign.COPIED, {"opinions": opinions, "texts": len(texts), "wordings": len(every), "words": words})
