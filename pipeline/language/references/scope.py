"""What a stretch of words is about: arms alone, a regimen, an effect, or something it names."""

import re

from pipeline.language.clauses.clause import Clause
from pipeline.language.sentences.marks import FOREIGN, Mark, arm_of, is_of

# a word that is no arm, time or function word
_OTHER = re.compile(
    r"\b(?!(?:there|not|never|was|were|is|are|be|being|and|but|with|while|whereas|however|though|although|yet|the|a|an|"
    r"two|three|four|five|six|eight|nine|ten|twelve|later|earlier|groups?|arms?|conditions|treatments?|interventions?|stimulation|both|all|these|they|it|did|do|does|had|has|have|at|in|"
    r"on|by|after|within|beyond|from|to|of|or|end|therapy|course|sessions?|visits?|discharge|weeks?|months?|days?|"
    r"time(?! (?:was|were|is|did)\b)|point|follow|up|finally|overall|again|"
    r"thereafter|stopp(?:ed|ing)|ended|effects?|who|patients|rats|mice|sides|which|that|for|could|can|also|we|found|only|"
    r"statistically|analysis|results?|showed|revealed|disclosed|proved|trials?|studies|sides?|limbs?|"
    r"curves?|(?<!other )(?:comparison|contrast)s?|courses?|routes?|points|needles|devices?|"
    r"procedures?|techniques?|methods?|approaches|modalities|regimens?|"
    r"than|pooled|estimates?|between|among|one|others?|rest|remainder|each|either|neither|making|"
    r"made|though|therefore|thus|moreover|furthermore|difference|differences|rats|mice|animals|treated|"
    r"received|receiving|given|those|women|men|children|much|slightly|somewhat|statistically|"
    r"significantly|clearly|markedly|also|still|addition|adding|added|extra|top|"
    r"achieved|brought|gave|offered|produced)\b)[a-z]{3,}",
    re.I,
)
# 'no difference in heart rate'
OF_WHAT = re.compile(
    r"\b(?:in|for|on|of|about|regarding|concerning|as to|with respect to|with regard to)\s+"
    r"(?!(?:(?:the|their|its)\s+)?(?:degree|extent|amount|magnitude|size) of "
    r"(?:\w+ )?(?:improvement|reduction|change|relief|decrease|benefit)s?\b)"
    r"(?!(?:the\s+)?(?:\w+\s+){0,2}(?:groups?|arms?|weeks?|months?|days?|"
    r"treatments?(?! [a-z]{5,})|patients|time|"
    r"either|both|any time|sham|placebo|follow|end|"
    r"(?:that|this|the same) (?:scale|score|measure|outcome|test|item)s?)\b)\w",
    re.I,
)
# 'the differences between the two frequencies'
OF_REGIMENS = re.compile(
    r"\bbetween (?:the )?(?:\w+ ){0,2}(?:sides|doses|dosages|frequencies|points|acupoints|regimens|"
    r"sexes|modes|styles|schedules|sites|intensities|methods|time[ -]?points|sessions|"
    r"techniques)\b|\bdifference (?:which|whether|where|how)\b|"
    r"\b\d+ ?Hz (?:EA )?and (?:EA (?:at|of) )?\d+ ?Hz\b|"
    r"\bbetween (?:the )?(?:T(?=[1-9])|(?:weeks?|months?|days?|visits?) (?=[1-9])|"
    r"(?=\d+[\w -]*? and \d+[- ]?(?:weeks?|months?|days?|years?|hours?|h)\b))[\w -]*? and ",
    re.I,
)
# 'the two real arms did not differ'
OURS = re.compile(
    r"\b(?:two|both|three) (?:(?:active|real|verum|true|genuine|needled|needling|treated|"
    r"stimulated|stimulation|acupuncture|electroacupuncture|EA|MA|TEAS|moxibustion|acupressure|"
    r"different|(?:EA|acupuncture|electroacupuncture|TEAS)-(?:treated|stimulated)) ){1,3}"
    r"(?:arms|groups|treatments|procedures|regimens)\b"
)
EFFECT = re.compile(
    r"improvement|relief|reduction|decrease|benefit|effect|gain|drop|\bfall|advantage|lead\b|differen|gap\b|"
    r"superiority|\bedge\b|head start|\bchange",
    re.I,
)

# 'the effect was similar in men and women', 'results were similar when small trials were left out'
_HOLDS = re.compile(
    r"\b(?:effect|benefit|result|finding|response|improvement|reduction|gain)s? (?:was|were) "
    r"(?:(?!not\b)\w+ )?(?:similar|comparable|consistent|the same|unchanged|no different) "
    r"(?:in|for|across|among|with|when|after (?=adjust|exclu|remov|correct|leaving|restrict))"
    r"(?![^.;]*\b(?:groups?|arms?|conditions|treatments|therapies|interventions|weeks?|months?|"
    r"days?|both)\b)",
    re.I,
)
_TELLS = re.compile(
    r"\b(?:was|were|had|did|fell|rose|changed|averaged|amounted|came|increased|decreased|declined|"
    r"remained|showed|exhibited|displayed|presented)\b"
)
# ', with no significant difference'
_GOES_ON = re.compile(
    r"\W*(?:with|without|which|not|but not|and (?:was|were|did|had|similar|comparable|alike|equal)|"
    r"(?:the|an?) difference)\b",
    re.I,
)

_ARTICLE = 4  # characters of 'the ' before an arm


def is_of_arms(
    clause: Clause, start: int, end: int, *, apart: re.Pattern[str] | None = None
) -> bool:
    """Whether only arms, times and function words stand in `clause.text[start:end]`.

    What `apart` matches is left out of account.
    """
    blank = list(apart.sub(_blank, clause.text) if apart else clause.text)
    for mark in clause.marks:
        if arm_of(mark) or is_of(mark, "comparison.", "refer."):
            first, last = mark.start - clause.start, mark.end - clause.start
            blank[first:last] = " " * (last - first)
    return not _OTHER.search("".join(blank[start:end]))


def is_of_what(clause: Clause, start: int, *, is_next: bool = False) -> bool:
    """Whether what follows, or is next, names a thing that is no arm: 'no difference in height'."""
    arms = {mark.start - clause.start for mark, _ in clause.arms}
    found = OF_WHAT.finditer(clause.text, start - clause.start)
    if is_next:
        found = filter(None, [OF_WHAT.match(clause.text, start - clause.start + 1)])
    return any(arms.isdisjoint(range(match.end() - 1, match.end() + _ARTICLE)) for match in found)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def names_effect(clause: Clause, mark: Mark) -> bool:
    """Whether a mark names an effect or a difference: 'the improvement'."""
    return bool(EFFECT.search(clause.word(mark)))


def is_of_another_thing(clause: Clause) -> bool:
    """Whether a clause tells of a thing that is no outcome: 'compliance was good'."""
    told = _TELLS.search(clause.text)
    return told is not None and not is_of_arms(clause, 0, told.start(), apart=EFFECT)


def holds_for_others(clause: Clause) -> bool:
    """Whether an effect is said to be seen in others too, and not in another arm."""
    is_apart = any(arm in FOREIGN for _, arm in clause.arms)
    return not is_apart and bool(_HOLDS.search(clause.text))


def goes_on_about_last(clause: Clause) -> bool:
    """Whether a clause is about what stands just before it: ', with no difference'."""
    return bool(_GOES_ON.match(clause.text)) and not (clause.names_outcomes or clause.arms)
