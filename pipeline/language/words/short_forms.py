"""What an abstract's own abbreviations mean: outcomes and arms."""

import re

from pipeline.language.words.abbreviations import definitions
from pipeline.language.words.lexicon import Lexicon

# What may follow an outcome in the long form of its abbreviation: 'fatigue severity scale (FSS)',
# but not 'inflammatory neuropathy (IN)'
_OF_MEASURE = re.compile(
    r"\W*$|[\s\d]+$|-\w+$|.*\b(?:scales?|subscales?|scores?|scoring|ind(?:ex|ices)|inventor(?:y|ies)|"
    r"questionnaires?|surveys?|measures?|tests?|battery|thermometer|ratings?|records?|diar(?:y|ies)|"
    r"instrument|profile|form|assessments?|levels?|grad(?:e|ing)s?|severity|intensity|frequency|"
    r"duration|rates?|ratio|counts?|number|density|diameter|thickness|thresholds?|latenc(?:y|ies)|"
    r"velocit(?:y|ies)|amplitudes?|expression|concentrations?|activity|status|impact|interference|"
    r"behaviou?rs?|symptoms?|outcomes?|receptors?|proteins?|II|(?:for|of) [\w\s-]+)$",
    re.I | re.S,
)


def short_forms(text: str, lexicon: Lexicon) -> dict[str, tuple[str, ...] | None]:
    """Give the meanings of the abbreviations that `text` defines.

    `None` hides a known term that the abstract uses for something else.
    """
    found: dict[str, tuple[str, ...] | None] = {}
    for short, long_form in definitions(text).items():
        meant = meant_by(long_form, lexicon)
        known = {i for i in lexicon.words.ids(short) if i.startswith("outcome.")}
        if not known.isdisjoint(lexicon.words.ids(long_form)):
            continue
        if meant or known:
            found[short] = meant or None
    return found


def meant_by(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Give the meanings of a text; what is inert or a reference is no intervention."""
    meant = {
        i
        for mention in lexicon.words.find(text)
        for i in mention.ids
        if i.startswith("arm.")
        or (i.startswith("outcome.") and _OF_MEASURE.match(text, mention.end))
    }
    if not meant.isdisjoint(("arm.inert", "arm.reference")):
        meant -= {"arm.intervention", "arm.own"}
    return tuple(sorted(meant))
