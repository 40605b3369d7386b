"""What a sentence of an abstract does: background, aim, method, result or conclusion.

Labels of sections decide where they are clear. Otherwise each sentence's role is guessed from its
words and its place, by weights learnt from authors' own labels (`roles.tsv`, made by
`evaluation/train_roles.py`), and the roles of one abstract together (Viterbi: an abstract runs
from background to conclusion and rarely turns back).
"""

import itertools
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from pipeline.language.sentences.cutting import Sentence
from pipeline.language.words.lexicon import Cues

ROLES = ("background", "aim", "method", "result", "conclusion")
FINDING_ROLES = frozenset(("result", "conclusion"))
_WORD = re.compile(r"[a-zα-ω]+|\d+|[%±=<>?]")
_LABEL_WORD = re.compile(r"[a-z]+")
_VERB = r"(?: (?:was|were|is|are|did|had|has|have|could|gained|showed)\b)"
_INLINE = re.compile(rf"([A-Z](?:(?!{_VERB})[A-Za-z'’/& -]){{2,40}}):\s")
_START = (0.0, -0.5, -1.5, -3.0, -5.0)


def roles(
    sentences: Sequence[Sentence], cues: Cues, tells: Sequence[float] | None = None
) -> list[str]:
    """Give the role of each sentence.

    `tells` is the weight with which a sentence looks like one that tells of an outcome's change.
    """
    labels = {sentence.label: role_of_label(sentence.label, cues) for sentence in sentences}
    given = _with_inline([labels[s.label] for s in sentences], sentences, cues)
    if all(given):
        return [role for role in given if role]
    return _guess(sentences, given, tells or [0.0] * len(sentences))


def _with_inline(
    given: list[str | None], sentences: Sequence[Sentence], cues: Cues
) -> list[str | None]:
    """Read labels that stand within the text ('Results: …') and hold until the next one.

    One that no label of a finding follows holds for its own sentence: 'Design: …' and no more.
    """
    inline = [
        role_of_label(match.group(1), cues) if match else None
        for match in (_INLINE.match(sentence.text) for sentence in sentences)
    ]
    held: str | None = None
    for place, role in enumerate(inline):
        held = role or held
        if role or held in FINDING_ROLES or not FINDING_ROLES.isdisjoint(inline[place:]):
            given[place] = given[place] or held
    return given


def role_of_label(label: str | None, cues: Cues) -> str | None:
    """Read a label; `None` where there is none, it is not known or it names several roles."""
    if not label:
        return None
    words = _LABEL_WORD.findall(label.lower())
    named = {*words, *(f"{one} {two}" for one, two in itertools.pairwise(words))}
    found = [role for role in ROLES if cues.label(role) & named]
    if len(found) == 1:
        return found[0]
    if found and set(found) <= {"background", "aim", "method"}:
        return found[-1]
    return None


def features(text: str, place: int, n: int) -> list[str]:
    """Give a sentence's words, pairs of words, and its place among the abstract's n sentences."""
    words = ["0" if word[0].isdigit() else word for word in _WORD.findall(text.lower())]
    found = words + [f"{one} {two}" for one, two in itertools.pairwise(words)]
    found.append(f"@{10 * place // max(1, n)}")
    if words:
        found.append(f"^{words[0]}")
    if place == 0:
        found.append("@first")
    if place == n - 1:
        found.append("@last")
    return found


@cache
def _weights() -> tuple[dict[str, tuple[float, ...]], list[tuple[float, ...]]]:
    table = resources.files("pipeline.language").joinpath("roles.tsv").read_text("utf-8")
    weights: dict[str, tuple[float, ...]] = {}
    passing: list[tuple[float, ...]] = []
    for line in table.splitlines()[1:]:
        name, *cells = line.split("\t")
        row = tuple(map(float, cells))
        if name.startswith(">") and len(name) > 1 and name[1:] in ROLES:
            passing.append(row)
        else:
            weights[name] = row
    return weights, passing


def _guess(
    sentences: Sequence[Sentence], given: Sequence[str | None], tells: Sequence[float]
) -> list[str]:
    weights, passing = _weights()
    n = len(sentences)
    indices = range(len(ROLES))
    scores: list[list[float]] = []
    for place, (sentence, role, telling) in enumerate(zip(sentences, given, tells, strict=True)):
        if role:
            scores.append([0.0 if name == role else -50.0 for name in ROLES])
            continue
        total = list(weights["*"])
        for feature in dict.fromkeys(features(sentence.text, place, n)):
            row = weights.get(feature)
            if row:
                for i in indices:
                    total[i] += row[i]
        if telling:
            for i, name in enumerate(ROLES):
                if name in FINDING_ROLES:
                    total[i] += telling
        scores.append(total)
    best = [start + score for start, score in zip(_START, scores[0], strict=True)]
    back: list[list[int]] = []
    for score in scores[1:]:
        came, reached = [], []
        for to in indices:
            options = [best[origin] + passing[origin][to] for origin in indices]
            top = max(options)
            came.append(options.index(top))
            reached.append(top + score[to])
        back.append(came)
        best = reached
    state = best.index(max(best))
    path = [state]
    for came in reversed(back):
        state = came[state]
        path.append(state)
    return [ROLES[state] for state in reversed(path)]
