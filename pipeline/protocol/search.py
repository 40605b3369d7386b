"""`search.toml`: the question and the query that is put to PubMed."""

from datetime import date

from pipeline.protocol.toml import Part


class Search(Part):
    """The question in words, the PubMed query, and optional limits on the Entrez date.

    `query` may run over several lines, each with a comment after `#`; `text` is the query as it
    is sent.
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
        lines = (line.partition("#")[0].strip() for line in self.query.splitlines())
        return " ".join(line for line in lines if line)
