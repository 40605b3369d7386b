"""What a clause says of each outcome: better, worse, no different; and against whom.

The words of a run act on one another from the outcome outwards: 'inhibited the up-regulation of
TNF-α' is an up, bad for this outcome, that is inhibited, hence good.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.language.clauses import Clause
from pipeline.language.comparisons import DENIED, FOREIGN, Comparison, arm_of, comparison_of
from pipeline.language.figured import by_interval, by_values, is_heading, scale_of
from pipeline.language.figures import change_in_figures
from pipeline.language.findings import BETTER, NULL, SPLIT, UNCLEAR, WORSE
from pipeline.language.lexicon import Lexicon, Mark, OutcomeTerms
from pipeline.language.numerals import NUMBER, value_of
from pipeline.language.polarity import DEGREE, PERSIST, acted, is_head, rise_of, scales_another
from pipeline.language.runs import AS_EFFECT, BRACKETED, WORD, Group, groups_of, kind, outcomes_of
from pipeline.language.shown import Shown, shown
from pipeline.language.values import contrasts

_COMPARATIVE = re.compile(
    r"higher|lower|better|worse|faster|slower|longer|shorter|larger|smaller|greater|superior.*|"
    r"inferior.*|sooner|quicker|stronger|weaker|milder|poorer|steeper|below|above",
    re.I,
)

_NO_MORE = re.compile(
    r"\b(?:had|have|has|reported|registered|showed|demonstrated|experienced|felt|with|were|was|left)\s+"
    r"(?:no|without|no longer|free of)\s+(?:\w+\s+)?$",
    re.I,
)
_FAR = ("neither", "nor", "none")
_DENIED = re.compile(
    r"(?:not|never|neither|n't)\b(?!\s+(?:been\s+)?(?:report|measur|assess|studi|mention|examin|record|"
    r"known|only|available|evaluat|analy|test|yet|so|always|because|due|just|merely|included))",
    re.I,
)

# 'improvement in velocity was not observed'
_UNSEEN = re.compile(
    r"[^,;.]{0,40}?\s(?:was|were|is|are|could|has been|have been)\s(?:not|never)\s(?:be\s)?"
    r"(?:\w+ly\s)?(?:observed|seen|found|noted|detected|reported|shown|demonstrated|achieved|evident|apparent|"
    r"confirmed|significant|obtained|recorded)\b",
    re.I,
)
_REMAINDER = re.compile(r"\bin (?:the )?(?:remainder|rest|others?|remaining)\b", re.I)
_TRIALS = re.compile(
    rf"(?P<some>{NUMBER})(?:\s+out)?\s+of\s+(?:the\s+|these\s+|all\s+)?(?P<all>{NUMBER})\s+(?:\w+\s+){{0,2}}?"
    r"(?:trials|studies|RCTs|reports|reviews|meta-analyses)\b",
    re.I,
)
_FEW = re.compile(
    rf"\b(?:only|just|merely|no more than)\s+(?P<some>{NUMBER})(?:\s+out)?\s+of\s+"
    rf"(?:the\s+|these\s+)?(?P<all>{NUMBER})\b(?!\s+(?:\w+\s+)?(?:trials|studies|RCTs|reports|reviews))",
    re.I,
)
# 'improved at three months only'
_AT_TIMES = re.compile(
    r"\bonly (?:at|until|during|for|in) (?:the )?(?:[\w-]+ )?"
    r"(?:first|weeks?|months?|days?|hours?|follow)\b|"
    r"\b(?:at|until|during|for|in) (?:the )?(?:[\w-]+ )?(?:weeks?|months?|days?|hours?|follow-up)"
    r"(?: \d+)? only\b",
    re.I,
)
_OF_ARM = re.compile(
    r"\s*(?:effects?|actions?|response)?\s*"
    r"(?:of|by|from|induced by|produced by|due to)\s+(?:the\s+)?"
)
_ARMS = re.compile(r"(?:[-\s]?(?:induced|mediated|produced|evoked|elicited|'s|’s))?\s*")
_THAN_TIME = re.compile(
    r"\bthan (?:on|at|in|before|after|during|from) (?:the )?(?:\w+ )?"
    r"(?:day|week|month|baseline|phase|year|hour)",
    re.I,
)
# 'for VAS the difference persisted'
_GAIN = re.compile(r"differen|effect|benefit|improve|advantage|relief|gain|reduc", re.I)
_NOT_YET = re.compile(r"\b(?:not|never|n't)\s+$", re.I)
_MORE_SO = re.compile(r"\bmore so\b", re.I)
_APART = re.compile(
    r"differ|superior|better|exceed|just as|indistinguish|told apart|separat|advantage|parted|"
    r"part company|"
    r"similar to|comparable (?:to|with)|equal to|equivalent to|same as|than\b",
    re.I,
)
_UNMEASURED = re.compile(
    r"\b(?:no|none of the|neither) (?:trials?|stud(?:y|ies)|reports?|reviews?)\b|"
    r"\b(?:not|never|neither|none|n't|nobody)\b(?:\s+\w+){0,2}?\s+(?:measur|assess|stud(?:y|ied)|examin|"
    r"record|evaluat|look|repeat|test|perform|investigat|collect|done\b|pool|meta-?analy|available)",
    re.I,
)

_DIFFERENCE = re.compile(
    r"differen|differ\b|similar|comparable|superior|better|in?distinguish|equal|alike|equivalent|"
    r"identical|the same (?:in|for|with|at)|(?:was|were) the same|parallel|"
    r"superimpos|overlap|coincid|"
    r"\bmore\b|benefit|advantage|over\b|separat|tell apart|told apart",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One outcome's part of a clause; `comparison` tells whom it is compared with.

    `is_blunt` where a word such as 'worsened' says so whatever the outcome; `is_denying` where the
    clause holds a denial; `is_plain` unless what worsens is not the outcome itself.
    """

    outcome: int | str
    value: str
    comparison: Comparison
    start: int
    end: int
    is_significant: bool | None
    has_chain: bool
    is_blunt: bool
    is_denying: bool
    is_plain: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """What the clauses before leave open to a clause.

    `subject` is the arm they spoke of, `neutral` no effect on the scale of the measure they named,
    `order` that of the arms in the last pair of values.
    """

    subject: str | None = None
    neutral: float | None = None
    order: tuple[str, str] | None = None


