"""Learn the weights of portal/engines/text/sounds.py from the texts that may be looked at, and write them down."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from portal import demo
from portal.engines.text import phrases
from portal.engines.text.sounds import WEIGHTS, Sound, features
from tests.bench.residents.texts import LEARNT, texts
from tests.engines.synthesis.echoes.neighbourhood import residents
from tests.engines.text import accusing_corpus as corpus
from tests.engines.text import private_corpus as private

NEIGHBOURS, NUMBERS = 250, 500
STORIES = Path(demo.__file__).with_name("stories.jsonl")
LABELS = {Sound.ACCUSATION: "accusation", Sound.INSULT: "insult", Sound.ADVERT: "advert", Sound.OFF_TOPIC: "offtopic"}
COMMON = 3  # texts in which a feature stands at least: the two spellings of one line teach nothing


def told() -> dict[str, str]:
    """Texts, each with what it is; "" for what is neither of the sounds. None that is kept apart is among them."""
    made = {each.text: each.kind for each in texts() if each.part == LEARNT}
    for shapes, kind in ((corpus.ACCUSING, "accusation"), (corpus.CRITICAL, ""), (corpus.PRAISING, "")):
        made |= dict.fromkeys(corpus.texts(shapes, times=1), kind)
    made |= {text: "" for text, _ in private.texts(private.ordinary, NUMBERS, seed=4)}
    made |= dict.fromkeys(_paragraphs(), "")
    return made | {said.text: "" for said in residents(random.Random(3959), NEIGHBOURS)}


def _paragraphs() -> Iterator[str]:
    """The demonstration's stories by paragraph: how people tell of good deeds at length."""
    for line in STORIES.read_text(encoding="utf8").splitlines():
        for value in json.loads(line).values():
            if isinstance(value, str):
                yield from (part for part in re.split(r"\n+", re.sub(r"<[^>]+>", "\n", value)) if len(part.split()) > 6)


def learnt(rows: dict[str, str]) -> tuple[list[str], Sequence[float], dict[Sound, LogisticRegression]]:
    """The features, their rarities, and for each sound a model of it against all else."""
    vectors = TfidfVectorizer(analyzer=_analysed, min_df=COMMON, sublinear_tf=True)
    read = vectors.fit_transform(rows)
    models = {}
    for sound, label in LABELS.items():
        model = LogisticRegression(C=10, class_weight="balanced", max_iter=2000, random_state=0)
        models[sound] = model.fit(read, [kind == label for kind in rows.values()])
    return [*vectors.get_feature_names_out()], vectors.idf_, models


def _analysed(text: str) -> list[str]:
    return features(phrases.words(text), asks="?" in text)


def main() -> None:
    """Write the weights, rounded; the same texts give the same file."""
    names, rarities, models = learnt(told())
    weighed = {
        name: [round(float(rarity), 2), *(round(float(model.coef_[0][at]), 2) for model in models.values())]
        for at, (name, rarity) in enumerate(zip(names, rarities, strict=True))
    }
    lines = ",\n".join(f"{json.dumps(name)}: {value}" for name, value in sorted(weighed.items()))
    bias = json.dumps({sound.value: round(float(model.intercept_[0]), 3) for sound, model in models.items()})
    WEIGHTS.write_text(f'{{"bias": {bias}, "features": {{\n{lines}\n}}}}\n', encoding="utf8")


if __name__ == "__main__":
    main()
