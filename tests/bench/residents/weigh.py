"""Learn the weights of portal/engines/text/accusing_guess.py from the texts that may be looked at, and write them down."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from portal import demo
from portal.engines.text import phrases
from portal.engines.text.accusing_guess import FEWEST, WEIGHTS, features
from tests.bench.residents.texts import texts
from tests.engines.synthesis.echoes.neighbourhood import residents
from tests.engines.text import accusing_corpus as corpus

NEIGHBOURS = 250
STORIES = Path(demo.__file__).with_name("stories.jsonl")


def told() -> dict[str, bool]:
    """Texts, each with whether it accuses. None that is kept apart is among them."""
    made = {each.text: each.kind == "accusation" for each in texts() if not each.apart}
    for shapes, accuses in ((corpus.ACCUSING, True), (corpus.CRITICAL, False), (corpus.PRAISING, False)):
        made |= dict.fromkeys(corpus.texts(shapes, times=1), accuses)
    made |= dict.fromkeys(_paragraphs(), False)
    return made | {said.text: False for said in residents(random.Random(3959), NEIGHBOURS)}


def _paragraphs() -> Iterator[str]:
    """The demonstration's stories by paragraph: how people tell of good deeds at length."""
    for line in STORIES.read_text(encoding="utf8").splitlines():
        for value in json.loads(line).values():
            if isinstance(value, str):
                yield from (
                    part for part in re.split(r"\n+", re.sub(r"<[^>]+>", "\n", value)) if len(part.split()) >= FEWEST
                )


def main() -> None:
    """Write the weights, rounded; the same texts give the same file."""
    rows = told()
    vectors = TfidfVectorizer(analyzer=lambda text: features(phrases.words(text)), min_df=2, sublinear_tf=True)
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=1000, random_state=0)
    model.fit(vectors.fit_transform(rows), [*rows.values()])
    found = zip(vectors.get_feature_names_out(), vectors.idf_, model.coef_[0], strict=True)
    weighed = {name: [round(float(rarity), 3), round(float(weight), 3)] for name, rarity, weight in found}
    lines = ",\n".join(f"{json.dumps(name)}: {value}" for name, value in sorted(weighed.items()))
    bias = round(float(model.intercept_[0]), 3)
    WEIGHTS.write_text(f'{{"bias": {bias}, "features": {{\n{lines}\n}}}}\n', encoding="utf8")


if __name__ == "__main__":
    main()
