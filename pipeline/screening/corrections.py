"""A reviewer's corrections of decisions, checked against the criteria before any is applied."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from pipeline.errors import ProtocolError
from pipeline.protocol.criteria import SPECIES, Criteria
from pipeline.protocol.overrides import Override
from pipeline.records import Decision

STANCE = "stance."  # fields that begin so are corrections of tags
_BOOLEANS = {"true": True, "false": False}


class Corrections:
    """The corrections of one review, by article.

    Raises `ProtocolError` for a field or a value that the criteria do not know.
    """

    def __init__(self, overrides: Iterable[Override], criteria: Criteria) -> None:
        self._needling = {part.id for part in criteria.modalities if part.needling}
        self._fields = _fields(criteria)
        self._values: dict[int, dict[str, Any]] = {}
        self._lines: dict[int, int] = {}
        for override in overrides:
            values = self._values.setdefault(override.pmid, {})
            self._lines.setdefault(override.pmid, override.line)
            if not override.field.startswith(STANCE):
                values[override.field] = self._value(override)

    def apply(self, decision: Decision) -> Decision:
        """Give the decision as the reviewer wants it."""
        line = self._lines.pop(decision.pmid, None)
        values = self._values.get(decision.pmid)
        if not values:
            return decision
        reason = values.get("reason", decision.reason)
        is_eligible = values.get("is_eligible", decision.is_eligible and "reason" not in values)
        if is_eligible and values.get("reason"):
            raise _fault(line, "the article is made eligible and given a reason against it")
        if not is_eligible and reason is None:
            raise _fault(
                line,
                f"PMID {decision.pmid} is excluded without a reason",
                do="add a row whose field is reason and whose value is the id of a rule",
            )
        corrected = {
            **values,
            "is_eligible": is_eligible,
            "reason": None if is_eligible else reason,
        }
        modality = corrected.get("modality", decision.modality)
        return replace(
            decision,
            **corrected,
            needling=not self._needling.isdisjoint(modality),
            source="override",
        )

    def check_all_applied(self) -> None:
        """Raise `ProtocolError` for a correction of an article that was not there."""
        for pmid, line in self._lines.items():
            raise _fault(
                line,
                f"PMID {pmid} is not among the articles",
                do="correct the PMID or delete the row; a corpus that lacks the article needs "
                "a protocol folder of its own (PROTOCOL=)",
            )

    def _value(self, override: Override) -> Any:
        read = self._fields.get(override.field)
        if read is None:
            raise _fault(
                override.line,
                f"there is no field '{override.field}'",
                right=f"the fields are {', '.join(self._fields)} and {STANCE}CLAIM",
            )
        try:
            return read(override.value)
        except ValueError as error:
            raise _fault(
                override.line,
                f"'{override.value}' is no value of {override.field}",
                right=str(error),
            ) from None


def _fields(criteria: Criteria) -> Mapping[str, Callable[[str], Any]]:
    def ids(parts: Iterable[Any]) -> tuple[str, ...]:
        return tuple(part.id for part in parts)

    return {
        "is_eligible": lambda value: _BOOLEANS[_one_of(tuple(_BOOLEANS), value.lower())],
        "reason": lambda value: _one_of(ids(criteria.rules), value),
        "design": lambda value: _one_of(ids(criteria.designs), value),
        "species": lambda value: _one_of(SPECIES, value) if value else None,
        "modality": lambda value: _some_of(ids(criteria.modalities), value),
        "aetiology": lambda value: _some_of(ids(criteria.aetiologies), value),
        "comparator": lambda value: _some_of(ids(criteria.comparators), value),
        "sample_size": _count,
        "n_studies": _count,
    }


def _one_of(known: tuple[str, ...], value: str) -> str:
    if value not in known:
        raise ValueError(f"it is one of {', '.join(known)}")
    return value


def _some_of(known: tuple[str, ...], value: str) -> tuple[str, ...]:
    parts = [part.strip() for part in value.split(";") if part.strip()]
    return tuple(dict.fromkeys(_one_of(known, part) for part in parts))


def _count(value: str) -> int | None:
    if not value:
        return None
    if not value.isdecimal():
        raise ValueError("it is a whole number, or empty where there is none")
    return int(value)


def _fault(line: int | None, wrong: str, *, right: str = "", do: str = "") -> ProtocolError:
    return ProtocolError(f"overrides.csv:{line}", wrong, right=right, do=do)
