"""Clauses that deny what was told before them: 'but not at 100 Hz', 'the mental did not'."""

import re

from pipeline.language.clauses.clause import Clause
from pipeline.language.clauses.regimens import names_form
from pipeline.language.figures.inferences import significances
from pipeline.language.references.memory import Memory
from pipeline.language.references.scope import EFFECT, OF_REGIMENS, OF_WHAT, OURS, is_of_arms
from pipeline.language.statements.comparisons import DENIED
from pipeline.language.words.numerals import NUMERAL

# 'but not at 100 Hz', 'those given sham did not'
_ELLIPSIS = re.compile(
    r"\s*,?\s*(?:but|though|although|yet|and|whereas|while|however)?,?\s*"
    r"(?:(?:in|at|by|during|after|on|with|under|for|to|when|from|against|versus|than|"
    r"compared (?:with|to)|relative to)\s+(?:[\w-]+,?\s+){1,5}?)?"
    r"(?:(?:it|they|this|these|those|(?:the\s+)?(?:others?|rest|remainder|two|three|four|five|six|"
    r"seven|eight|nine|ten|\d+))\s+)?"
    r"(?:not (?:the )?[\w-]+ (?:group|arm)\b|"
    r"not (?:in|at|with|for|after|by|to|on|over|during|under|when|until|significant|later|"
    r"thereafter|afterwards|beyond|subsequently|"
    rf"(?:an?|{NUMERAL}|\d+) (?:hours?|days?|weeks?|months?|years?) (?:later|after|on))\b|"
    rf"no (?:more|better|less) (?:with|than|in|so)\b(?! {NUMERAL}| \d)|in no respect|"
    r"(?:by )?no (?:more|faster|further|greater|stronger)(?: so| \w+ly)? (?:with|in|under)\b|"
    r"not (?:\w+ly )?(?:lower|higher|better|more|less|greater|longer|shorter) than\b"
    rf"(?! {NUMERAL}| \d)|"
    r"not (?:the )?[a-z]+(?:al|ar|ic|ory|ary)(?: ones?| half)?\s*(?:[.,;(]|$)|"
    r"except (?:in|at|on|among|after|during|with)\b|"
    r"(?:the|its|this|that|such) (?:effect|benefit|improvement|difference|reduction)s? (?:was|"
    r"were) (?:not |non-?|in)significant (?:in|among|for) (?:\w+ ){0,2}(?:(?:fe)?males|(?:wo)?men|"
    r"boys|girls|children|adults|elderly|patients|those|participants|people|subjects)\b|"
    r"(?:(?<!who )(?:did|does|was|were|had|has) not|no longer (?:did|was|were|had|so)|"
    r"(?:(?:was|were|did) )?(?:not so|(?:so )?no more)(?: (?:at|by|after)\b[^,;]*)?)"
    r"\s*(?:\(|[.;,]|$)|"
    r"(?<!who )(?:did|was|were|had) not (?:in|with|at|for|against|under|among|after)\b)",
    re.I,
)
# 'was not', 'gained nothing', and without a verb 'in mild cases not'
_DENIAL = re.compile(
    r"\b(?:gained|brought|gave|showed|saw|made|added|achieved|offered|yielded|found)\s"
    r"(?:nothing|none|no (?:such )?(?:change|effect|difference|benefit|gain|improvement)s?)\b|"
    r"\b(?:not|n't|none|no longer|no more)\b"
    r"(?=\s*(?:(?:did|was|were|had)\s*)?(?:[.,;(]|$|"
    r"(?:so|at|after|until|by|in|beyond|separate|"
    r"(?!measur|assess|report|examin)\w+ (?:it|this|so)|"
    r"(?:follow(?: suit)?|benefit|profit|gain|share)(?=\W*$))\b))|"
    r"\bno such (?:effect|difference|benefit|gain|improvement|advantage)s?\b",
    re.I,
)
# 'the mental summary', 'the other half', 'fifteen minutes', 'the shortest', 'among men there'
_PART = re.compile(
    rf"^\W*(?:(?:but|and|yet|while|whereas|although|though|however),? )?"
    rf"(?:among|after|with(?! re)|under|in (?:the )?(?:{NUMERAL}|others?|remaining|those|patients|"
    r"studies|trials)) [^,;:]{2,50}?(?=,? (?:there|nothing|it|they) )|"
    r"\b(?:toes?|fingers?|feet|foot|hands?|legs?|soles?|face|calf|calves|(?:un)?blinded|open|larger?|"
    r"small(?:er)?|old(?:er)?|young(?:er)?|early|late|estimates?|intervals?|[a-z]+(?:al|ar|ic|ory|ary|est)|left|right|upper|lower|latter|former|first|second|third|"
    r"last|deep|superficial|cold|warm|hot|light|remaining|ones?|half|parts?|components?|summary|"
    r"subscales?|domains?|dimensions?|items?|scores?|scales?|nerves?|values?|median|well|any|"
    r"motor|currents?|(?:high|low|short|long|weak|strong)(?:er)?|doses?|daily|weekly|\w+teen|thirty|min(?:ute)?s?|intensity|frequency|distant|remote|mild|severe|another|two|three|trials?|stud(?:y|ies)|once|twice|lasting|whole)\b",
    re.I,
)
_DIGIT = re.compile(r"\d")
# 'by week 12', 'at follow-up'
_WHEN = re.compile(
    r"\b(?:(?:weeks?|months?|days?|years?)\s*\d+|"
    r"(?:\d+|one|two|three|four|five|six|eight|ten|twelve)[\s-]*"
    r"(?:weeks?|months?|days?|years?|h|hours?)|follow-?up|immediate(?:ly)?|"
    r"(?:at|by|in) the end|at first|at last|(?:first|last|final) (?:visit|assessment)|sooner|"
    r"end of (?:the )?(?:treatment|trial|study)|(?:after|post)[ -]?treatment|earl(?:y|ier)|"
    r"initial(?:ly)?|short[- ]term|long[- ]term|later|finally|thereafter|subsequent(?:ly)?|"
    r"(?:other|remaining) (?:time[- ]?points?|times|hours|visits))\b",
    re.I,
)
# 'but the difference was not significant'
_NOT_SIGNIFICANT = re.compile(
    r"\b(?:not|without|non|failed|fails|short of|never|no)\b\s*-?(?:\w+\s+){0,4}?"
    r"(?:statistical(?:ly)?\s+)?significan\w*(?:\s+(?:so|different|better|greater|larger))?"
    r"(?:\s+between\s+(?:the\s+)?(?:two\s+)?groups)?(?: too| either| as well| though)?"
    r"\s*(?:[(\[].*)?[.,;]?\s*$",
    re.I,
)
# 'a difference within the margin of chance', 'this could have been chance'
_BY_CHANCE = re.compile(
    r"(?<!not )(?<!hardly )\b(?:(?:may|might|could|can) (?:well )?(?:be|have been)|within|"
    r"(?:compatible|consistent) with|(?:easily|perhaps|possibly|just|merely) due to|"
    r"(?:no|not) (?:more|larger|greater)(?: \w+)? than|explained by|"
    r"(?=chance (?:alone )?(?:could|may|might)))"
    r"[^,;]{0,30}?(?:\bchance\b(?! finding)|\brandom (?:variation|error|fluctuation))|"
    r"\b(?:intervals?|CI|limits) (?:\w+ )?(?:spann?|cross|includ|contain|straddl|overlap|"
    r"taking|took)\w*\b[^;]{0,20}?\b(?:zero|unity|no (?:effect|difference))\b",
    re.I,
)
# 'but in women the difference', but no 'after adjustment the difference'
_IN_PART = re.compile(
    r"\W*(?:(?:but|and|yet|while|whereas|although|though|however),? )?"
    r"(?:in|among|for|at|on|by|after|during) "
    r"(?!(?:the |an? |this |our )?(?:\w+ ){0,2}(?:adjust|correct|control|intention|per[- ]protocol|"
    r"sensitivity|(?:end|total|whole|full|overall|trial|study|general|fact|all|both|either|any)\b|"
    r"analys|sham|placebo))"
    r"[^,;:.]{1,40}? (?:the|this|that|its|such) "
    r"(?:two |three )?"
    r"(?:effect|benefit|improvement|difference|reduction|advantage|gain|group|arm)s?\b",
    re.I,
)
_DIFFERS = re.compile(r"\bdiffer|\balike\b|\b(?:groups|arms)\b")
_OF_EFFECT = re.compile(
    rf"\b(?:(?:{EFFECT.pattern})\w*|changes?|trends?|increases?|rise|declines?|comparisons?|"
    r"mean|median|average|net|absolute|relative|degree|extent|size|magnitude|overall|"
    r"this|its?|such|observed|even|which|albeit|clearly|quite|confidence|intervals?|CI|amount)\b",
    re.I,
)


