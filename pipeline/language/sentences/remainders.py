"""'The rest' of the patients, which is no rest of the outcomes."""

import re

from pipeline.language.sentences.marks import Mark
from pipeline.language.words.numerals import NUMERAL

_PEOPLE = (
    r"(?:patients|participants|people|persons|subjects|cases|women|men|children|survivors|rats|"
    r"mice|animals)\b"
)
# 'the remaining nine', 'the others of the patients'
_OF_PEOPLE = re.compile(
    rf"\s+(?:{_PEOPLE}|of the {_PEOPLE}|(?:{NUMERAL})(?!\s+(?:outcome|measure|scale|score|item|"
    r"endpoint|parameter|indices|domain|variable|test|subscale)))",
    re.I,
)
_COUNTED = re.compile(
    rf"\b(?:{NUMERAL}|\d+ ?%|third|quarter|half) (?:of (?:the )?)?{_PEOPLE}|\bin {NUMERAL}", re.I
)
_IN = re.compile(r"\b(?:in|for)\s+$", re.I)
_DID_NOT = re.compile(
    r"\s+(?:did not|had none|had not|were not|got none|felt none|noticed)\b", re.I
)


def without_other_patients(text: str, marks: list[Mark]) -> list[Mark]:
    """Leave out 'the rest' where it is of the patients."""
    if not any("refer.rest" in mark.ids for mark in marks):
        return marks
    kept = [
        mark._replace(ids=tuple(i for i in mark.ids if i != "refer.rest"))
        if "refer.rest" in mark.ids and _is_of_people(text, mark)
        else mark
        for mark in marks
    ]
    return [mark for mark in kept if mark.ids]


def _is_of_people(text: str, mark: Mark) -> bool:
    if _OF_PEOPLE.match(text, mark.end):
        return True
    stands = _IN.search(text, 0, mark.start) or _DID_NOT.match(text, mark.end)
    return bool(stands and _COUNTED.search(text, 0, mark.start))
