"""Words of standing still that say how an effect lasted: 'the improvement was stable'."""

from collections.abc import Sequence

from pipeline.language.sentences.marks import PERSIST, Mark, arm_of, change_of, is_outcome

_STILL = ("null.none", "change.differ", PERSIST)


def without_steadiness(marks: Sequence[Mark]) -> list[Mark]:
    """Read words such as 'stable' after a change, and of no other arm, as saying that it lasted."""
    kept: list[Mark] = []
    for place, mark in enumerate(marks):
        if "null.steady" in mark.ids and any(
            change_of(other) not in (None, *_STILL) for other in marks[:place]
        ):
            after = marks[place + 1] if place + 1 < len(marks) else None
            if after is None or not (arm_of(after) or is_outcome(after)):
                kept.append(mark._replace(ids=(PERSIST,)))
                continue
        kept.append(mark)
    return kept
