"""The outcomes that an abstract has named so far, which later words may mean."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field


@dataclass(slots=True)
class Memory:
    """The outcomes that later words may mean.

    `topics` were measured, by the methods; `primary` and `secondary` those called so; `last` were
    spoken of by the sentence before, `said` by this one so far; of the measures of a `family` one
    was told of. `rival` is the kind of arm last told of beside the intervention. `is_of_illness`
    while an experiment tells what the injury did, `is_elsewhere` while a sentence tells of a thing
    that is no outcome.
    """

    topics: list[int] = field(default_factory=list)
    primary: list[int] = field(default_factory=list)
    secondary: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    said: list[int] = field(default_factory=list)
    listed: list[int] = field(default_factory=list)
    family: list[int] = field(default_factory=list)
    rival: str | None = None
    is_of_illness: bool = False
    is_elsewhere: bool = False

    @property
    def before(self) -> list[int]:
        """The outcomes spoken of last, in this sentence or the one before."""
        return self.said or ([] if self.is_elsewhere else self.last)

    def plan(self, outcomes: Sequence[int], ids: Set[str], role: str) -> None:
        """Keep the outcomes that a sentence without findings announces."""
        if "refer.primary" in ids:
            self.primary += outcomes
        if "refer.secondary" in ids:
            self.secondary += outcomes
        if role in ("method", "aim"):
            self.topics += outcomes
            self.listed = list(dict.fromkeys(outcomes))

    def meant_by(self, word: str, told: set[int]) -> tuple[int, ...]:
        """Resolve 'primary outcome', 'all outcomes' and the like; `told` have findings already."""
        meant = {
            "refer.primary": self.primary,
            "refer.secondary": self.secondary,
            "refer.every": self.topics or sorted(told),
            "refer.rest": self.family
            or [outcome for outcome in self.topics if outcome not in told],
        }[word]
        return tuple(dict.fromkeys(meant))