def statements(
    clause: Clause, lexicon: Lexicon, carried: Carried, sentence: str
) -> tuple[list[Statement], Carried]:
    """Read a clause; give its statements and what it leaves to the next."""
    comparison = comparison_of(clause, sentence, carried.subject)
    groups = groups_of(clause, lexicon, sentence)
    pairs = contrasts(clause, sentence, carried.order) if groups else []
    found = []
    for number, group in enumerate(groups):
        stop = clause.end
        if number + 1 < len(groups):
            after = groups[number + 1]
            stop = min([after.start, *(m.start for m in after.run if m.start > group.end)])
        aside = clause.first("comparison.aside")
        if aside and all(mark.end <= aside.start for mark in (*group.outcomes, *group.run)):
            stop = min(stop, aside.start)
        is_shared = number > 0 and groups[number - 1].run == group.run
        first = group.start if is_shared else min([group.start, *(m.start for m in group.run)])
        figures = shown(
            clause,
            sentence,
            group.outcomes,
            start=first,
            end=max(stop, group.end),
            neutral=carried.neutral,
            pairs=pairs,
        )
        told = _Told(clause, sentence, group, stop, figures, carried.neutral is not None)
        values = [
            (mark, outcome, told.value(mark, _terms_of(lexicon, outcome)))
            for mark in group.outcomes
            for outcome in outcomes_of(mark)
        ]
        # 'less fatigue and better sleep' is no less sleep
        is_odd = BETTER in {value for *_, value in values} and all(
            kind(word) in DEGREE for word in group.run
        )
        for mark, outcome, value in values:
            if value is None or (is_odd and value == WORSE):
                continue
            said = told.by_values(mark, _terms_of(lexicon, outcome), value)
            for figured in said or [(value, comparison)]:
                found.append(told.statement(mark, outcome, *figured))
    found += list(_denied_against(clause, found))
    if groups and groups[-1].run and _is_denied_for_another(clause, groups[-1]):
        last = groups[-1].outcomes[-1]
        found += [
            replace(statement, value=NULL, comparison=comparison.of(DENIED))
            for statement in found
            if statement.start == last.start and statement.value == BETTER
        ]
    subject = comparison.subject or carried.subject
    order = pairs[-1].order if pairs else carried.order
    return found, replace(carried, subject=subject, order=order)


