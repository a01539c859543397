"""A small model of which texts the desk publishes unchanged, learnt from the desk's own decisions. It only re-orders.

Off below 500 decisions. Words without marks are hashed into a fixed number of places, so that it keeps no word; its numbers
are one weight for each place. What it is worth is measured on decisions kept apart, and it is used only where it beats
saying always what is most common.
"""

import hashlib
import json
import math
import uuid
from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.policy import require
from portal.engines.text.fold import fold
from portal.moderation.checks import noticed
from portal.moderation.checks.models import Foreseen, Learnt
from portal.moderation.policy import Moderation

ENOUGH, PLACES, READ = 500, 4096, 4_000  # decisions, places of words, characters of a text
EVERY = 5  # each fifth decision is kept apart


def places(text: str) -> dict[int, float]:
    """Where the words of a text and their neighbours fall, with their weights, of length one together."""
    words = fold(text[:READ]).split()
    found = {crc32(each.encode()) % PLACES for each in (*words, *map(" ".join, pairwise(words)))}
    return dict.fromkeys(found, 1 / math.sqrt(len(found))) if found else {}


def learn(told: Sequence[tuple[str, bool]]) -> Learnt | None:
    """A model from texts and whether each was published unchanged, oldest first; None where there are too few, or all alike.

    Needs scikit-learn (the extra `learn`); raises ImportError without it.
    """
    if len(told) < ENOUGH or len({good for _, good in told}) < 2:
        return None
    apart, kept = told[::EVERY], [each for at, each in enumerate(told) if at % EVERY]
    if len({good for _, good in kept}) < 2:
        return None
    weights, bias = _fitted(kept)
    right = sum((_share(text, weights, bias) >= 0.5) == good for text, good in apart)
    good = sum(good for _, good in apart)
    numbers = json.dumps({"weights": [round(w, 5) for w in weights], "bias": round(bias, 5)}, separators=(",", ":"))
    return Learnt(
        id=uuid.uuid4(), numbers=numbers, sha256=hashlib.sha256(numbers.encode()).hexdigest(), decisions=len(kept),
        held_out=len(apart), right=right, commonest=max(good, len(apart) - good), made_at=clock.now(),
    )  # fmt: skip


def _fitted(told: Iterable[tuple[str, bool]]) -> tuple[list[float], float]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    rows = [({str(place): weight for place, weight in places(text).items()}, good) for text, good in told]
    vectors = DictVectorizer()
    model = LogisticRegression(class_weight="balanced", max_iter=500, random_state=0)
    model.fit(vectors.fit_transform([row for row, _ in rows]), [good for _, good in rows])
    weights = [0.0] * PLACES
    for place, weight in zip(vectors.feature_names_, model.coef_[0], strict=True):
        weights[int(place)] = float(weight)
    return weights, float(model.intercept_[0])


def _share(text: str, weights: Sequence[float], bias: float) -> float:
    total = bias + sum(weights[place] * weight for place, weight in places(text).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def keep(model: Learnt) -> None:
    """Put a model in the place of the one before; whether it is switched off stays as it was."""
    earlier = newest()
    if earlier is not None:
        model.off_by, model.off_at = earlier.off_by, earlier.off_at
    db.session.execute(sa.delete(Learnt))
    db.session.add(model)
    db.session.flush()


def newest() -> Learnt | None:
    """The model there is, used or not."""
    return db.session.scalars(sa.select(Learnt).order_by(Learnt.made_at.desc()).limit(1)).first()


def usable(model: Learnt | None) -> tuple[list[float], float] | None:
    """The numbers of a model that may order; none where it is off, no better than a guess, or damaged."""
    if model is None or model.off_at is not None or model.right <= model.commonest:
        return None
    if hashlib.sha256(model.numbers.encode()).hexdigest() != model.sha256:
        return None
    try:
        read = json.loads(model.numbers)
        weights, bias = [float(w) for w in read["weights"]], float(read["bias"])
    except (ValueError, TypeError, KeyError):
        return None
    fit = len(weights) == PLACES and all(map(math.isfinite, (*weights, bias)))
    return (weights, bias) if fit else None


def foresee(kind: str, id: uuid.UUID, text: str) -> None:
    """Note how likely a thing is to be published unchanged, for the order of the queue; nothing without a usable model."""
    model = newest()
    numbers = usable(model)
    db.session.execute(sa.delete(Foreseen).where(Foreseen.thing_kind == kind, Foreseen.thing_id == id))
    if numbers is not None and model is not None:
        share = _share(text, *numbers)
        db.session.add(Foreseen(id=uuid.uuid4(), thing_kind=kind, thing_id=id, share=share, by_model=model.sha256))
    db.session.flush()


def switch(model: Learnt, *, on: bool, by: Actor) -> None:
    """Let the model order, or not. Off, what it foresaw is forgotten at once."""
    require(by, Moderation.SWITCH_ORDER, model)
    if on == (model.off_at is None):
        return
    model.off_by, model.off_at = (None, None) if on else (by.id, clock.now())
    if not on:
        db.session.execute(sa.delete(Foreseen))
        noticed.forget_learnt()
    record(by, Moderation.SWITCH_ORDER, model, on=on, model=model.sha256)
