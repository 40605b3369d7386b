"""What a clause tells of two arms beside one another: by their amounts, or that they went alike."""

from pipeline.language.figures.figured import by_contrast, scale_of
from pipeline.language.findings import BETTER, NULL, SPLIT, UNCLEAR, WORSE
from pipeline.language.sentences.marks import Mark, is_outcome
from pipeline.language.statements.comparisons import ALIKE, Comparison
from pipeline.language.statements.likeness import is_level_pair, is_one_amount, liked
from pipeline.language.statements.polarity import acted, rise_of
from pipeline.language.statements.told import Told
from pipeline.language.words.lexicon import OutcomeTerms

Said = list[tuple[str, Comparison]]
_GAINED_BY_ALL = (BETTER, Comparison("within", "intervention", 1, True))


def by_amounts(told: Told, mark: Mark, terms: OutcomeTerms | None, value: str) -> Said:
    """Give what the amounts of two arms say of an outcome, and against whom."""
    figures = told.figures_of(mark)
    contrast = figures.contrast
    if contrast is None or terms is None or told.is_comparative or _is_tested_apart(told):
        return []
    rise = rise_of(mark, terms, terms.reads, told.sentence)
    good = acted(told.changes, rise)
    scale = scale_of(told.clause, told.group, contrast, outcome_is=rise, good=good)
    against = Comparison(contrast.arm, "intervention", 1, False)
    shown = by_contrast(figures, scale) if scale and value != NULL else None
    if shown == WORSE and good and told.names_rival_before(contrast.start):
        return []
    is_sure = bool(told.group.run) or contrast.is_change or terms.reads == "scale"
    alike = [_GAINED_BY_ALL]
    if shown and (shown != WORSE or is_sure):  # bare amounts may be those of a relief
        is_gain = scale.is_of_size and scale.is_worded and good and contrast.ours > 0
        gained = shown == WORSE and (is_gain or contrast.has_ours_gone(rise))
        return [(shown, against), *(alike if gained else ())]
    is_even = value == BETTER and (contrast.is_close or (scale and scale.lead_of(contrast) < 0))
    is_level = is_even or (value == UNCLEAR and contrast.is_close)
    is_null = value == NULL or (is_level and figures.is_significant is None)
    is_shared = is_null and (is_even or (good and not told.is_negated))
    said = [(NULL, against)] if is_null else []
    return said + alike if is_shared or contrast.have_both_gone(rise) else said


def _is_tested_apart(told: Told) -> bool:
    """Whether each arm's change has a test of its own: '-2.9 (EA) and -3.1, both P < 0.001'."""
    outcomes = [mark for mark in told.clause.marks if is_outcome(mark)]
    tests = told.figures_of(outcomes[0]).inferences if len(outcomes) == 1 else ()
    return bool(tests) and all(test.is_of_all for test in tests)


def by_likeness(
    told: Told, mark: Mark, terms: OutcomeTerms | None, value: str, comparison: Comparison
) -> Said:
    """Give a benefit that two arms had alike, which is no benefit over the other."""
    like = _by_one_amount(told, mark, value, comparison)
    if like:
        return like
    if value == WORSE and not (told.is_comparative or told.is_negated):
        return _alike(told, mark, value, comparison)
    if told.is_negated or value not in (BETTER, NULL, SPLIT):
        return []
    is_compared = told.is_comparative or bool(told.figures_of(mark).is_significant)
    reads = terms.reads if terms else "measure"
    is_good = acted(told.changes, rise_of(mark, terms, reads, told.sentence))
    if not is_good or (is_compared and not comparison.is_both):
        return []
    return _alike(told, mark, value, comparison)


def _by_one_amount(told: Told, mark: Mark, value: str, comparison: Comparison) -> Said:
    """Give what one amount of all arms, or two that are as good as one, say of an outcome."""
    clause, end = told.clause, told.group.end
    is_one = not told.group.run and is_one_amount(clause, end)
    is_pair = not (is_one or told.is_comparative) and is_level_pair(clause, told.sentence, end)
    if told.figures_of(mark).inferences or not (is_one or is_pair):
        return []
    is_of_arms = is_pair or comparison.is_both
    null = (NULL, comparison.of(ALIKE) if is_of_arms else comparison)
    if value in (UNCLEAR, WORSE):
        return [null]
    return [null, _GAINED_BY_ALL] if value == BETTER and is_of_arms else []


def _alike(told: Told, mark: Mark, value: str, comparison: Comparison) -> Said:
    """Give what all arms had alike; a loss is none: 'amplitudes fell by a third in all groups'."""
    is_loss = value == WORSE
    is_ranked = told.is_comparative and "comparison.than" in told.clause.ids
    is_between = value == NULL or is_ranked or told.figures_of(mark).is_between
    arm = liked(
        told.clause,
        told.start,
        told.stop,
        is_both=comparison.is_both,
        is_compared=is_between and not is_loss,
        is_loss=is_loss and told.clause.end == len(told.sentence),
    )
    if arm:
        null = (NULL, Comparison(arm, "intervention", 1, False))
        return [null] if is_loss else [null, _GAINED_BY_ALL]
    of_arms = comparison.of("group") if comparison.against == "within" else comparison
    is_shared = value == NULL and comparison.is_both  # 'fell in both arms (P = 0.4)'
    return [(NULL, of_arms), _GAINED_BY_ALL] if is_shared else []