def is_elliptic(clause: Clause) -> bool:
    """Whether a clause only denies: 'but not at 100 Hz'."""
    return bool(_ELLIPSIS.match(clause.text)) and not clause.names_outcomes


def denies_part(clause: Clause) -> bool:
    """Whether a clause denies for a part, dose, time, patient or arm what was told before it."""
    if clause.names_outcomes or clause.ids & {"role.adverse", "role.future"}:
        return False
    denial = _DENIAL.search(clause.text)
    start, end = denial.span() if denial else _null_of_part(clause)
    return (
        start >= 0
        and " who " not in clause.text[:start]
        and ("no such" in clause.text or not OF_WHAT.search(clause.text, end))
        and not OF_REGIMENS.search(clause.text)
        and is_of_arms(clause, 0, start, apart=_PART)
    )


def _null_of_part(clause: Clause) -> tuple[int, int]:
    """Find a null after a part, dose or arm: '2 Hz had no effect'; (-1, -1) where there is none."""
    null = clause.first("null.none", "null.chance")
    if null is None:
        return -1, -1
    start = null.start - clause.start
    is_of_arm = any(mark.start < null.start for mark, _ in clause.arms)
    is_apart = any(said.search(clause.text, 0, start) for said in (_PART, _DIGIT, _WHEN))
    is_never = clause.word(null)[:2].lower() == "no" and _WHEN.search(clause.text)
    if is_of_arm or is_apart or is_never:
        return start, null.end - clause.start
    return -1, -1