def _terms_of(lexicon: Lexicon, outcome: int | str) -> OutcomeTerms | None:
    return lexicon.outcomes[outcome] if isinstance(outcome, int) else None


def _denied_against(clause: Clause, found: Sequence[Statement]) -> Iterator[Statement]:
    """Give the results of a second comparison: 'beat no treatment, but not sham'."""
    denial = clause.first("comparison.denied")
    if denial is None:
        return
    arm = next((a for m in clause.marks if m.start >= denial.end and (a := arm_of(m))), None)
    for statement in found:
        if arm and statement.value == BETTER:
            comparison = statement.comparison.of(arm)
            yield replace(statement, value=NULL, comparison=comparison, is_significant=None)


def _is_denied_for_another(clause: Clause, group: Group) -> bool:
    """Whether a clause ends by denying the effect for another form of the intervention.

    'Velocity rose with electroacupuncture and was unchanged with manual needling'.
    """
    end = max(group.end, *(mark.end for mark in group.run))
    null = [
        mark
        for mark in clause.marks
        if mark.start >= end
        and "null.none" in mark.ids
        and "comparison.than" not in mark.ids
        and mark not in group.run
    ]
    if not null:
        return False
    if _REMAINDER.search(clause.text, null[0].end - clause.start):
        return True
    after = [arm for mark in clause.marks if mark.start >= null[0].end and (arm := arm_of(mark))]
    before = [arm for mark in clause.marks if mark.end <= null[0].start and (arm := arm_of(mark))]
    return after[:1] == ["intervention"] and "intervention" in before


