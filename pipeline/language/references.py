"""Clauses that name no outcome and speak of those named before.

'It relieved…', 'the improvement was greater after injection', 'all scores fell', 'but not at
100 Hz', 'the groups did not differ'.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from pipeline.language.clauses import Clause
from pipeline.language.comparisons import DENIED, arm_of
from pipeline.language.figures import significances
from pipeline.language.lexicon import Mark
from pipeline.language.runs import AS_EFFECT, kind, outcomes_of

# What may stand before a denial that is about the outcome named before, and not of another.
_LEADS = (
    r"(?:(?:in|at|by|during|after|on|with|under|for|to|when|from)\s+(?:[\w-]+\s+){1,5}?)?"
    r"(?:(?:it|they|this|these|those|(?:the\s+)?(?:others?|rest|remainder|two|three|four|five|six|"
    r"seven|eight|nine|ten|\d+))\s+)?"
)
_ELLIPSIS = re.compile(
    r"\s*,?\s*(?:but|though|although|yet|and|whereas|while|however)?,?\s*"
    + _LEADS
    + r"(?:not (?:in|at|with|for|after|by|to|on|over|during|under|when|until|significant)\b|"
    r"no (?:more|better|less) (?:with|than|in|so)\b|in no respect|"
    r"(?<!who )(?:did|does|was|were|had|has) not\s*(?:\(|[.;,]|$))",
    re.I,
)
_CONTRAST = re.compile(
    r"\s*,?\s*(?:but|whereas|while|yet|though|although|however),?\s+" + _LEADS, re.I
)
_EFFECT = re.compile(
    r"improvement|relief|reduction|decrease|benefit|effect|gain|drop|\bfall|advantage|lead\b|differen|gap\b|"
    r"superiority",
    re.I,
)
_OF_WHAT = re.compile(
    r"\b(?:in|for|on|of|regarding|concerning|as to|with respect to|with regard to)\s+"
    r"(?!(?:the\s+)?(?:\w+\s+){0,2}(?:groups?|arms?|weeks?|months?|days?|treatments?|patients|time|"
    r"either|both|any time|sham|placebo|follow|end)\b)\w",
    re.I,
)
_GOES_ON = re.compile(
    r"\s*,?\s*(?:but|and|while|whereas|yet|though|although)?\s*(?:also|then|only|again|soon|"
    r"had|has|was|were|is|are|did|not|never|remained|became|been|\w+ly|\s)*",
    re.I,
)
_COMPARES = frozenset(
    ("comparison.between", "comparison.both", "comparison.than", "arm.inert", "arm.control")
)
_OTHER = re.compile(
    r"\b(?!(?:there|was|were|is|are|be|and|but|with|while|whereas|however|though|although|yet|the|a|an|"
    r"two|three|four|groups?|arms?|treatments?|both|all|these|they|it|did|do|does|had|has|have|at|in|"
    r"on|by|after|from|to|of|or|end|weeks?|months?|days?|time|point|follow|up|finally|overall|again|"
    r"thereafter|effects?|who|patients|rats|mice|sides|which|that|for|could|can|also|we|found|only|"
    r"statistically|analysis|results?|showed|trials?|studies|sides?|limbs?|curves?|comparisons?|"
    r"than|between|among|one|other|each|either|neither|making|"
    r"made|though|therefore|thus|moreover|furthermore|difference|differences|rats|mice|animals|treated|"
    r"received|receiving|given|those|women|men|children|much|slightly|somewhat|statistically|"
    r"significantly|clearly|markedly|also|still)\b)[a-z]{3,}",
    re.I,
)
_NO_DIFFERENCE = re.compile(r"differ|apart\b|alike|similar|comparable|equal", re.I)
_NOUN_NEXT = re.compile(
    r"\s+(?!(?:so|than|in|with|at|after|on|for|by|among|during|when|under|marked\w*|pronounced|"
    r"rapid\w*|quick\w*|slow\w*|strong\w*|often|and|or|but)\b)[a-z]"
)
_WHEN = re.compile(
    r"\b(?:(?:weeks?|months?|days?|years?)\s*\d+|"
    r"(?:\d+|one|two|three|four|five|six|eight|ten|twelve)[\s-]*"
    r"(?:weeks?|months?|days?|years?|h|hours?)|follow-?up|immediate(?:ly)?|"
    r"end of (?:the )?(?:treatment|trial|study)|(?:after|post)[ -]?treatment|early|initial(?:ly)?|"
    r"short[- ]term|long[- ]term|later|finally|thereafter)\b",
    re.I,
)
_BUT_NONE = re.compile(r"\W*(?:but|and|whereas|while)?\s*none (?:of|with|for|from|after)\b", re.I)
# 'improved in one study and failed to do so in another'
_FAILED_ELSEWHERE = re.compile(r"\W*(?:but|and|whereas|while)?\s*fail\w* to do so\b", re.I)
# 'the differences between the two frequencies'
OF_REGIMENS = re.compile(
    r"\bbetween (?:the )?(?:\w+ ){0,2}(?:sides|doses|dosages|frequencies|points|acupoints|regimens|"
    r"sexes|modes|styles|schedules|sites|intensities|methods|time[ -]?points|sessions|techniques)\b",
    re.I,
)
_REGIMEN = re.compile(
    r"\W*(?:but|whereas|while|and)?\W*(?:the\s+)?(?:high|low|short|long|weak|strong|\d)", re.I
)
_DOSE = re.compile(r"(?<![\w-])\d")
_TIME = re.compile(
    r"(?:(?:but|and|yet|however)\s+)?(?:at|by|after|during|from|in|within)\s+[\w -]{1,40}", re.I
)
# 'but the difference was not significant': what was told just before is no finding
_RETRACTS = re.compile(
    r"\s*,?\s*(?:but|although|though|however|yet|albeit|and|while|which|even if)?,?\s*"
    r"(?:(?:the|this|these|that|those|its|such|all)\s+)?(?:(?:between-group|group|observed|overall)\s+)?"
    r"(?:(?:differences?|changes?|trends?|effects?|reductions?|improvements?|increases?|decreases?|"
    r"results?|it|this|these|they|gains?|benefits?|rise|fall|drop|declines?|comparisons?)\s+)?(?:\w+\s+){0,3}?"
    r"(?:not|without|non-?|failed|fails|short of|never|no)\b\s*-?(?:\w+\s+){0,4}?"
    r"(?:statistical(?:ly)?\s+)?significan\w*(?:\s+(?:so|different|better|greater|larger))?(?:\s+between\s+(?:the\s+)?(?:two\s+)?groups)?\s*(?:[(\[].*)?[.,;]?\s*",
    re.I,
)
# 'whereas acupuncture did not'
_DID_NOT = re.compile(
    r"\s*,?\s*(?:but|whereas|while|and|although|though|yet)?,?\s*(?:the\s+)?[\w\s-]{2,40}?\s+"
    r"(?:did|does|do|was|were|had|has|could)\s?(?:not|n't)\s*(?:[.,;(]|$)",
    re.I,
)
_OBJECTS = ("one", "ones", "them", "these", "both")
_LEAD = 6  # characters that may stand before a word that refers back


@dataclass(slots=True)
class Memory:
    """The outcomes that later words may mean.

    `topics` were measured, by the methods; `primary` and `secondary` those called so; `last` were
    spoken of by the sentence before, `said` by this one so far.
    """

    topics: list[int] = field(default_factory=list)
    primary: list[int] = field(default_factory=list)
    secondary: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    said: list[int] = field(default_factory=list)

    def plan(self, outcomes: Sequence[int], ids: Set[str], role: str) -> None:
        """Keep the outcomes that a sentence without findings announces."""
        if "refer.primary" in ids:
            self.primary += outcomes
        if "refer.secondary" in ids:
            self.secondary += outcomes
        if role in ("method", "aim"):
            self.topics += outcomes

    def meant_by(self, word: str, told: set[int]) -> tuple[int, ...]:
        """Resolve 'primary outcome', 'all outcomes' and the like; `told` have findings already."""
        meant = {
            "refer.primary": self.primary,
            "refer.secondary": self.secondary,
            "refer.every": self.topics or sorted(told),
            "refer.rest": [outcome for outcome in self.topics if outcome not in told],
        }[word]
        return tuple(dict.fromkeys(meant))


def denied_arm(clause: Clause, memory: Memory) -> str | None:
    """Tell whom a clause without outcomes denies a difference from, or that it is `DENIED`.

    `None` where it denies nothing of the kind.
    """
    if any(outcomes_of(mark) for mark in clause.marks):
        return None
    if memory.said and "comparison.between" in clause.ids:
        figures = significances(clause.text, 0, len(clause.text))
        if figures and not any(figures):
            return "group"
    arms = [arm for mark in clause.marks if (arm := arm_of(mark))]
    is_ours = arms[:1] == ["intervention"] or (not arms and _REGIMEN.match(clause.text))
    if memory.said and (
        (is_ours and (_DID_NOT.match(clause.text) or _BUT_NONE.match(clause.text)))
        or _FAILED_ELSEWHERE.match(clause.text)
    ):
        return DENIED
    contrasts = memory.said and _contrasts(clause)
    if not (contrasts or _ELLIPSIS.match(clause.text)):
        return None
    named = {arm for mark in clause.marks if (arm := arm_of(mark))}
    others = named - {"intervention"}
    if others and not ("comparison.than" in clause.ids or "intervention" in named):
        return None
    return others.pop() if others else DENIED


def _contrasts(clause: Clause) -> bool:
    """Whether a clause sets against an effect a dose, time or arm that had none."""
    null = clause.first("null.none")
    lead = _CONTRAST.match(clause.text)
    if null is None or lead is None or _OF_WHAT.search(clause.text, null.end - clause.start):
        return False
    subject = [mark for mark in clause.marks if mark.start < null.start and arm_of(mark)]
    is_dose = bool(_DOSE.search(clause.text, 0, null.start - clause.start))
    return bool(subject) or is_dose or _is_of_arms(clause, lead.end(), null.start - clause.start)


def retracts(clause: Clause) -> bool:
    """Whether a clause takes back what was told: 'but the difference was not significant'."""
    if OF_REGIMENS.search(clause.text):
        return False
    return not any(map(outcomes_of, clause.marks)) and bool(_RETRACTS.fullmatch(clause.text))


def denies_later(clause: Clause, before: str) -> bool:
    """Whether a clause denies at another time what was told: 'by week 12 the groups were alike'."""
    if "null.none" not in clause.ids or any(map(outcomes_of, clause.marks)):
        return False
    now, then = _times(clause.text), _times(before)
    return bool(now and then) and now.isdisjoint(then) and not _OF_WHAT.search(clause.text)


def _times(text: str) -> set[str]:
    return {match.group().lower() for match in _WHEN.finditer(text)}


def is_elliptic(clause: Clause) -> bool:
    """Whether a clause only denies: 'but not at 100 Hz'."""
    return bool(_ELLIPSIS.match(clause.text)) and not any(map(outcomes_of, clause.marks))


def resolved(clause: Clause, memory: Memory, role: str) -> Clause:  # noqa: PLR0911
    """Give a clause without outcomes those that it speaks of."""
    clause = _without_asides(clause)
    if any(outcomes_of(mark) for mark in clause.marks) or "role.adverse" in clause.ids:
        return clause
    before = memory.said or memory.last
    if _is_bare_null(clause, role, memory) and (before or memory.topics):
        return _with(clause, Mark(clause.start, clause.start, ()), before or memory.topics)
    if memory.said and _is_of_rank(clause):
        return _with(clause, Mark(clause.start, clause.start, ()), memory.said)
    measures = clause.first("refer.measures")
    mark = clause.first("refer.again")
    if mark and _OF_WHAT.match(clause.text, mark.end - clause.start + 1):
        mark = None  # 'the difference in heart rate'
    if mark and before and _names_effect(clause, mark) and _may_refer(clause, mark, memory):
        return _with(clause, mark, before)
    if measures and role == "result" and memory.topics and any(map(kind, clause.marks)):
        return _with(clause, measures, memory.said or memory.topics)
    told = next((m for m in clause.marks if kind(m)), None)
    if memory.said and told and (mark is None or mark.start > told.start):
        lead = clause.text[: told.start - clause.start]
        goes_on = _GOES_ON.fullmatch(lead) or _is_of_our_arm(clause, told)
        if lead.strip(" ,;") and goes_on and not _is_of_noun(clause, told):
            return _with(clause, Mark(clause.start, clause.start, ()), memory.said)
    if mark and before and _may_refer(clause, mark, memory) and _tells(clause):
        return _with(clause, mark, before)
    return clause


def _is_of_rank(clause: Clause) -> bool:
    """Whether a clause only ranks two arms: 'but gabapentin was superior to EA'."""
    than = clause.first("comparison.than")
    if than is None or not {"change.good", "change.bad"} & set(than.ids):
        return False
    arms = [mark.start for mark in clause.marks if arm_of(mark)]
    return any(at < than.start for at in arms) and any(at > than.start for at in arms)


def _tells(clause: Clause) -> bool:
    return any(map(kind, clause.marks)) or is_elliptic(clause) or "null.fade" in clause.ids


def _may_refer(clause: Clause, mark: Mark, memory: Memory) -> bool:
    lead = clause.text[: mark.start - clause.start].rpartition(",")[2].strip(" ;")
    word = clause.text[mark.start - clause.start : mark.end - clause.start].lower()
    if word in _OBJECTS and not memory.said:
        return mark.start - clause.start <= 1
    if _names_effect(clause, mark) and _TIME.fullmatch(lead):
        return True
    return len(lead) <= _LEAD or (bool(memory.said) and word in _OBJECTS)


def _without_asides(clause: Clause) -> Clause:
    """Leave out outcomes in brackets where the clause speaks of an effect named before."""
    named = [mark for mark in clause.marks if outcomes_of(mark)]
    effect = clause.first("refer.again")
    if (
        named
        and effect
        and effect.start < named[0].start
        and _EFFECT.search(clause.text[: effect.end - clause.start])
        and _in_brackets(clause, named)
    ):
        kept = tuple(mark for mark in clause.marks if not outcomes_of(mark))
        return Clause(clause.text, clause.start, clause.end, kept)
    return clause


def _in_brackets(clause: Clause, marks: Sequence[Mark]) -> bool:
    return all(
        clause.text.count("(", 0, mark.start - clause.start)
        > clause.text.count(")", 0, mark.start - clause.start)
        for mark in marks
    )


def _is_bare_null(clause: Clause, role: str, memory: Memory) -> bool:
    """Whether a clause says that the arms did not differ, and not in what."""
    ids = clause.ids
    if role != "result" or ids & {"role.adverse", "comparison.at_baseline", "role.future"}:
        return False
    null = clause.first("null.none") or (
        clause.first("null.neg") if "change.differ" in ids else None
    )
    if null is None or OF_REGIMENS.search(clause.text):
        return False
    if not (ids & _COMPARES or (memory.said and _NO_DIFFERENCE.search(clause.text))):
        return False
    if not _is_of_arms(clause, 0, null.start - clause.start):
        return False
    return not _OF_WHAT.search(clause.text[null.end - clause.start :])


def _is_of_our_arm(clause: Clause, told: Mark) -> bool:
    """Whether only the intervention stands before a change: 'but EA rats were better'."""
    arms = [arm_of(mark) for mark in clause.marks if mark.start < told.start]
    is_degree = kind(told) in ("change.more", "change.less")
    return (
        "intervention" in arms
        and not is_degree
        and _is_of_arms(clause, 0, told.start - clause.start)
    )


def _is_of_noun(clause: Clause, told: Mark) -> bool:
    """Whether a word of degree is of a thing that follows it: 'though more trials are needed'."""
    if kind(told) not in ("change.more", "change.less"):
        return False
    return bool(_NOUN_NEXT.match(clause.text, told.end - clause.start))


def _is_of_arms(clause: Clause, start: int, end: int) -> bool:
    """Whether only arms, times and function words stand in a stretch: it is about nothing else."""
    blank = list(clause.text)
    for mark in clause.marks:
        if arm_of(mark) or any(i.startswith(("comparison.", "refer.")) for i in mark.ids):
            first, last = mark.start - clause.start, mark.end - clause.start
            blank[first:last] = " " * (last - first)
    return not _OTHER.search("".join(blank[start:end]))


def _names_effect(clause: Clause, mark: Mark) -> bool:
    return bool(_EFFECT.search(clause.text[mark.start - clause.start : mark.end - clause.start]))


def about(clause: Clause, outcomes: Sequence[int]) -> Clause:
    """Give a clause of figures alone as one about these outcomes."""
    bare = tuple(mark for mark in clause.marks if not kind(mark))
    figured = Clause(clause.text, clause.start, clause.end, bare)
    return _with(figured, Mark(clause.start, clause.start, ()), outcomes)


def _with(clause: Clause, mark: Mark, outcomes: Sequence[int]) -> Clause:
    wanted = tuple(f"outcome.{outcome}" for outcome in dict.fromkeys(outcomes))
    if _names_effect(clause, mark):
        wanted += (AS_EFFECT,)
    marks = sorted([*clause.marks, Mark(mark.start, mark.end, wanted)])
    return Clause(clause.text, clause.start, clause.end, tuple(marks))