def denies_elsewhere(clause: Clause) -> bool:
    """Whether a clause denies at another dose or time what the sentence before it told of ours."""
    is_ours = all(arm == "intervention" for _, arm in clause.arms)
    return is_ours and denies_part(clause) and bool(_times(clause.text) or names_form(clause.text))


def denied_arm(clause: Clause, memory: Memory) -> str | None:
    """Tell whom a clause without outcomes denies a difference from, or that it is `DENIED`.

    `None` where it denies nothing of the kind.
    """
    if clause.names_outcomes or OURS.search(clause.text):
        return None
    if memory.said and _is_level(clause):
        return "group"
    if memory.said and _is_level_in_part(clause):
        return DENIED
    if not (_ELLIPSIS.match(clause.text) or (memory.said and denies_part(clause))):
        return None
    named = [arm for _, arm in clause.arms]
    others = [arm for arm in named if arm != "intervention"]
    if not others:
        return DENIED
    is_compared = "comparison.than" in clause.ids or "intervention" in named
    return others[0] if is_compared else None


def _is_level(clause: Clause) -> bool:
    """Whether a clause compares the arms by figures none of which is significant."""
    if "comparison.between" not in clause.ids:
        return False
    figures = significances(clause.text, 0, len(clause.text))
    return bool(figures) and not any(figures)


def _is_level_in_part(clause: Clause) -> bool:
    """Whether a clause finds the arms level for some: 'in women the groups were similar'."""
    is_null = not clause.ids.isdisjoint(("null.none", "null.alike", "null.chance"))
    return is_null and bool(_IN_PART.match(clause.text))


def retracts(clause: Clause) -> bool:
    """Whether a clause takes back what was told: 'but the difference was not significant'."""
    if clause.names_outcomes or clause.arms:
        return False
    denial = _NOT_SIGNIFICANT.search(clause.text) or _BY_CHANCE.search(clause.text)
    if denial is None or _times(clause.text) or OF_REGIMENS.search(clause.text):
        return False
    if _IN_PART.match(clause.text):
        return False
    return is_of_arms(clause, 0, denial.start(), apart=_OF_EFFECT)


def denied_later(clause: Clause, before: str) -> str | None:
    """Tell whom a clause denies a difference from at another time, or that it is `DENIED`.

    'By week 12 the groups did not differ'; `None` where it denies nothing of the kind.
    """
    if "null.none" not in clause.ids or clause.names_outcomes:
        return None
    if "arm.reference" in clause.ids:
        return None  # 'by week 8 it was that of normal rats'
    now, then = _times(clause.text), _times(before)
    if not (now and then and now.isdisjoint(then)) or OF_WHAT.search(clause.text):
        return None
    return "group" if _DIFFERS.search(clause.text) else DENIED


def _times(text: str) -> set[str]:
    return {match.group().lower() for match in _WHEN.finditer(text)}
