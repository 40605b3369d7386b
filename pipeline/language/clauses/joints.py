"""Joints: words within a sentence at which another statement begins, and colons where none does."""

import re
from collections.abc import Sequence

from pipeline.language.sentences.marks import Mark, is_of, is_outcome
from pipeline.language.words.numerals import NUMERAL

# 'worsened in two patients and improved in eighteen'
_AND_IN = re.compile(
    r"(?:,|,?\s+(?:and|but))\s+(?!report|measur|record|assess|examin)"
    r"(?=(?:(?:was|were|had)\s+)?(?:\w+(?:ed|er)|fell|rose)\s+in\s+"
    rf"(?:{NUMERAL}|the (?:rest|others?|remaining|remainder))\b)"
)
# 'three trials favoured it and two found no difference'
_OTHER_TRIALS = re.compile(
    r"(?<![Tt]he)(?<![Tt]hese)(?<!week)(?<!weeks)(?<!month)(?<!day),?\s+(?:(?:and|while|but)\s+)?"
    rf"(?=(?:{NUMERAL}|others?|some|"
    r"the (?:others?|rest|remaining))(?: (?:trials?|studies|study|others?|RCTs))?"
    r"(?: (?:found|showed|saw|reported|did|had|detected))? (?:no(?! longer)|none|not)\b)"
)
# 'between men and women', 'at both sites'
_NOT_OTHERS = (
    r"(?! (?:[\w-]+ ){0,4}?(?:cent(?:re|er)s?|sex(?:es)?|sides?|sites?|(?:wo)?men|hospitals?)\b)"
)
# 'than sham and no treatment', 'than sham and no acupuncture'
_UNTREATED = (
    r"(?! (?:further |other |active |specific )?(?:treatment|intervention|therapy|acupuncture|"
    r"electroacupuncture|EA|stimulation|needling|control)s?\b"
    r"(?! (?:[\w-]+ )?(?:effects?|differences?|was|were|had|did)\b))"
)
# 'pain fell, with no difference between groups'
_FINITE = re.compile(
    rf",?\s+and\s+(?=(?:there (?:was|were)|no\b{_UNTREATED}|it\b|so (?:was|were|did|had)\b|"
    r"(?:the )?[\w-]+ (?:(?:made|had|showed) no|(?:\w+ed|gave|brought|did) nothing)\b|nothing\b|"
    r"(?:an? )?(?:further|future|more|larger?|additional|well[- ]designed|high[- ]quality) "
    r"(?:[\w-]+ ){0,4}?(?:trials?|stud(?:y|ies)|research|work|investigations?|RCTs?)\b|"
    r"s?he\b|this\b|these\b|neither\b|both (?:\w+ ){0,2}\w+ed\b|the \w+ (?:was|were)\b|"
    r"the \w+ (?:showed|revealed|disclosed|found) no\b))|"
    r",?\s+and\s+(?=(?:in comparison|compared|relative) (?:with|to) [^,;.]{3,50},\s)|"
    r",\s+(?:yet\s+)?with(?:out)?\s+(?=(?:no|nothing|none|any|an|similar|little|equal)\b)|"
    r",?\s+(?=with(?:out| no) (?:any |significant |a |between-group |inter-?group |"
    r"statistical(?:ly)? )*difference)|"
    r",?\s+(?:and|but)\s+(?=failed to do so\b|not so (?:at|by|after|in)\b)|"
    r",?\s+(?:(?:and|but)\s+|(?<=, ))(?=none (?:of|with|for|from|after|beyond|over)\b)|"
    r",?\s+(?:and|but)\s+(?=(?:(?:was|were|did|is|are|do)\s+)?(?:\w+ly\s+)?"
    r"(?:not\s+(?:\w+ly\s+)?differ\w*(?: \w+ly)? (?:between|across|among)\b|"
    r"(?:similar|comparable|alike|equal|the same|no different)\b\s*"
    rf"(?:[.,;(]|between|across|at|in|to)){_NOT_OTHERS})|"
    r",\s+(?=(?:at|by|after) (?:[\w-]+ ){1,6}?(?:the|this|that|these|those) "
    r"(?:differences?|gains?|benefits?|effects?|lead|gap|advantage)\b|"
    r"the differences?\b|an? (?:difference|gain|lead|benefit|advantage|effect|gap|edge|"
    r"head start|superiority)\b|"
    r"(?:both|all|each)\b[^,;]{0,30}\bhaving\b|"
    r"leaving\b|(?:with )?[^,;:.()]{2,40}? (?:being|remaining|having) "
    r"(?:un\w+|no|without|not|in\w+|the same|as) ?|"
    r"\w+ (?:making|showing|having|conferring|bringing) no\b|"
    r"(?:the )?(?:[\w-]+ ){1,4}(?:did|had|was|were) not\s*[.;,(])"
)
# ', that of the tibial nerve did not', ', in mild cases not', 'and the same as sham'
_ELLIPTIC = re.compile(
    r",\s+(?:and\s+|but\s+)?(?=(?:that|those) "
    r"(?:of|in|between|against|over|with|for|at|after|under|on)\b)|"
    r",\s+(?=(?:in|at|by|on|with|under|for|among|after|against|over|to|than|once|twice)\s"
    r"[^,;]{1,40}?\s(?:(?:it|they)\s(?:remained|stayed)\b|"
    r"(?:(?:it|they|this|that)\s(?:was|were|did|had|could)\s)?"
    r"(?:not|no longer|no more|nothing|none)\s*(?:so\b|[.;(]|$)))|"
    r",?\s+(?:and|but)\s+(?=(?:did|was|were|had) not (?:so )?"
    r"(?:in|with|at|for|against|under|among|after)\b)|"
    r",?\s+and\s+(?=(?:(?:was|were|ran|came out) )?(?:the same as|similar to|equal to|level with|"
    r"comparable (?:with|to)|on (?:a )?par with|"
    r"no (?:better|more|different|less|lower|higher) than)\b)|"
    r",\s+(?=with (?:that|those|the \w+) (?:of|in|under) [^,;]{2,40} being\b)|"
    r",\s+(?=with (?:the )?[\w-]+ (?:groups?|arms?) "
    r"(?:show|hav|exhibit|demonstrat|achiev|report)ing\b)|"
    r"\s+and\s+(?=(?:more|less) so (?:in|with|under|after|for)\b)"
)
# 'pain fell in both arms, less so with EA'
_DEGREE = r"(?:larger|greater|smaller|lesser|bigger|stronger|weaker|higher|lower|more|less)"
_RANK = re.compile(
    r"(?:,\s+|\s+(?:and|but) )(?=(?:by )?no (?:more|faster|further|greater|stronger)"
    r"(?: so| \w+ly)? (?:with|in|under)\b)|"
    r",\s+(?:\(?(?:but|though|although|albeit|and|yet|again|if|even)\s+)*(?=(?:\w+ly |much |far )?"
    r"(?:by (?:more|less)\b|(?:more|less) (?:so|pronounced\w*|marked)\b|"
    r"(?:(?:more|less) \w+ly|faster|further) (?:with|in|under|after|for)\b|"
    rf"to an? (?:\w+ )?{_DEGREE} (?:degree|extent)\b|the \w+ being (?:\w+ly )?{_DEGREE}\b|"
    rf"(?:with )?(?:the|a) {_DEGREE} \w+ (?:in|with|for|under|after|being)\b|"
    r"(?:the )?[\w-]+(?: group| arm)? (?:more|less)(?: so)? than\b))|"
    r",\s+(?:and |but |with )?(?=(?:the )?[\w-]+(?: group| arm)? "
    r"(?:having the (?:edge|lead|advantage)|in (?:the lead|front)|"
    r"(?:being |was |came out |finished |drew )?ahead)\b)"
)

