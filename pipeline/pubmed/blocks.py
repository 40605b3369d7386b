"""A PubMed file as raw bytes, cut into records without being parsed.

NLM's files hold 30,000 records of some 10 kB each, of which title, abstract, keywords and MeSH
headings are a quarter; the rest is authors and references, which are passed over.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import pyarrow as pa

BLOCK_BYTES = 32 << 20
_STEP_BYTES = 256 << 10  # what is unpacked is looked at while the processor still has it at hand
_OPEN = re.compile(rb"<Pubmed(Book)?Article[\s>]")
_PMID = re.compile(rb"""<PMID(?: Version="(\d+)")?>(\d+)</PMID>""")


class UnusualLayoutError(ValueError):
    """The file is not laid out as NLM lays it out, and has to be parsed to be understood."""


class Block:
    """Consecutive whole records in a buffer that the next block will use again.

    `identities` are PMID and version of each, `rest` what follows the last record of the file.
    """

    def __init__(self, buffer: bytearray) -> None:
        self.identities: list[tuple[int, int]] = []
        self.rest = b""
        self.end = 0
        self._buffer = buffer
        self._spans: list[tuple[int, int]] = []
        self._passages: list[tuple[int, int, int, int]] = []

    def __len__(self) -> int:
        return len(self._spans)

    def record(self, number: int) -> bytes:
        """One record's XML."""
        start, end = self._spans[number]
        return bytes(self._buffer[start:end])

    def texts(self) -> pa.Array:
        """Of each record, the XML from its title on without its authors and references."""
        with memoryview(self._buffer) as buffer:
            data = b"".join(buffer[a:b] for p in self._passages for a, b in (p[:2], p[2:]))
        lengths = [0, *(p[1] - p[0] + p[3] - p[2] for p in self._passages)]
        offsets = np.cumsum(lengths, dtype=np.int64)
        buffers = [None, pa.py_buffer(offsets), pa.py_buffer(data)]
        return pa.Array.from_buffers(pa.large_binary(), len(self), buffers)

    def cut(self, filled: int) -> None:
        """Find the records that are whole in the first `filled` bytes of the buffer."""
        find = self._buffer.find
        while (start := find(b"<Pubmed", self.end, filled)) >= 0:
            opened = _OPEN.match(self._buffer, start, filled)
            if opened is None:
                if filled - start < len(b"<PubmedBookArticleSet>"):
                    return
                self.end = start + 1
                continue
            if not (self._add_book if opened[1] else self._add_article)(start, filled):
                return

    def _add_article(self, start: int, filled: int) -> bool:
        find = self._buffer.find
        cited = find(b"</MedlineCitation>", start, filled)
        end = find(b"</PubmedArticle>", cited, filled) if cited >= 0 else -1
        if end < 0:
            return False
        title = find(b"<ArticleTitle", start, cited)
        title = start if title < 0 else title
        authors = find(b"<AuthorList", title, cited)
        after_authors = find(b"</AuthorList>", authors, cited) if authors >= 0 else -1
        if after_authors < 0:
            authors = after_authors = cited
        self._add(start, end + len(b"</PubmedArticle>"), (title, authors, after_authors, cited))
        return True

    def _add_book(self, start: int, filled: int) -> bool:
        end = self._buffer.find(b"</PubmedBookArticle>", start, filled)
        if end < 0:
            return False
        self._add(start, end + len(b"</PubmedBookArticle>"), (start, end, end, end))
        return True

    def _add(self, start: int, end: int, passage: tuple[int, int, int, int]) -> None:
        found = _PMID.search(self._buffer, start, end)
        if found is None:
            raise UnusualLayoutError
        self.end = end
        self.identities.append((int(found[2]), int(found[1] or 1)))
        self._spans.append((start, end))
        self._passages.append(passage)


def read_blocks(file: BinaryIO, *, size: int = BLOCK_BYTES) -> Iterator[Block]:
    """Give the file's records in blocks; use each before asking for the next."""
    buffer = bytearray(size)
    block, filled = Block(buffer), 0
    while True:
        if filled + _STEP_BYTES > len(buffer):
            yield block
            rest = buffer[block.end : filled]
            if 2 * len(rest) > len(buffer):
                buffer = bytearray(2 * len(buffer))
            buffer[: len(rest)] = rest
            block, filled = Block(buffer), len(rest)
        with memoryview(buffer) as view:
            n = file.readinto(view[filled : filled + _STEP_BYTES])
        if not n:
            break
        filled += n
        block.cut(filled)
    block.rest = bytes(buffer[block.end : filled])
    yield block
