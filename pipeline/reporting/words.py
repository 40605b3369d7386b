"""The codebook's own words as a reader would say them; a review's words come from its protocol."""

import re
from collections.abc import Mapping

# The build's word for a stratum of studies that do not say.
NOT_STATED = "not stated"

# A mark tells a stance apart where colour does not: in black and white, or to a colour-blind eye.
MARKS: Mapping[str, str] = {
    "supports": "▲",
    "mixed": "◆",
    "no_benefit": "○",
    "worse": "▼",
    "inconclusive": "?",
}

WORDS: Mapping[tuple[str, str], str] = {
    ("stance", "supports"): "supports",
    ("stance", "mixed"): "mixed",
    ("stance", "no_benefit"): "no benefit",
    ("stance", "worse"): "worse",
    ("stance", "inconclusive"): "inconclusive",
    ("population", "human"): "People",
    ("population", "animal"): "Animals and cells",
    ("population", "review"): "Systematic reviews",
    ("domain", "start"): "Kind of study",
    ("domain", "risk_of_bias"): "Risk of bias",
    ("domain", "inconsistency"): "Agreement",
    ("domain", "indirectness"): "Directness",
    ("domain", "imprecision"): "Precision",
    ("domain", "publication_bias"): "Signs of publication bias",
    ("change", "support"): "The claims' numbers",
    ("change", "retracted"): "Retracted articles",
    ("change", "deleted"): "Articles withdrawn from PubMed",
    ("change", "stance"): "Stances that changed",
    ("change", "new"): "New articles",
    ("source", "eutils"): "a PubMed search",
    ("source", "import"): "files exported from PubMed",
    ("source", "baseline"): "PubMed's baseline files",
    ("source", "digest"): "the sample that comes with the project",
}

# Boxes that GRADE draws for each level of certainty, filled and empty.
CERTAINTY: Mapping[str, str] = {
    "high": "⊕⊕⊕⊕",
    "moderate": "⊕⊕⊕○",
    "low": "⊕⊕○○",
    "very low": "⊕○○○",
}


def slug(word: str) -> str:
    """A word fit for an HTML class: letters, digits and hyphens, other scripts kept."""
    return re.sub(r"\W+|_", "-", word.lower()).strip("-")


def percent(share: float) -> str:
    """A share in whole per cent; never 0 % or 100 % where it is neither."""
    whole = round(100 * share)
    if whole == 100 and share < 1:
        return ">99 %"
    if whole == 0 and share > 0:
        return "<1 %"
    return f"{whole} %"


def p_value(p: float) -> str:
    """A P value as journals print it: two digits that count, or `< 0.001`."""
    return "< 0.001" if p < 0.001 else f"= {p:.2g}"


def interval(low: float, high: float) -> str:
    """The ends of an interval of shares, as `34–100 %`."""
    return f"{percent(low).removesuffix(' %')}–{percent(high)}"
