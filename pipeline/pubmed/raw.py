"""A PubMed file as raw bytes, cut into records without being parsed.

NLM's files hold 30,000 records of some 10 kB each, of which title, abstract, MeSH headings and
keywords are a quarter; the rest is dates, authors and references, which are passed over.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

CHUNK_BYTES = 256 << 10  # what is unpacked is looked at while the processor still has it at hand
_OPEN = re.compile(rb"<Pubmed(Book)?Article[\s>]")
_PMID = re.compile(rb"""<PMID(?: Version="(\d+)")?>(\d+)</PMID>""")


class UnusualLayoutError(ValueError):
    """The file is not laid out as NLM lays it out, and has to be parsed to be understood."""


class RawRecord(NamedTuple):
    """One record; `text` is its citation from the title on, without the authors."""

    pmid: int
    version: int
    text: bytes
    chunk: bytes
    start: int
    end: int

    @property
    def xml(self) -> bytes:
        """The record whole."""
        return self.chunk[self.start : self.end]


class RawFile:
    """The records of an unpacked PubMed file; iterate it once.

    `rest` is then what follows the last record.
    """

    def __init__(self, file: BinaryIO, *, chunk_bytes: int = CHUNK_BYTES) -> None:
        self.rest = b""
        self._file = file
        self._chunk_bytes = chunk_bytes

    def __iter__(self) -> Iterator[RawRecord]:
        while unpacked := self._file.read(self._chunk_bytes):
            chunk = self.rest + unpacked
            position = 0
            while (record := _next_record(chunk, position)) is not None:
                position = record.end
                yield record
            self.rest = chunk[position:]


def _next_record(chunk: bytes, position: int) -> RawRecord | None:
    """The first record that is whole in the chunk from the position on."""
    find = chunk.find
    start = find(b"<Pubmed", position)
    while start >= 0 and not (opened := _OPEN.match(chunk, start)):
        start = find(b"<Pubmed", start + 1)
    if start < 0:
        return None
    if opened[1]:
        cited = end = find(b"</PubmedBookArticle>", start)
        end += len(b"</PubmedBookArticle>")
        title, authors = start, -1
    else:
        cited = find(b"</MedlineCitation>", start)
        end = find(b"</PubmedArticle>", cited) if cited >= 0 else -1
        if end < 0:
            return None
        end += len(b"</PubmedArticle>")
        title = max(start, find(b"<ArticleTitle", start, cited))
        authors = find(b"<AuthorList", title, cited)
    if cited < 0:
        return None
    after_authors = find(b"</AuthorList>", authors, cited) if authors >= 0 else -1
    if after_authors < 0:
        text = chunk[title:cited]
    else:
        text = chunk[title:authors] + chunk[after_authors:cited]
    identity = _PMID.search(chunk, start, cited)
    if identity is None:
        raise UnusualLayoutError
    return RawRecord(int(identity[2]), int(identity[1] or 1), text, chunk, start, end)
