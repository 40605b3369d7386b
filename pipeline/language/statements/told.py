"""What a clause tells of a group of outcomes: better, worse, no different, by words and figures.

The words of a run act on one another from the outcome outwards: 'inhibited the up-regulation of
TNF-α' is an up, bad for this outcome, that is inhibited, hence good.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from pipeline.language.clauses.clause import Clause
from pipeline.language.figures.figured import by_interval, is_heading
from pipeline.language.figures.numbers import change_in_figures
from pipeline.language.figures.shown import Shown
from pipeline.language.findings import BETTER, NULL, SPLIT, UNCLEAR, WORSE
from pipeline.language.references.scope import EFFECT
from pipeline.language.sentences.marks import AS_EFFECT, DEGREE, PERSIST, Mark, change_of
from pipeline.language.statements.extent import has_passed, is_by_chance, limited
from pipeline.language.statements.groups import Group
from pipeline.language.statements.negation import (
    is_absent,
    is_kept_off,
    is_negated,
    is_unmeasured,
)
from pipeline.language.statements.polarity import acted, is_of_research, rise_of
from pipeline.language.words.lexicon import OutcomeTerms

_COMPARATIVE = re.compile(
    r"higher|lower|better|worse|faster|slower|longer|shorter|larger|smaller|greater|superior.*|"
    r"inferior.*|advantage.*|sooner|quicker|stronger|weaker|milder|poorer|steeper|below|above",
    re.I,
)
# 'fell by 1.5 points more with EA'
_BY_MORE = re.compile(r"\d \D{0,15}?\b(?:more|further) (?:with|in|under|after|on)\b")
# 'IL-6 in axons'
_IN = re.compile(r" in (?:the |[a-z]+ing )?")
# 'the benefit of EA for pain'
_EFFECT_ON = re.compile(
    rf"(?:{EFFECT.pattern})\w*\b[^,;]{{0,40}}? (?:in|on|of|for) (?:[\w-]+ ){{0,2}}$", re.I
)
# 'the mean difference was'
_DIFFERENCE = re.compile(
    r"(?:the )?(?:[\w-]+ ){0,2}(?:difference|gap|change|lead|advantage)s?$", re.I
)
# 'numbness in patients with neuralgia'
_IN_ILLNESS = re.compile(r"\b(?:in|for|of|from|with|after)\s+(?:[\w'’-]+\s+){0,3}$", re.I)
# 'stayed as numb'
_STATE = re.compile(r"\s+(?:(?:as|so|very|quite|equally|severely)\s+)?")


@dataclass(frozen=True)
class Told:
    """What a clause tells of one group of outcomes, between two places of its sentence."""

    clause: Clause
    sentence: str
    group: Group
    start: int
    stop: int
    figures: Mapping[Mark, Shown]
    is_measured: bool

    def figures_of(self, mark: Mark) -> Shown:
        """Give what figures show of one outcome."""
        return self.figures.get(mark, Shown())

    @cached_property
    def is_comparative(self) -> bool:
        """Whether the run tells of one arm against another: 'greater', 'lower', 'more'."""
        text, start = self.clause.text, self.clause.start
        return bool(_BY_MORE.search(text)) or any(
            not DEGREE.isdisjoint(mark.ids)
            or _COMPARATIVE.fullmatch(text, mark.start - start, mark.end - start)
            for mark in self.group.run
        )

    def names_rival_before(self, place: int) -> bool:
        """Whether words tell whom it is compared with before figures: 'than sham (3 vs 5)'."""
        return any("comparison.than" in m.ids and m.end <= place for m in self.clause.marks)

    @cached_property
    def is_unmeasured(self) -> bool:
        """Whether the clause says that nobody looked."""
        return is_unmeasured(self.clause.text)

    def value(self, mark: Mark, terms: OutcomeTerms | None) -> str | None:
        """Give the value for one outcome of the group, `None` where nothing is told of it."""
        group = self.group
        reads = "effect" if AS_EFFECT in mark.ids else terms.reads if terms else "measure"
        is_bare = reads == "complaint" and (self._is_of_efficacy or self._is_of_bearer(mark))
        is_place = any(_IN.fullmatch(self.sentence, m.end, mark.start) for m in group.outcomes)
        if is_bare or is_place or is_of_research(self.clause, group, self.sentence):
            return None
        is_effect = AS_EFFECT not in mark.ids and self._is_effect_named(reads)
        has_gone = has_passed(self.clause, group, is_effect=is_effect)
        if has_gone is not None:
            return SPLIT if has_gone else BETTER
        if is_kept_off(terms, rise_of(mark, terms, reads, self.sentence), group, self.clause):
            return BETTER
        by_words = self._by_run if group.run else self._without_run
        value = by_words(mark, terms, reads)
        figures = self.figures_of(mark)
        if value == UNCLEAR and figures.is_mixed and not figures.contrasts:
            value = SPLIT  # 'week 2 P = 0.4, week 4 P = 0.03'
        is_told = value == BETTER or (value == UNCLEAR and "change.differ" in self.changes)
        is_doubted = is_told and not figures.is_significant
        if is_doubted and is_by_chance(self.clause, self.start, self.stop):
            return NULL
        value = limited(value, self.clause, group) if value else None
        return UNCLEAR if self._is_open(mark, value) else value

    def _is_open(self, mark: Mark, value: str | None) -> bool:
        """Whether a difference is only named or has narrowed: 'the difference was 2'."""
        if AS_EFFECT not in mark.ids or not _DIFFERENCE.match(self.clause.word(mark)):
            return False
        is_bare = not (self.group.run or self.figures_of(mark).inferences)
        return (value == BETTER and is_bare) or (value == WORSE and not self.clause.arms)

    @cached_property
    def changes(self) -> list[str]:
        """What the words of the run tell, from the outcome outwards."""
        run = self.group.run[:1]  # and no word that says it again: 'fell below that of sham'
        for a, b in pairwise(self.group.run):
            run += [b] if "comparison.than" not in b.ids or change_of(a) != change_of(b) else []
        named = [change for change in map(change_of, run) if change]
        is_eased = not {"change.down", "change.down_noun"}.isdisjoint(named)
        for place, mark in enumerate(run):
            if is_eased and "change.impact" in mark.ids:
                named[place] = "change.bad_noun"
            elif "change.below" in mark.ids and mark.start >= self.group.end:
                named[place] = "change.down"
            elif "comparison.than" in mark.ids and mark.start - self.group.run[place - 1].end == 1:
                return named[place:]  # 'sank below those of sham'
        return named

    @cached_property
    def _is_of_efficacy(self) -> bool:
        """Whether the run tells no more than that a treatment works: 'effective for neuralgia'."""
        return bool(self.group.run) and all("change.efficacy" in m.ids for m in self.group.run)

    def _is_of_bearer(self, mark: Mark) -> bool:
        """Whether an illness is that in which other outcomes changed: 'numbness in neuralgia'."""
        return mark is not self.group.outcomes[0] and bool(
            _IN_ILLNESS.search(self.sentence, self.group.outcomes[0].end, mark.start)
        )

    @cached_property
    def is_negated(self) -> bool:
        """Whether a denial belongs to the group or its run."""
        return is_negated(self.clause, self.group, self.sentence)

    def _without_run(self, mark: Mark, terms: OutcomeTerms | None, reads: str) -> str | None:
        if self.is_unmeasured:
            return UNCLEAR
        figures = self.figures_of(mark)
        if is_absent(terms, mark, self.sentence):
            return BETTER
        if self.is_negated or figures.is_null:
            return NULL
        if reads in ("effect", "involved"):
            return BETTER
        return self._by_figures(figures, terms)

    def _by_run(self, mark: Mark, terms: OutcomeTerms | None, reads: str) -> str | None:
        changes = self.changes
        remains = self._persists and reads != "effect" and terms is not None and terms.good < 0
        if "null.none" in changes or remains:
            return NULL
        good = acted(changes, rise_of(mark, terms, reads, self.sentence))
        differs = "change.differ" in changes
        if self.is_negated and (good is not None or differs):
            return None if good is False and not differs else NULL  # 'did not worsen'
        figures = self.figures_of(mark)
        if figures.is_null:
            return NULL
        if is_heading(self.clause, self.group):
            return UNCLEAR
        return self._by_direction(good, figures, terms, reads, mark)

    def _is_effect_named(self, reads: str) -> bool:
        """Whether an effect on the outcomes is told of: 'the fall in pain', 'pain relief'."""
        return (
            reads == "effect"
            or bool(_EFFECT_ON.search(self.sentence[self.start : self.group.start]))
            or bool(EFFECT.match(self.sentence, self.group.end + 1))
        )

    def _by_direction(
        self,
        good: bool | None,
        figures: Shown,
        terms: OutcomeTerms | None,
        reads: str,
        mark: Mark,
    ) -> str | None:
        if good is None:
            has_lasted = self._persists and reads == "effect"
            return BETTER if has_lasted else self._by_figures(figures, terms)
        if reads == "complaint" and not (good and self.group.governs):
            return None
        if not good:
            return NULL if PERSIST in self.changes and not self.is_comparative else WORSE
        return SPLIT if figures.is_mixed else BETTER

    @cached_property
    def _persists(self) -> bool:
        """Whether the outcome is said to persist, or is what somebody remained: 'stayed numb'."""
        if {*self.changes} != {PERSIST}:
            return False
        start, end = self.group.start, self.group.run[0].end
        return end > start or bool(_STATE.fullmatch(self.sentence, end, start))

    def _by_figures(self, figures: Shown, terms: OutcomeTerms | None) -> str:
        if terms is None:
            return UNCLEAR
        change = change_in_figures(self.sentence, self.group.end, self.stop)
        if change is not None:
            return NULL if not change else BETTER if change * terms.good > 0 else WORSE
        return by_interval(figures, terms.good, is_measured=self.is_measured)
