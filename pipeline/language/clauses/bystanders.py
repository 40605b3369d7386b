"""Denials in an experiment that say nothing of the intervention, such as those of the unhurt."""

import re

from pipeline.language.clauses.clause import Clause
from pipeline.language.sentences.marks import is_of

# 'ketamine alone'
_BY_ITSELF = re.compile(
    r"\b(?:(?<!left )alone|(?:by|in) (?:it|them)sel(?:f|ves)|on (?:its|their) own|per se)\b", re.I
)
# 'between males and females', 'with no difference before that'
_OF_OTHERS = re.compile(
    r"\bbetween (?:the )?(?:(?:fe)?males?|sexes|left|right|both sides|sides)\b|"
    r"\b(?:both sexes|either sex|tolerance)\b|\bwithout (?:insertion|current|penetration)\b|"
    r"\bcontrol (?:rats|mice|animals) (?:(?:that|which) )?(?:received|given)\b|"
    r"\b(?:CON|CTRL|NC|NOR|[Ss]ham|[Nn]ormal|[Nn]aive) ?\+ ?(?=\w)|"
    r"\b(?:before|until) (?:that|then|this|it)\b|\b(?:of|in|on|at) the contralateral\b",
    re.I,
)
# 'saline had no effect on | EA analgesia'
_NOT_ACTING = re.compile(
    r"\b(?:no (?:\w+ )?(?:effect|influence|impact)s? on|not (?:\w+ly )?(?:affect|alter|change|"
    r"influence|modify|block|prevent|inhibit|reverse|abolish|attenuate|impair)) "
    r"(?:the |an? )?(?:(?:[\w-]+ ){1,4}(?:of|by) (?:the )?)?$",
    re.I,
)
# 'women with obesity had more pain than those without'
_WITHOUT = re.compile(
    r"\b(?:than|with|to|versus|vs\.?|and) (?:[\w-]+ )?(?:patients|participants|those|subjects|"
    r"women|men|children|people|individuals|adults|controls|cases|counterparts) "
    r"(?:without\b|who (?:had|did|have|do) not\b)",
    re.I,
)
# 'women had more pain than men', 'worse than in patients with diabetes'
_THAN_KIND = re.compile(
    r"\bthan (?:in |among |for )?(?:the |those )?(?:(?:fe)?males?|(?:wo)?men|boys|girls|"
    r"(?:older|younger|elderly|obese|diabetic|male|female) (?:patients|participants|people|adults|"
    r"subjects|individuals|survivors|women|men)|(?:patients|participants|those|subjects|"
    r"individuals|people|survivors|cases) (?:with|without|aged|over|under|older|younger|"
    r"who (?:had|were|are)))\b",
    re.I,
)
# 'in Nrf2-/- mice', 'when AM251 had been injected'
_KNOCKED = re.compile(r"\w\(?[-−–]/[-−–]|\bhad been (?:injected|administered|infused|deleted)\b")
# 'the EA+AM251 group', 'in rats given AM251'
_ADDED = re.compile(
    r" ?\+ ?(?=\w)| plus (?=\w)|"
    r" (?:was |were )?(?:combined|co-?administered|together) with (?:the )?(?=\w)",
    re.I,
)
_GIVEN = re.compile(
    r"\b(?:rats|mice|animals|those|when) (?:(?:given|receiving|that received|with) |"
    r"(?:pre-?)?(?:treated|injected|infused) with )"
    r"(?:the |intrathecal |\d\S*[ -](?:k?Hz|mA|min\w*) (?:of )?|(?:low|high|weak|strong)\S* )?"
    r"(?=\w)",
    re.I,
)


def is_hindered(clause: Clause, *, is_animal: bool) -> bool:
    """Whether an effect is told of with an antagonist, or with a gene knocked out.

    In an experiment also with any other agent: 'the EA+AM251 group'.
    """
    if "role.antagonist" in clause.ids or _KNOCKED.search(clause.text):
        return True
    if not is_animal:
        return False
    ours = [mark.end - clause.start for mark, arm in clause.arms if arm == "intervention"]
    added = [_ADDED.match(clause.text, end) for end in ours]
    given = _GIVEN.finditer(clause.text) if ours else ()
    known = {m.start - clause.start for m in clause.marks if is_of(m, "arm.", "role.insult")}
    return any(match and match.end() not in known for match in (*added, *given))


def is_of_bystanders(clause: Clause) -> bool:
    """Whether a clause tells of those whom nothing could help: 'EA did nothing in naive rats'."""
    return (
        _is_of_unhurt(clause)
        or bool(_OF_OTHERS.search(clause.text))
        or _is_of_drug_alone(clause)
        or _leaves_ours_alone(clause)
    )


def compares_patients(clause: Clause) -> bool:
    """Whether a clause compares patients by what they have: 'than in women without obesity'."""
    if _WITHOUT.search(clause.text):
        return all(arm in ("control", "reference") for _, arm in clause.arms)
    return not clause.arms and bool(_THAN_KIND.search(clause.text))


def _is_of_unhurt(clause: Clause) -> bool:
    is_named = any(arm == "reference" for _, arm in clause.arms)
    return is_named and "comparison.than" not in clause.ids


def _leaves_ours_alone(clause: Clause) -> bool:
    """Whether something else is said not to act on the intervention: 'saline did not alter EA'."""
    ours = next((mark for mark, arm in clause.arms if arm == "intervention"), None)
    return ours is not None and bool(_NOT_ACTING.search(clause.before(ours)))


def _is_of_drug_alone(clause: Clause) -> bool:
    """Whether a clause is about another treatment by itself: 'ketamine alone did nothing'."""
    alone = _BY_ITSELF.search(clause.text)
    return alone is not None and not any(
        arm == "intervention" and mark.start - clause.start < alone.start()
        for mark, arm in clause.arms
    )
