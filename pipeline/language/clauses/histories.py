"""What is set within a statement of how its subject came to be: 'IL-6, raised by CCI, fell'."""

import re
from collections.abc import Iterator, Sequence

from pipeline.language.sentences.marks import Mark, is_of, is_outcome

# 'velocity, on which a pilot had reported a gain, did not change'
_REPORTED = re.compile(
    r",\s+(?:(?:on|of|in|for|to)\s+)?(?:which|whose|whom)\b[^,;]{0,60}?\b(?:had|has|have)\s+"
    r"(?:previously\s+|earlier\s+|been\s+)*(?:report|show|found|suggest|seen|describ|claim|promis|"
    r"improv|respond)\w*[^,;]{0,60},(?=\s)"
)
_SET_OFF = re.compile(r",\s+(?P<told>[^,;:()]{4,70}),(?=\s)")
# what opens no description of the subject
_OPENS_ELSE = re.compile(
    r"(?:and|or|but|nor|yet|while|whilst|whereas|though|although|as|than|with|without|by|in|on|at|"
    r"to|for|of|from|after|before|during|under|within|through|compared|relative|versus|vs|against|"
    r"unlike|like|namely|including|such|respectively|who|when|where|whether|because|since|so|"
    r"not|no|the|an?|this|these|it|they|was|were|is|are|did|had|has)\b",
    re.I,
)
_GOES_ON = re.compile(
    r"\s+(?:\w+ly\s+|then\s+|also\s+|now\s+|again\s+|all\s+|both\s+)?(?:was|were|is|are|had|has|have|"
    r"did|could|would|remained|stayed|came|went|fell|rose|sank|grew|became|began|returned|proved|"
    r"showed|reached|regained|yielded|gave|held|dropped|climbed|\w{2,}ed)\b"
)
# 'the rise that CCI had brought about'
_DONE = re.compile(
    r"\s+(?:that|which)\s+(?:the\s+)?(?P<by>[\w-]+(?:\s+[\w-]+){0,2}?)\s+ha[ds]\s+\w+"
    r"(?:\s+(?:about|on|up|down|forth|away|frequent|rare|high|low))?(?=\s)"
)
_HURT = frozenset(("role.insult", "arm.control", "arm.inert"))


def histories(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """Give the stretches of a sentence that tell what came before the finding, or was the cause."""
    yield from (match.span() for match in _REPORTED.finditer(text))
    if not any("role.insult" in mark.ids or "arm." in mark.ids[0] for mark in marks):
        return
    start = 0
    while match := _SET_OFF.search(text, start):
        start = match.end() - 1
        if not _OPENS_ELSE.match(match["told"]) and _is_of_illness(text, match, marks):
            yield match.span()
    for match in _DONE.finditer(text):
        held = [m for m in marks if match.start("by") <= m.start and m.end <= match.end("by")]
        if held and all("role.insult" in mark.ids for mark in held):
            yield match.span()


def _is_of_illness(text: str, found: re.Match[str], marks: Sequence[Mark]) -> bool:
    """Whether a stretch between commas tells what an injury or its lack of treatment made of it."""
    held = [mark for mark in marks if found.start() <= mark.start < found.end()]
    before = [mark for mark in marks if mark.end <= found.start()]
    return (
        any(not _HURT.isdisjoint(mark.ids) for mark in held)
        and not any("arm.intervention" in mark.ids or is_outcome(mark) for mark in held)
        and any(map(is_outcome, before))
        and not any(is_of(mark, "change.", "null.") for mark in before[-1:])
        and bool(_GOES_ON.match(text, found.end()))
    )
