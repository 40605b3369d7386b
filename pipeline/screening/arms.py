"""Which treatments stand against the intervention, and which all arms had."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from pipeline.language.words.numerals import NUMERAL
from pipeline.language.words.vocabulary import Mention, Vocabulary
from pipeline.screening.reading import Zone, is_within

_GROUP = r"(?:groups?|arms?)"
_CONTROLS = (
    rf"(?:controls?(?: {_GROUP})?|comparison {_GROUP}|CG|[Gg]roup (?:[B-D2-4]|two|three|four)|"
    rf"the (?:others|rest|remaining \w+|(?:other|second|third|fourth) {_GROUP}))"
)
# Places in which a treatment is set against the intervention: 'than drugs', 'randomised to needles
# or drugs', 'controls received drugs'.
_SET_AGAINST = (
    re.compile(
        r"\b(?:versus|vs|than|against|over|outperform\w*|outdid|surpass\w*|beat|relative to|"
        r"(?:superior|inferior|equal|equivalent|comparable|similar) to|"
        r"compar(?:ed|ing|isons?|able) (?:with|to|against))\b[^.;:,]{0,80}"
        r"(?:(?:, [^.;:,]{1,40})*,? or [^.;:,]{1,40})?"
    ),
    re.compile(r"\b(?:[Cc]omparison|[Cc]ompare[ds]?|[Cc]omparing)\b[^.;:]{0,120}"),
    re.compile(
        r"\b(?:[Rr]andomi[sz]\w*|[Rr]andomly|allocat\w*|assign\w*|divided|split)\b[^.;]*?"
        r"\b(?:in)?to\b[^.;]*|\beither\b[^.;]*"
    ),
    re.compile(
        rf"\b{_CONTROLS}\b[^.;]{{0,60}}?(?:\b(?:receiv\w+|given|treated|underwent|took|taking|got|"
        r"had|used|administered|applied|adopted|prescribed)\b|:)(?:(?!\b(?:while|whereas)\b)[^.;])*"
    ),
    re.compile(rf"\b[Ii]n (?:the )?{_CONTROLS}\b(?:(?!\b(?:while|whereas)\b)[^.;]){{0,80}}"),
    re.compile(
        rf"\b(?:received|had|got|given|treated with|underwent)\b[^.;]*?\b(?:and|while|whereas) "
        rf"(?:(?:the )?{_CONTROLS}|{NUMERAL}|half|the others?)\b[^.;]{{0,80}}"
    ),
    re.compile(r"\b(?:received|had|got|given|underwent) [^.;]*?,? or both\b"),
)
# What follows such a treatment: 'a drug group', 'drugs were given to the controls'.
_AGAINST_US = re.compile(
    r"(?:[\s-]+(?!(?:in|of|to|for|from|between|the|and|by|at|than|with)\b)[\w-]+){0,2}[\s(-]+"
    r"(?:groups?|arms?)\b|[\s-]+controls\b|"
    rf"[^.;,]{{0,60}}\b(?:to|for|as|adopted in|given in|used in) (?:the )?{_CONTROLS}\b"
)
# Told as an outcome or as pretended, and so as nobody's treatment.
_COUNTED = re.compile(
    r"\b(?:dos(?:e|es|age|ages)|number|amount|use|consumption|need|requirements?|rescue|intake|"
    r"sham|mock|placebo|fake|simulated|inactive|detuned|deactivated|blunt\w*|no|without)[\s-]+"
    r"(?:(?:of|for|postoperative|additional|rescue|any)[\s-]+)*\Z",
    re.IGNORECASE,
)
_CONSUMED = re.compile(
    r"[\s-]+(?:use|usage|consum\w+|requirements?|intake|demands?|doses?|dosages?|sparing|needs?|"
    r"administered|button)\b"
)
# Places in which all arms had a treatment, and what follows one: 'both groups received drugs', 'on
# the basis of drugs', 'drugs were given to all'.
_SHARED = (
    re.compile(
        rf"\b(?:[Bb]oth|[Aa]ll|the two|the three|[Ee]ach|[Ee]very) (?:{_GROUP}|patients?|"
        r"participants?|subjects?|women|men|people)\b[^.;]{0,80}|\b[Ee]veryone\b[^.;]{0,80}"
    ),
    re.compile(
        r"\b(?:(?:[Oo]n|[Uu]pon) the basis of|[Bb]ased on|on top of|[Ii]n addition to|added to|"
        r"adding|besides|apart from)\b[^.;,]{0,60}"
    ),
)
_TO_ALL = re.compile(
    rf"[^.;:,]{{0,80}}\b(?:in|to) (?:(?:both|all|the two|the three) {_GROUP}|all)\b"
)
_ALONE = re.compile(
    r"[^.;:,]{0,20}\b(?:alone|only|monotherapy|by itself|on its own|without it|"
    r"with (?:or|and) without)\b"
)
_JOINED = re.compile(
    r"(?!.*\b(?:than|versus|vs|or|against|over|compar\w+|differ\w*|replac\w+)\b)[\s()\w-]{0,16}?"
    r"(?:\+|\b(?:plus|with|added to|in addition to|on top of|as an? adjunct\w* to|alongside)\b)"
    r"[\s()\w-]{0,24}"
)
# 'acupuncture was added', 'the same plus acupuncture', 'were also needled'
_ADDED_AFTER = re.compile(
    r"(?: \w+){0,2},? (?:(?:was|were|is|are|being) (?:also )?(?:added|combined|given in addition)|"
    r"in addition|as well|besides|additionally)\b"
)
_ADDED_BEFORE = re.compile(
    r"\b(?:same(?: \w+){0,3} (?:plus|and|with)|additional(?:ly)?(?: \w+){0,2}|added|combined with|"
    r"also(?: (?:received|had|given|got|were given|treated with|underwent))?|plus|"
    r"in addition(?: to this| to that)?,?(?: \w+){0,2})\s*\Z"
)
# 'the controls had no acupuncture', but no 'acupuncture-related events'
_WITHOUT = re.compile(
    r"(?<!with or )(?<!with and )\b(?:[Nn]o|[Ww]ithout|not(?: \w+)? (?:receiv\w+|given|"
    r"given any|have|undergo|treated with)|neither receiv\w+)[\s-]+"
    r"(?:(?:any|the|additional|extra|real|actual|use of)[\s-]+)*\Z"
)
_OF_SOMETHING = re.compile(
    r"[\s-]*(?:(?:related|associated|induced|treatment|therapy|adverse|side|stud\w+|trial\w*|"
    r"specific|group|response|review\w*|research)\b)"
)
_STOP = re.compile(r"[.;]")
_NEXT = 45  # characters between two treatments of one arm


class Arms:
    """The treatments that a text names by lists of words, and whose arm each is told to be."""

    def __init__(self, zone: Zone, ours: Sequence[Mention], treatments: Vocabulary) -> None:
        self._text = zone.text
        self._named = [m for m in treatments.find(zone.text) if not _is_outcome(zone.text, m)]
        self._ours = ours

    def opposes(self, entry_id: str) -> bool:
        """Whether one of a list is told as what the controls had, and not with our arm."""
        return any(entry_id in mention.ids for mention in self._opposed)

    def is_added_to(self, entry_id: str) -> bool:
        """Whether the intervention was added to one of a list, which stands against it alone."""
        named = self._of(entry_id)
        return any(_ALONE.match(self._text, mention.end) for mention in named) or (
            self.opposes(entry_id) and (self._is_added or any(map(self._is_joined, named)))
        )

    def have(self, entry_id: str) -> bool:
        """Whether all arms had one of a list."""
        places = self._places(_SHARED)
        return any(
            is_within(mention, places) or _TO_ALL.match(self._text, mention.end)
            for mention in self._of(entry_id)
        )

    @cached_property
    def _is_added(self) -> bool:
        return any(
            _ADDED_AFTER.match(self._text, mention.end)
            or _ADDED_BEFORE.search(self._text, max(0, mention.start - _NEXT), mention.start)
            for mention in self._ours
        )

    @property
    def lack_ours(self) -> bool:
        """Whether the text tells of those who went without the intervention."""
        return any(
            _WITHOUT.search(self._text, max(0, mention.start - _NEXT), mention.start)
            and not _OF_SOMETHING.match(self._text, mention.end)
            for mention in self._ours
        )

    def _of(self, entry_id: str) -> list[Mention]:
        return [mention for mention in self._named if entry_id in mention.ids]

    @cached_property
    def _opposed(self) -> list[Mention]:
        places = self._places(_SET_AGAINST)
        return [
            mention
            for mention in self._named
            if (
                is_within(mention, places)
                or _AGAINST_US.match(self._text, mention.end)
                or _ALONE.match(self._text, mention.end)
            )
            and not self._is_joined(mention)
        ]

    def _places(self, patterns: Sequence[re.Pattern]) -> list[tuple[int, int]]:
        return [
            match.span()
            for start, end in self._stretches
            for pattern in patterns
            for match in pattern.finditer(self._text, start, end)
        ]

    @cached_property
    def _stretches(self) -> set[tuple[int, int]]:
        """The stretches between full stops or semicolons that name a treatment.

        No place of `_SET_AGAINST` and `_SHARED` reaches over one.
        """
        edges = [-1, *(match.start() for match in _STOP.finditer(self._text)), len(self._text)]
        found = (bisect_right(edges, mention.start) for mention in self._named)
        return {(edges[number - 1] + 1, edges[number]) for number in found}

    def _is_joined(self, mention: Mention) -> bool:
        """Whether the treatment is named as part of an arm with the intervention."""
        return any(
            0 <= second.start - first.end <= _NEXT
            and _JOINED.fullmatch(self._text, first.end, second.start)
            for ours in self._ours
            for first, second in ((ours, mention), (mention, ours))
        )


def _is_outcome(text: str, mention: Mention) -> bool:
    return bool(
        _CONSUMED.match(text, mention.end)
        or _COUNTED.search(text, max(0, mention.start - _NEXT), mention.start)
    )
