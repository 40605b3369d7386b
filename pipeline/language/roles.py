"""What a sentence of an abstract does: background, aim, method, result or conclusion.

Labels of sections decide where they are clear; otherwise each sentence's role is guessed from its
words and its place, the roles of one abstract together (Viterbi: an abstract runs from background
to conclusion and rarely turns back).
"""

import re
from collections.abc import Sequence

from pipeline.language.lexicon import Cues
from pipeline.language.sentences import Sentence

ROLES = ("background", "aim", "method", "result", "conclusion")
FINDING_ROLES = frozenset(("result", "conclusion"))
_WORD = re.compile(r"[a-z]+")
_P_VALUE = re.compile(r"\b[pP]\s*[<=>≤≥＜＞]|95\s?%\s*CI|±|\d\s?%")
# Cost of passing from one role (row) to the next sentence's (column).
_PASS = (
    (0.0, 0.3, 0.7, 1.5, 3.0),
    (2.0, 0.5, 0.2, 1.0, 3.0),
    (4.0, 2.0, 0.0, 0.6, 2.5),
    (6.0, 5.0, 2.5, 0.0, 0.7),
    (7.0, 6.0, 5.0, 3.0, 0.0),
)
_START = (0.0, 0.5, 1.5, 3.0, 5.0)


def roles(sentences: Sequence[Sentence], cues: Cues) -> list[str]:
    """Give the role of each sentence."""
    given = [role_of_label(sentence.label, cues) for sentence in sentences]
    if all(given):
        return [role for role in given if role]
    guessed = _guess(sentences, given, cues)
    return guessed


def role_of_label(label: str | None, cues: Cues) -> str | None:
    """Read a label; `None` where there is none or it names several roles."""
    if not label:
        return None
    found = [role for role in ROLES if cues.label(role).intersection(_label_words(label))]
    if len(found) == 1:
        return found[0]
    if set(found) <= {"background", "aim"} and found:
        return "aim"
    return None


def _label_words(label: str) -> set[str]:
    words = _WORD.findall(label.lower())
    return {*words, *(f"{one} {two}" for one, two in zip(words, words[1:], strict=False))}


def _guess(sentences: Sequence[Sentence], given: Sequence[str | None], cues: Cues) -> list[str]:
    n = len(sentences)
    costs: list[list[float]] = []
    for i, (sentence, role) in enumerate(zip(sentences, given, strict=True)):
        if role:
            costs.append([0.0 if name == role else 50.0 for name in ROLES])
        else:
            costs.append(_costs(sentence.text, i / max(1, n - 1), cues))
    best = [start + cost for start, cost in zip(_START, costs[0], strict=True)]
    back: list[list[int]] = []
    for cost in costs[1:]:
        came, reached = [], []
        for to in range(len(ROLES)):
            options = [best[origin] + _PASS[origin][to] for origin in range(len(ROLES))]
            origin = options.index(min(options))
            came.append(origin)
            reached.append(options[origin] + cost[to])
        back.append(came)
        best = reached
    state = best.index(min(best))
    path = [state]
    for came in reversed(back):
        state = came[state]
        path.append(state)
    return [ROLES[state] for state in reversed(path)]


def _costs(text: str, place: float, cues: Cues) -> list[float]:
    ids = cues.roles.ids(text)
    score = dict.fromkeys(ROLES, 0.0)
    if "role.aim" in ids:
        score["aim"] += 2.5
    if "role.method" in ids:
        score["method"] += 2.0
    if "role.background" in ids:
        score["background"] += 1.0
    if "role.prior" in ids:
        score["background"] += 1.5
    if "role.conclude" in ids:
        score["conclusion"] += 2.5
    if "role.hedge" in ids:
        score["conclusion"] += 0.7
        score["background"] += 0.3
    if "role.future" in ids:
        score["conclusion"] += 0.8
    if "role.significant" in ids:
        score["result"] += 1.5
    if _P_VALUE.search(text):
        score["result"] += 2.0
    if ids & {"change.up", "change.down", "change.good", "null.none", "comparison.than"}:
        score["result"] += 1.2
        score["conclusion"] += 0.6
    score["background"] += 1.0 - 3.0 * place
    score["conclusion"] += 2.5 * place - 1.6
    score["result"] += 1.0 - 2.0 * abs(place - 0.7)
    return [-score[role] for role in ROLES]