# Each begins at a comma or a space; asked for first, that halves the time of looking for them.
JOINTS = tuple(
    re.compile(rf"(?=[,\s])(?:{joint.pattern})")
    for joint in (_FINITE, _ELLIPTIC, _OTHER_TRIALS, _AND_IN, _RANK)
)
_LONGEST = 14  # words
# 'Weight-bearing deficit: EA 11%, model 34%'
_AMOUNTS = re.compile(r"[^\d;.]{0,25}\d[^;]*")


def is_after_name(text: str, colon: re.Match[str], marks: Sequence[Mark]) -> bool:
    """Whether a colon parts an outcome from what is told of it: 'Numbness: no change'."""
    if colon.group() != ":":
        return False
    head = text[max(text.rfind(stop, 0, colon.start()) for stop in ";:") + 1 : colon.start()]
    start = colon.start() - len(head)
    before = [mark for mark in marks if start <= mark.start < colon.start()]
    if len(head.split()) > _LONGEST:
        return False
    if not any(map(is_outcome, before)):
        return False
    told = [mark for mark in marks if is_of(mark, "change.", "null.")]
    if not any(mark in told for mark in before):
        return True
    amounts = _AMOUNTS.match(text, colon.end())
    return amounts is not None and not any(
        amounts.start() <= mark.start < amounts.end() for mark in told
    )
