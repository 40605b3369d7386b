"""How often the tagger is right, as `evaluate` measured it on coded records."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import RecordError


class Share(BaseModel):
    """`k` of `n` tags."""

    model_config = ConfigDict(frozen=True)

    k: int
    n: int


class Measured(BaseModel):
    """What is known of the tagger's errors, for each claim's id and for `all`.

    `supports_precision`: of tags that say `supports`, those that do. `missed_support`: of tags
    that say `mixed`, `no_benefit` or `worse`, those that in truth support.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    supports_precision: dict[str, Share] = {}
    missed_support: dict[str, Share] = {}


def read_measured(path: Path | None) -> Measured:
    """Read what `evaluate` wrote; no file means that nothing was measured."""
    if path is None or not path.exists():
        return Measured()
    try:
        return Measured.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        raise RecordError(
            path, f"{'.'.join(map(str, first['loc']))}: {first['msg']}", do="run `make evaluate`"
        ) from None
