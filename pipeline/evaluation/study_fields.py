"""What the screen says of an eligible study, held against the coder's answers."""

from collections.abc import Iterator, Sequence

from pipeline.evaluation.scores import Judged, Measure, share

NO_COMPARATOR = "none"
_SETS = ("aetiology", "modality", "comparator")
_NUMBERS = ("sample_size", "n_studies")


def field_measures(judged: Sequence[Judged]) -> list[Measure]:
    """Give how often each field is the coder's, and each comparator's recall and precision.

    Only studies that both find eligible count, for of no other are the fields used.
    """
    studies = [r for r in judged if r.coded.eligible and r.decision.is_eligible]
    rows = [
        share(f"{field}: the coder's", sum(_named(r.coded, field) == _named(r.decision, field)
                                           for r in studies), len(studies))
        for field in _SETS
    ]  # fmt: skip
    rows += _of_each_comparator(studies)
    for field in _NUMBERS:
        told = [(getattr(r.coded, field), getattr(r.decision, field)) for r in studies]
        same = sum(coder == screen for coder, screen in told if coder is not None)
        n_coder = sum(coder is not None for coder, _ in told)
        n_screen = sum(screen is not None for _, screen in told)
        rows += [
            share(f"{field}: found", same, n_coder),
            share(f"{field}: right", same, n_screen),
        ]
    return rows


def _named(of: object, field: str) -> frozenset[str]:
    return frozenset(getattr(of, field)) - {NO_COMPARATOR}


def _of_each_comparator(studies: Sequence[Judged]) -> Iterator[Measure]:
    pairs = [(_named(r.coded, "comparator"), _named(r.decision, "comparator")) for r in studies]
    for name in sorted({name for coder, _ in pairs for name in coder}):
        both = sum(name in coder and name in screen for coder, screen in pairs)
        yield share(f"comparator {name}: found", both, sum(name in coder for coder, _ in pairs))
        yield share(f"comparator {name}: right", both, sum(name in screen for _, screen in pairs))
