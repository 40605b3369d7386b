"""Reading one TOML file of the protocol into its validated form."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import ProtocolError


class Part(BaseModel):
    """A part of the protocol: frozen, and nothing in it that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


P = TypeVar("P", bound=Part)


def read_part(path: Path, part_type: type[P]) -> P:
    """Read `path` as `part_type`; say file, key and remedy where it does not fit."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProtocolError(
            path, "there is no such file", do="point PROTOCOL= at a folder that holds it"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProtocolError(path, f"not TOML: {error}", do="mend that line") from None
    try:
        return part_type.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        if first["type"] == "value_error":
            wrong = str(first["ctx"]["error"])
        else:
            wrong = f"{first['msg']} (found {first['input']!r:.80})"
        raise ProtocolError(
            path, f"{where}: {wrong}" if where else wrong, do="correct that key"
        ) from None
