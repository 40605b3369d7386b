"""Words by which an arm or time is likened to another, or set against it: 'as severe as'."""

import re
from collections.abc import Iterator, Sequence

from pipeline.language.sentences.marks import Mark, arm_of
from pipeline.language.words.numerals import NUMERAL

# 'as thin and as sparse as', 'as numb as'; not 'half as', 'as soon as', 'as many as 40'
_AS_AS = re.compile(
    r"\b(?<!not )(?<!never )(?<!so )(?<!half )(?<!third )(?<!quarter )(?<!twice )(?<!times )"
    rf"as (?P<word>[a-z-]+)(?:,? (?:and|or) (?:as )?[a-z-]+)? (?P<as>as)\b(?! {NUMERAL}\b)"
)
_NOT_DEGREES = frozenset(
    ("well", "soon", "long", "far", "early", "late", "many", "few", "little", "such", "safely")
)
_LIKE_AS = ("null.none", "null.alike", "comparison.than")
# 'half as strong as with', '3.1 v 4.2'
_THAN = re.compile(
    r"\b(?:half|third|quarter|twice|times|not|so) (?:nearly )?(?:as|so) [a-z-]+ (?P<as>as)\b"
    rf"(?! {NUMERAL}\b)|(?<=[\w)%] )(?P<v>v\.?)(?= )"
)
# without either, a sentence has none of the above, which take longer to look for
_MAY_LIKEN = re.compile(r" as [a-z]| v\.? ")


def likenesses(text: str, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Give the words by which two arms or times are alike or compared: 'as severe as'."""
    if not _MAY_LIKEN.search(text):
        return
    for match in _THAN.finditer(text):
        start, end = match.span("as" if match["as"] else "v")
        is_taken = any(mark.start < end and start < mark.end for mark in marks)
        if not is_taken and (match["as"] or any(m.start == end + 1 and arm_of(m) for m in marks)):
            yield Mark(start, end, ("comparison.than",))
    for match in _AS_AS.finditer(text):
        if match["word"] in _NOT_DEGREES:
            continue
        first = match.start()
        for start, end in (
            (first, match.end()),
            (first, match.start("as") - 1),
            match.span("as"),
            (first, first + 2),
        ):
            if not any(mark.start < end and start < mark.end for mark in marks):
                yield Mark(start, end, _LIKE_AS)
                break
