"""What groups A, B and C, or I and II, of an abstract get: 'group A (sham)', 'EA (group B)'."""

import re
from collections.abc import Iterator, Mapping

from pipeline.language.words.lexicon import Lexicon
from pipeline.language.words.short_forms import meant_by

_LETTER = r"(?:[A-Z]|I{1,3}|IV|VI{0,3})"
_LABEL = rf"(?:{_LETTER}|\d)"
_AND = r"(?:,| and| or|, and| vs\.?| versus| to) "
_NAMED = rf"[Gg]roups? (?P<labels>{_LABEL}(?:{_AND}{_LABEL})*)\b(?!['’-])"
# 'a sham acupuncture group (group A, n = 30)'
_BRACKETED = re.compile(rf"\(\s*(?:{_NAMED}|(?P<first>{_LABEL}) group)")
_BEFORE = 80  # characters before the bracket
_EDGE = re.compile(r"[.;:,()\n]|\b(?:and|or|into|to|as|were|was)\b")
_TOLD = (
    # 'group A (sham acupuncture, n = 30)'
    re.compile(rf"{_NAMED}\s*[(\[](?![nN] ?=)(?P<means>[^()\[\]]{{3,80}})"),
    # 'group A received sham acupuncture', 'group A: sham acupuncture'
    re.compile(
        rf"{_NAMED}(?: \([^()]*\))?"
        r"(?:\s*[:=,]\s*|(?:,? (?:the )?(?:patients|participants|subjects|rats|mice|animals|who|"
        r"which|in which|was|were|had|only|also|additionally))*,? "
        r"(?=receiv|treat|given|gett|got|underwent|administ|control|no\b|with|as\b))"
        r"(?P<means>(?:(?!(?:[,;]|\band) (?:and )?(?:in )?(?:the )?group)[^.;]){3,90})"
    ),
)
# Beginning with a set, `re` skips from one to the next.
_MENTION = re.compile(
    rf"[B-HJ-Zg](?:(?<=\b[Gg])roups? (?:\d\b(?:{_AND}\d\b(?!\.\d| \w))*|"
    rf"{_LETTER}\b(?:{_AND}{_LETTER}\b(?!['’.-]\w))*)|"
    r"(?<=(?<![\w.-])[B-HJ-Z]) groups?\b)"
)
_ONE = re.compile(rf"\b{_LABEL}\b")
_WITHOUT = re.compile(r"\b(?:no[nt]?|without)\b", re.I)  # 'a non-acupuncture group'
_OURS, _OWN, _CONTROL = ("arm.intervention",), ("arm.own",), ("arm.control",)


def group_labels(text: str, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Give the arms that the labels of groups stand for.

    Beside a group that gets the intervention, the other of two groups is its control. Nothing is
    given where no group, or each of them, gets it.
    """
    used = {
        one.group() for found in _MENTION.finditer(text) for one in _ONE.finditer(found.group())
    }
    if len(used) < 2:
        return {}
    means: dict[str, tuple[str, ...]] = {}
    for labels, meant in _defined(text):
        arms = _arms_in(meant, lexicon)
        for one in _ONE.finditer(labels) if arms else ():
            means.setdefault(one.group(), arms)
    is_named = any("arm.intervention" in arms for arms in means.values())
    # 'a treatment group (group A)' is ours only where no group is told to get the intervention
    means |= {
        label: _CONTROL if is_named else _OURS for label, arms in means.items() if arms == _OWN
    }
    ours = {label for label, arms in means.items() if "arm.intervention" in arms}
    if ours and len(used) == 2:
        means |= dict.fromkeys(used - means.keys(), _CONTROL)
    return means if ours and ours != means.keys() else {}


def _defined(text: str) -> Iterator[tuple[str, str]]:
    """Give labels of groups, and what these are said to be."""
    for match in _BRACKETED.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        yield match["labels"] or match["first"], _EDGE.split(before)[-1]
    for pattern in _TOLD:
        for match in pattern.finditer(text):
            yield match["labels"], match["means"]


def labelled(text: str, labels: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, int, str]]:
    """Give where groups are named by their labels, and by which: 'groups A and B'."""
    if not labels:
        return
    for match in _MENTION.finditer(text):
        start = match.start()
        for one in _ONE.finditer(text, match.start(), match.end()):
            end = match.end() if text.startswith(" group", one.end()) else one.end()
            if one.group() in labels:
                yield start, end, one.group()
            start = end + 1


def _arms_in(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Give the arms named in what a group is said to get; without ours, it is a control."""
    arms = tuple(i for i in meant_by(text, lexicon) if i.startswith("arm."))
    return _CONTROL if arms and _WITHOUT.search(text) else arms
