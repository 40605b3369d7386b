"""Records coded by hand, as articles that the stages can read."""

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import RecordError
from pipeline.records import AbstractSection, Article, Stance

NOT_ADDRESSED = "not_addressed"


class Coded(BaseModel):
    """One record with a coder's answers (`evaluation/README.md` tells the fields)."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    pmid: int | None = None
    title: str
    year: int | None = None
    digest: tuple[tuple[str, str], ...]
    eligible: bool
    design: str
    modality: tuple[str, ...] = ()
    aetiology: tuple[str, ...] = ()
    comparator: tuple[str, ...] = ()
    sample_size: int | None = None
    n_studies: int | None = None
    stance: dict[str, Stance | Literal["not_addressed"]]
    accept: dict[str, tuple[str, ...]] = {}
    quote: dict[str, str | None] = {}

    @property
    def is_held_out(self) -> bool:
        """Whether the record belongs to the third that nobody developed on."""
        return int(hashlib.sha256(self.title.encode()).hexdigest(), 16) % 3 == 0

    def article(self, number: int) -> Article:
        """Give the record as an article; `number` stands in where it has no PMID."""
        return Article(
            pmid=self.pmid or number,
            title=self.title,
            year=self.year,
            sections=tuple(
                AbstractSection(label=label or None, text=text) for label, text in self.digest
            ),
        )

    def right(self, claim_id: str, stance: str) -> bool:
        """Whether a stance is the coder's, or one that the coder left open."""
        return stance == self.expected(claim_id) or stance in self.accept.get(claim_id, ())

    def expected(self, claim_id: str) -> str:
        """Give the coder's stance on a claim."""
        return self.stance.get(claim_id, NOT_ADDRESSED)


def read_coded(path: Path) -> tuple[Coded, ...]:
    """Read coded records, one JSON object a line; a bad line raises `RecordError`."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise RecordError(path, "there is no such file", do="point --coded at it") from None
    coded = []
    for number, line in enumerate(lines, start=1):
        try:
            coded.append(Coded.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the line"
            raise RecordError(
                f"{path}:{number}",
                f"{where}: {first['msg']}",
                right="one coded record a line, as JSON",
            ) from None
    if not coded:
        raise RecordError(path, "holds no record", do="point --coded at coded records")
    return tuple(coded)
