"""A PubMed file as raw bytes, cut into records without being parsed.

NLM's files hold 30,000 records of some 10 kB each, of which title, abstract, MeSH headings and
keywords are a quarter; the rest is dates, authors and references, which are passed over.
"""

import re
from collections.abc import Iterator, Sequence
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

    Of each record `pmids` and `versions` tell which it is; `rest` is what follows the file's last.
    """

    def __init__(self, buffer: bytearray) -> None:
        self.pmids: list[int] = []
        self.versions: list[int] = []
        self.rest = b""
        self.end = 0
        self._buffer = buffer
        # Five places of each record: its title, the start and end of its authors, the end of its
        # citation, its own end. All in one list, which is not for the garbage collector to visit.
        self._starts: list[int] = []
        self._places: list[int] = []

    def __len__(self) -> int:
        return len(self._starts)

    def record(self, number: int) -> bytes:
        """One record's XML."""
        return bytes(self._buffer[self._starts[number] : self._places[5 * number + 4]])

    def texts(self) -> pa.Array:
        """Of each record, the citation from its title on, without its authors."""
        places = np.array(self._places, dtype=np.int64).reshape(-1, 5)
        lengths = places[:, 1] - places[:, 0] + places[:, 3] - places[:, 2]
        halves = places[:, :4].reshape(-1, 2).tolist()
        with memoryview(self._buffer) as buffer:
            return binary_array(lengths, b"".join([buffer[start:end] for start, end in halves]))

    def cut(self, filled: int) -> None:
        """Find the records that are whole in the first `filled` bytes of the buffer."""
        buffer, find = self._buffer, self._buffer.find
        while (start := find(b"<Pubmed", self.end, filled)) >= 0:
            opened = _OPEN.match(buffer, start, filled)
            if opened is None:
                if filled - start < len(b"<PubmedBookArticleSet>"):
                    return
                self.end = start + 1
                continue
            if opened[1]:
                close = b"</PubmedBookArticle>"
                title, cited = start, find(close, start, filled)
                authors = -1
            else:
                close = b"</PubmedArticle>"
                cited = find(b"</MedlineCitation>", start, filled)
                title = find(b"<ArticleTitle", start, cited)
                authors = find(b"<AuthorList", title, cited) if title >= 0 else -1
            end = find(close, cited, filled) if cited >= 0 else -1
            if end < 0:
                return
            after_authors = find(b"</AuthorList>", authors, cited) if authors >= 0 else -1
            if after_authors < 0:
                authors = after_authors = cited
            identity = _PMID.search(buffer, start, cited)
            if identity is None:
                raise UnusualLayoutError
            self.end = end + len(close)
            self.pmids.append(int(identity[2]))
            self.versions.append(int(identity[1] or 1))
            self._starts.append(start)
            self._places += (max(title, start), authors, after_authors, cited, self.end)


def binary_array(lengths: Sequence[int], data: bytes) -> pa.Array:
    """Byte strings that lie one after another in `data` (`pyarrow.array` would load pandas)."""
    offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=offsets[1:])
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.large_binary(), len(lengths), buffers)


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
