"""`search.toml`: the question and the query that is put to PubMed."""

from datetime import date
from typing import Self

from pydantic import field_validator, model_validator

from pipeline.protocol.query import check_query
from pipeline.protocol.toml import Part


class Search(Part):
    """The question in words, the PubMed query, and optional limits on the Entrez date.

    `query` may run over several lines, each with a comment after `#`; `text` is the query as it
    is sent. A query that PubMed would read otherwise than it is written is refused.
    """

    title: str
    question: str
    article: str
    query: str
    min_date: date | None = None
    max_date: date | None = None

    @property
    def text(self) -> str:
        """The query on one line, without its comments."""
        return _without_comments(self.query)

    @field_validator("query")
    @classmethod
    def _is_read_as_written(cls, query: str) -> str:
        check_query(_without_comments(query))
        return query

    @model_validator(mode="after")
    def _dates_are_in_order(self) -> Self:
        if self.min_date and self.max_date and self.min_date > self.max_date:
            raise ValueError("min_date is later than max_date")
        return self


def _without_comments(query: str) -> str:
    lines = (line.partition("#")[0].strip() for line in query.splitlines())
    return " ".join(line for line in lines if line)
