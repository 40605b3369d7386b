"""The figures of a body of studies, on which thresholds rest and which sentences may name."""

from dataclasses import dataclass, fields
from typing import Annotated

from pydantic import AfterValidator


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The primary studies in people that report on one claim, in figures.

    Counts are of the conclusive studies (`n_supports`, `n_mixed`, `n_no_benefit`, `n_worse` add
    up to `n_conclusive`), but for `n_inconclusive` and `n_animal`, which stand beside them.
    `country` is the one with most studies, `n_country` of the `n_country_stated` that name any.
    """

    n_conclusive: int
    n_inconclusive: int
    n_supports: int
    n_mixed: int
    n_no_benefit: int
    n_worse: int
    n_randomized: int
    n_sham: int
    n_sham_supports: int
    n_needling: int
    n_participants: int
    n_size_unstated: int
    n_country: int
    n_country_stated: int
    country: str | None
    n_animal: int

    @property
    def figures(self) -> dict[str, int | float | str | None]:
        """Every figure that a sentence of the protocol may name."""
        n = self.n_conclusive
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        return own | {
            "n_not_supporting": n - self.n_supports,
            "n_without_sham": n - self.n_sham,
            "n_unsham_supports": self.n_supports - self.n_sham_supports,
            "n_not_needling": n - self.n_needling,
        }


NO_STUDIES = Body(
    **{field.name: 0 for field in fields(Body) if field.name != "country"}, country=""
)


def _names_only(known: frozenset[str]) -> AfterValidator:
    def check(sentence: str) -> str:
        try:
            sentence.format_map(dict.fromkeys(known, 0))
        except KeyError as error:
            raise ValueError(
                f"no figure is called {error}; there are {', '.join(sorted(known))}"
            ) from None
        except (ValueError, IndexError, AttributeError) as error:
            raise ValueError(f"not a sentence with {{figures}}: {error}") from None
        return sentence

    return AfterValidator(check)


_FIGURES = frozenset(NO_STUDIES.figures)
Sentence = Annotated[str, _names_only(_FIGURES)]
CertaintyText = Annotated[str, _names_only(frozenset({"certainty", "reasons"}))]
VerdictText = Annotated[str, _names_only(_FIGURES | {"benefit", "outcome", "certainty"})]