@dataclass(frozen=True)
class _Told:
    """What a clause tells of one group of outcomes, up to the place `stop` of its sentence."""

    clause: Clause
    sentence: str
    group: Group
    stop: int
    figures: Mapping[Mark, Shown]
    is_measured: bool

    def by_values(
        self, mark: Mark, terms: OutcomeTerms | None, value: str
    ) -> list[tuple[str, Comparison]]:
        """Give what the values of two arms say of an outcome, and against whom; none if nothing."""
        figures = self.figures.get(mark, Shown())
        contrast = figures.contrast
        if contrast is None or terms is None or self.is_comparative:
            return []
        rise = rise_of(mark, terms, terms.reads, self.sentence)
        names = [name for name in map(kind, self.group.run) if name]
        good = acted(names, rise)
        scale = scale_of(self.clause, self.group, contrast, outcome_is=rise, good=good)
        against = Comparison(contrast.arm, "intervention", 1, False)
        told = by_values(figures, scale) if scale and value != NULL else None
        is_sure = bool(self.group.run) or contrast.is_change or terms.reads == "scale"
        if told and (told != WORSE or is_sure):  # bare values may be those of a relief
            return [(told, against)]
        said = [(NULL, against)] if value == NULL else []
        if contrast.have_both_gone(rise):
            said.append((BETTER, replace(against, against="within", is_both=True)))
        return said

    def statement(
        self, mark: Mark, outcome: int | str, value: str, comparison: Comparison
    ) -> Statement:
        """Turn a value the way that the comparison is turned."""
        is_foreign = comparison.turn == 0 and comparison.against == "within"
        is_valued = value in (BETTER, WORSE)
        is_turned = self.is_comparative and not _THAN_TIME.search(self.clause.text)
        if is_foreign and is_valued and is_turned and comparison.subject in FOREIGN:
            comparison = Comparison(comparison.subject, "intervention", -1, comparison.is_both)
        if (
            comparison.turn == 0
            and value == NULL
            and comparison.subject in FOREIGN
            and _APART.search(self.clause.text)
        ):
            subject = comparison.subject
            comparison = Comparison(subject, "intervention", 1, comparison.is_both)
        if comparison.is_both and is_valued and comparison.subject in FOREIGN:
            value = SPLIT if _MORE_SO.search(self.clause.text) else value
        if comparison.turn < 0:
            value = {BETTER: WORSE, WORSE: BETTER}.get(value, value)
        if comparison.against == "within" and (
            (value == NULL and _DIFFERENCE.search(self.clause.text))
            or (is_valued and self.is_comparative and not comparison.is_both)
        ):
            comparison = comparison.of("group")
        figures = self.figures.get(mark, Shown())
        if value != WORSE or not self.group.run:
            is_measured = bool(figures.side) and self.is_measured
            if comparison.against == "within" and (figures.is_between or is_measured):
                comparison = comparison.of("group")
        significant = figures.is_significant
        if value == NULL and significant:
            value = UNCLEAR  # 'in seven of them and in none with EA (P < 0.001)'
        if significant is None and value == UNCLEAR and "role.significant" in self.clause.ids:
            significant = True
        return Statement(
            outcome=outcome,
            value=value,
            comparison=comparison,
            start=mark.start,
            end=mark.end,
            is_significant=significant,
            has_chain=bool(self.group.run),
            is_blunt=any(kind(word) == "change.bad" for word in self.group.run),
            is_denying=any(
                "null.none" in word.ids
                or ("null.neg" in word.ids and self._text(word).lower() != "without")
                for word in self.clause.marks
            )
            and not self.is_unmeasured,
            is_plain=value != WORSE
            or is_head(self.group.outcomes[0], mark, self.clause.marks, self.sentence),
        )

    def _is_our_effect(self, mark: Mark) -> bool:
        """Whether an effect is told of as the intervention's: 'the analgesic effect of EA'."""
        return any(
            "arm.intervention" in arm.ids
            and (
                _OF_ARM.fullmatch(self.sentence, mark.end, arm.start)
                or _ARMS.fullmatch(self.sentence, arm.end, mark.start)
            )
            for arm in self.clause.marks
        )

    def _text(self, mark: Mark) -> str:
        return self.sentence[mark.start : mark.end]

    @cached_property
    def has_faded(self) -> bool:
        """Whether an effect is said not to have lasted."""
        fade = self.clause.first("null.fade")
        if fade is None or fade.start < self.group.end:
            return False
        return not _NOT_YET.search(self.sentence, max(self.group.end, fade.start - 8), fade.start)

    @cached_property
    def is_comparative(self) -> bool:
        """Whether the run tells of one arm against another: 'greater', 'lower', 'more'."""
        text, start = self.clause.text, self.clause.start
        return any(
            not DEGREE.isdisjoint(mark.ids)
            or _COMPARATIVE.fullmatch(text, mark.start - start, mark.end - start)
            for mark in self.group.run
        )

    def value(self, mark: Mark, terms: OutcomeTerms | None) -> str | None:
        """Give the value for one outcome of the group, `None` where nothing is told of it."""
        reads = "effect" if AS_EFFECT in mark.ids else terms.reads if terms else "measure"
        if self.has_faded and (reads == "effect" or self.group.governs):
            return SPLIT
        value = (
            self._by_run(mark, terms, reads)
            if self.group.run
            else self._without_run(mark, terms, reads)
        )
        if value == WORSE and reads == "effect" and self._is_our_effect(mark):
            return BETTER  # 'yohimbine blocked the analgesic effect of EA'
        trivial = self.clause.first("null.trivial")
        is_of_it = trivial and (
            trivial.start > self.group.start or "change.differ" in self.clause.ids
        )
        if is_of_it and value in (BETTER, NULL):
            return SPLIT
        if value == BETTER and (
            "null.minority" in self.clause.ids
            or self.is_of_few
            or _AT_TIMES.search(self.clause.text)
        ):
            return SPLIT
        if value in (BETTER, NULL) and self.is_of_some_trials:
            return SPLIT
        return value

    def _without_run(self, mark: Mark, terms: OutcomeTerms | None, reads: str) -> str:
        if self.is_unmeasured:
            return UNCLEAR
        figures = self.figures.get(mark, Shown())
        if self.is_negated or figures.is_null:
            return BETTER if _is_absent(terms, mark, self.sentence) else NULL
        if reads in ("effect", "involved"):
            return BETTER
        change = change_in_figures(self.sentence, self.group.end, self.stop)
        if change and terms:
            return BETTER if change * terms.good > 0 else WORSE
        return self._by_interval(figures, terms)

    def _by_interval(self, figures: Shown, terms: OutcomeTerms | None) -> str:
        return by_interval(figures, terms.good, is_measured=self.is_measured) if terms else UNCLEAR

    def _by_run(  # noqa: PLR0911
        self, mark: Mark, terms: OutcomeTerms | None, reads: str
    ) -> str | None:
        names = [name for name in map(kind, self.group.run) if name]
        if DEGREE.issuperset(names) and scales_another(self.group, self.sentence):
            return UNCLEAR
        good = acted(names, rise_of(mark, terms, reads, self.sentence))
        is_told = good is not None or "change.differ" in names
        persists = (
            names == [PERSIST]
            and self.group.run[0].start > self.group.start
            and not _GAIN.search(self.sentence, self.group.end, self.group.run[0].start)
        )
        if "null.none" in names or (persists and terms and terms.good < 0 and reads != "effect"):
            return NULL
        if self.is_negated and is_told:
            is_spared = good is False and "change.differ" not in names  # 'did not worsen'
            return None if is_spared else NULL
        figures = self.figures.get(mark, Shown())
        if figures.is_null:
            return NULL
        if is_heading(self.clause, self.group):
            return UNCLEAR
        if good is None:
            return BETTER if persists and reads == "effect" else self._by_interval(figures, terms)
        if reads == "complaint" and not (good and self.group.governs):
            return None
        if good:
            return SPLIT if figures.is_mixed else BETTER
        return WORSE

    @cached_property
    def is_unmeasured(self) -> bool:
        """Whether the clause says that nobody looked: 'no trial measured cytokines'."""
        return bool(_UNMEASURED.search(self.clause.text))

    @cached_property
    def is_of_some_trials(self) -> bool:
        """Whether only a part of the trials found it: 'two of three trials'."""
        match = _TRIALS.search(self.clause.text)
        return match is not None and value_of(match["some"]) < value_of(match["all"])

    @cached_property
    def is_of_few(self) -> bool:
        """Whether only a minority of those treated gained: 'only 4 of 20 patients'."""
        match = _FEW.search(self.clause.text)
        return match is not None and value_of(match["some"]) < value_of(match["all"]) / 2

    @cached_property
    def is_negated(self) -> bool:
        """Whether a 'not', 'neither' or 'without' belongs to the group or its run."""
        group = self.group
        run = group.run or group.outcomes
        starts = (min(mark.start for mark in run), group.start)
        negations = [mark for mark in self.clause.marks if "null.neg" in mark.ids]
        if group.governs and _UNSEEN.match(self.sentence, group.end):
            return True
        return any(
            self._is_denied_after(mark) or any(self._reaches(mark, start, run) for start in starts)
            for mark in negations
        )

    def _is_denied_after(self, mark: Mark) -> bool:
        if self.group.run or mark.start < self.group.end:
            return False
        between = BRACKETED.sub(" ", self.sentence[self.group.end : mark.start])
        return len(WORD.findall(between)) <= 8 and bool(_DENIED.match(self.sentence, mark.start))

    def _reaches(self, mark: Mark, start: int, run: Sequence[Mark]) -> bool:
        if mark.end > start:
            return False
        gap = BRACKETED.sub(" ", self.sentence[mark.end : start])
        is_far = self.sentence[mark.start : mark.end].lower() in _FAR
        if len(WORD.findall(gap)) > (12 if is_far else 6) or ("," in gap and not is_far):
            return False
        return not any(
            kind(other) and other not in run and mark.end <= other.start < start
            for other in self.clause.marks
        )


def _is_absent(terms: OutcomeTerms | None, mark: Mark, sentence: str) -> bool:
    """Whether a complaint is said to be gone: 'registered no pain'."""
    if terms is None or terms.good > 0 or terms.reads != "measure":
        return False
    return bool(_NO_MORE.search(sentence, max(0, mark.start - 40), mark.start))
