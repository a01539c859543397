"""Learn the weights of portal/engines/text/sounds.py from the texts that may be looked at, and write them down.

From which share on a sound is said is chosen by cross-validation: of clean remarks that a fold held back, no more than
its ALARMS may sound so. Both spellings of a line are held back together.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from portal import demo
from portal.engines.text import phrases
from portal.engines.text.sounds import WEIGHTS, Sound, features
from tests.bench.paper import table
from tests.bench.residents.texts import LEARNT, texts
from tests.consultations.clean import SAID
from tests.engines.synthesis.echoes.neighbourhood import residents
from tests.engines.text import accusing_corpus as corpus
from tests.engines.text import private_corpus as private

NEIGHBOURS, NUMBERS, FOLDS = 250, 500, 5
STORIES = Path(demo.__file__).with_name("stories.jsonl")
LABELS = {Sound.ACCUSATION: "accusation", Sound.INSULT: "insult", Sound.ADVERT: "advert", Sound.OFF_TOPIC: "offtopic"}
ALARMS = {Sound.ACCUSATION: 0.03, Sound.INSULT: 0.006, Sound.ADVERT: 0.012, Sound.OFF_TOPIC: 0.025}
CLEAN = ("praise", "criticism", "private", "numbers")
FIRM = {Sound.ACCUSATION: 30}  # how far weights may go; an accusation hangs on single words, the others on many
COMMON = 4  # texts in which a feature stands at least: the two spellings of one line teach nothing


def told() -> dict[str, tuple[str, str]]:
    """Texts, each with what it is and the line it is a spelling of; "" for what is neither of the sounds and no remark made
    for the measurements. None that is kept apart is among them."""
    made = {each.text: (each.kind, each.line) for each in texts() if each.part == LEARNT}
    for shapes, kind in ((corpus.ACCUSING, "accusation"), (corpus.CRITICAL, ""), (corpus.PRAISING, "")):
        made |= {text: (kind, text) for text in corpus.texts(shapes, times=1)}
    others = [text for text, _ in private.texts(private.ordinary, NUMBERS, seed=4)] + [*_paragraphs()]
    others += SAID
    others += [said.text for said in residents(random.Random(3959), NEIGHBOURS)]
    return made | {text: ("", text) for text in others}


def _paragraphs() -> Iterator[str]:
    """The demonstration's stories by paragraph: how people tell of good deeds at length."""
    for line in STORIES.read_text(encoding="utf8").splitlines():
        for value in json.loads(line).values():
            if isinstance(value, str):
                yield from (part for part in re.split(r"\n+", re.sub(r"<[^>]+>", "\n", value)) if len(part.split()) > 6)


Learnt = tuple[TfidfVectorizer, dict[Sound, LogisticRegression]]


def learnt(found: Sequence[list[str]], kinds: Sequence[str]) -> Learnt:
    """The features with their rarities, and for each sound a model of it against all else."""
    vectors = TfidfVectorizer(analyzer=list, min_df=COMMON, sublinear_tf=True)
    read = vectors.fit_transform(found)
    models = {}
    for sound, label in LABELS.items():
        model = LogisticRegression(C=FIRM.get(sound, 10), class_weight="balanced", solver="liblinear", random_state=0)
        models[sound] = model.fit(read, [kind == label for kind in kinds])
    return vectors, models


def held_back(found: Sequence[list[str]], kinds: Sequence[str], lines: Sequence[str]) -> dict[Sound, "np.ndarray"]:
    """For each sound the share of it in each text, by a model that never saw the text's line."""
    shares = {sound: np.zeros(len(found)) for sound in LABELS}
    for seen, unseen in GroupKFold(FOLDS).split(found, groups=lines):
        vectors, models = learnt([found[i] for i in seen], [kinds[i] for i in seen])
        read = vectors.transform([found[i] for i in unseen])
        for sound, model in models.items():
            shares[sound][unseen] = model.predict_proba(read)[:, 1]
    return shares


def thresholds(shares: dict[Sound, "np.ndarray"], kinds: Sequence[str]) -> dict[Sound, float]:
    """The share from which on each sound is said; prints how many are found so."""
    clean = np.isin(kinds, CLEAN)
    enough, rows = {}, []
    for sound, label in LABELS.items():
        enough[sound] = round(float(np.quantile(shares[sound][clean], 1 - ALARMS[sound])) + 0.005, 2)
        said = shares[sound] >= enough[sound]
        found = [100 * float(said[np.isin(kinds, kind)].mean()) for kind in (label, "praise", "criticism", "numbers")]
        rows.append((sound.value, enough[sound], *found))
    heads = ("sound", "from", "found %", "of praise %", "of criticism %", "of numbers %")
    table("Guesses on lines held back, without the lists of words", heads, rows)
    return enough


def main() -> None:
    """Write the weights, rounded; the same texts give the same file."""
    rows = told()
    found = [features(phrases.words(text), asks="?" in text) for text in rows]
    kinds, lines = zip(*rows.values(), strict=True)
    enough = thresholds(held_back(found, kinds, lines), kinds)
    vectors, models = learnt(found, kinds)
    weighed = {
        name: [round(float(rarity), 2), *(round(float(model.coef_[0][at]), 2) for model in models.values())]
        for at, (name, rarity) in enumerate(zip(vectors.get_feature_names_out(), vectors.idf_, strict=True))
    }
    written = ",\n".join(f"{json.dumps(name, ensure_ascii=False)}: {value}" for name, value in sorted(weighed.items()))
    bias = json.dumps({sound.value: round(float(model.intercept_[0]), 3) for sound, model in models.items()})
    head = f'"bias": {bias}, "enough": {json.dumps({sound.value: share for sound, share in enough.items()})}'
    WEIGHTS.write_text(f'{{{head}, "features": {{\n{written}\n}}}}\n', encoding="utf8")


if __name__ == "__main__":
    main()
