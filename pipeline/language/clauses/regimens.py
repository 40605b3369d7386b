"""Forms of the intervention and kinds of patients that an effect is said to be limited to."""

import re

_FORM = (
    r"(?:\d+(?:[./–-]\d+)*[ -]?(?:k?Hz|mA|min(?:utes)?|sessions?|mg(?:/kg)?|ml|cones?)\b|"
    r"(?:high|low|higher|lower|weak|strong|weaker|stronger|short|long|shorter|longer|early|late|"
    r"medium)[- ](?:frequenc|dose|intensit|current|stimulation|course|concentration)\w*|"
    r"(?-i:[A-Z]{2,3})[ -]?\d{1,2}\b)"
)
_KIND = (
    r"(?:women|men|younger|older|(?:patients|participants|those|people|cases|subjects|"
    r"women|men) (?:under|over|aged|with|who|whose|below|above|without|on)\b|"
    r"(?:mild|severe|moderate|recent|acute|chronic)\w* cases|(?:a|the) subgroup)"
)
_HOLDER = (
    r"(?:(?:the|those|rats|mice|animals|patients|group|groups|arm|EA|electroacupuncture|"
    r"stimulation|treated|given|with|receiving|at|of) )*"
)
_ONLY = re.compile(r"\b(?:only|solely|exclusively|just|alone)\b", re.I)
_LIMITED = re.compile(
    rf"\b(?:only|solely|exclusively|just) (?:(?:in|with|at|after|under|by|for|among|on|using) )?"
    rf"{_HOLDER}(?:{_FORM}|{_KIND})|"
    rf"(?:{_FORM}|\bin (?:the )?{_KIND}[^,;.]{{0,25}})(?: (?:groups?|arms?|rats|mice|patients|"
    r"stimulation|EA|electroacupuncture))? (?:only|alone)\b"
    r"(?! (?:suffice|was (?:enough|sufficient)))",
    re.I,
)


_NAMED = re.compile(_FORM, re.I)


def is_limited(text: str) -> bool:
    """Whether an effect is one of a form of the intervention, or of some patients, alone."""
    return bool(_ONLY.search(text) and _LIMITED.search(text))


def names_form(text: str) -> bool:
    """Whether a form of the intervention is named: 'at 100 Hz'."""
    return bool(_NAMED.search(text))
