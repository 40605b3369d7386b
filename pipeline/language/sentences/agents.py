"""Molecules that an experiment gives or takes away, and does not measure: 'IL-6 antibody'."""

import re
from collections.abc import Sequence

from pipeline.language.sentences.marks import Mark, is_outcome, outcomes_in
from pipeline.language.words.lexicon import Lexicon

_MOLECULE = re.compile(r"[A-Z].*[A-Z]|[α-ωΑ-Ω\d]")
_AFTER = re.compile(
    r"[ -](?:receptor |neutrali[sz]ing )?(?:injection\b|antibod|antiserum|siRNA|shRNA|knock|null\b|"
    r"deficien|agonist|antagonist|inhibitors?\b|blocker)"
)
_BEFORE = re.compile(
    r"\b(?:injection|administration|infusion|knock-?down|knock-?out|silencing|deletion|"
    r"neutrali[sz]ation|blockade) of (?:the )?$",
    re.I,
)
_AGENT = ("role.antagonist",)


def without_agents(text: str, marks: Sequence[Mark], lexicon: Lexicon) -> list[Mark]:
    """Read what is given or taken away as such, and not as an outcome.

    What takes part in an effect stays one: that it is needed says so.
    """
    return [mark._replace(ids=_AGENT) if _is_agent(text, mark, lexicon) else mark for mark in marks]


def _is_agent(text: str, mark: Mark, lexicon: Lexicon) -> bool:
    return (
        is_outcome(mark)
        and all(lexicon.outcomes[o].reads != "involved" for o in outcomes_in([mark]))
        and _MOLECULE.search(text, mark.start, mark.end) is not None
        and bool(_AFTER.match(text, mark.end) or _BEFORE.search(text, 0, mark.start))
    )
