"""The PRISMA 2020 flow: the boxes of `prisma_flow` in the places that the diagram gives them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reporting.findings import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A box with what it is made of."""

    description: str
    n_records: int | None
    n_studies: int | None
    parts: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One band of the diagram: the stream on the left, what leaves it on the right."""

    phase: str
    boxes: tuple[Part, ...]
    left_out_heading: str
    left_out: tuple[Box, ...] | None

    @property
    def n_left_out(self) -> int:
        """All records that leave the stream here."""
        return sum(box.n_records or 0 for box in self.left_out or ())


# The step that each box of the stream stands for, with the steps that divide it.
STREAM = {
    "identification": {"identified": ()},
    "screening": {"screened": ()},
    "included": {
        "included": ("addresses_a_claim", "addresses_no_claim"),
        "studies": ("human_studies", "animal_studies", "review_studies"),
    },
}
LEFT_OUT = {
    "identification": "Removed before screening",
    "screening": "Excluded, by the first reason that applies",
}


def flow_stages(boxes: Sequence[Box]) -> tuple[Stage, ...]:
    """The bands from top to bottom; reasons that applied to no record are not drawn."""
    return tuple(_stage(phase, boxes) for phase in STREAM)


def _stage(phase: str, boxes: Sequence[Box]) -> Stage:
    members = [box for box in boxes if box.phase == phase]
    stream = STREAM[phase]
    divisions = {step for parts in stream.values() for step in parts}
    beside = [box for box in members if box.step not in stream and box.step not in divisions]
    return Stage(
        phase=phase,
        boxes=tuple(
            Part(
                description=box.description,
                n_records=box.n_records,
                n_studies=box.n_studies,
                parts=tuple(part for part in members if part.step in stream[box.step]),
            )
            for box in members
            if box.step in stream
        ),
        left_out_heading=LEFT_OUT.get(phase, ""),
        left_out=tuple(box for box in beside if box.n_records) if phase in LEFT_OUT else None,
    )
