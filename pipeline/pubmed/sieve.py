"""Picking from a PubMed file the records that a vocabulary matches, parsing few others.

The raw bytes of each record's title, abstract, MeSH headings and keywords are searched first, and
only what the search cannot rule out is parsed and matched. What is unusual (a formula, a comment,
an entity) cannot be ruled out; a file laid out in another way than NLM's is parsed whole.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from isal import igzip
from lxml import etree

from pipeline.language.words.raw import compiled, raw_pattern
from pipeline.language.words.vocabulary import Vocabulary
from pipeline.pubmed.article import article_from_xml
from pipeline.pubmed.raw import RawFile, RawRecord, UnusualLayoutError
from pipeline.pubmed.stream import (
    DAMAGED_GZIP,
    PARSER_SETTINGS,
    Deletion,
    damaged_gzip,
    identity,
    read_xml,
)
from pipeline.records import Article

Identity = tuple[int, int]

# In RE2: comments, formulas, a line break before a sub- or superscript (which `plain_text` takes
# out of the word), and references other than &amp; &lt; &gt;
_UNUSUAL = "|".join(
    (
        r"<[!?]|</?[A-Za-z]+:|\sxmlns|<DispFormula|\n[^0-9A-Za-z<>]*<su[bp]",
        r"&[^agl]|&a[^m]|&am[^p]|&amp[^;]|&g[^t]|&gt[^;]|&l[^t]|&lt[^;]",
    )
)
_INLINE_TAG = re.compile(rb"<(?:/?[biu]|/su[bp]|(?<![\s\x80-\xff]<)su[bp])>")


@dataclass(frozen=True, slots=True)
class Picked:
    """What one file holds for a scan, in the file's order.

    `seen` is every record of the file and `deleted` what its `DeleteCitation` names, each as PMID
    and version in two columns; `rows` are the positions in `seen` of the matching records, `xml`
    their XML; `sha256` is the file's own.
    """

    seen: np.ndarray
    deleted: np.ndarray
    rows: np.ndarray
    xml: tuple[bytes, ...]
    sha256: str = ""


class Sieve:
    """Picks records by the terms of a vocabulary."""

    def __init__(self, terms: Iterable[str]) -> None:
        terms = tuple(terms)
        self._vocabulary = Vocabulary({"": terms})
        self._suspects = compiled(f"{raw_pattern(terms)}|{_UNUSUAL}")

    def matches(self, article: Article) -> bool:
        """Whether a term is in the title, the abstract, a keyword or a MeSH heading."""
        texts = (article.title, article.abstract, *article.keywords, *article.mesh_terms)
        return any(next(self._vocabulary.find(text), None) for text in texts if text)

    def pick(self, path: Path) -> Picked:
        """Read one file, gzipped by its name or not; `RecordError` where it is damaged."""
        try:
            with _opened(path) as file:
                return self._pick_raw(file)
        except (UnusualLayoutError, etree.XMLSyntaxError):
            with _opened(path) as file:
                return self._pick_parsed(file, path)
        except DAMAGED_GZIP as error:
            raise damaged_gzip(path, error) from None

    def _pick_parsed(self, file: BinaryIO, path: Path) -> Picked:
        matching: dict[int, bytes] = {}
        seen, deleted = [], []
        for item in read_xml(file, where=path):
            if isinstance(item, Deletion):
                deleted.append((item.pmid, item.version))
                continue
            if self.matches(article_from_xml(item)):
                matching[len(seen)] = etree.tostring(item, encoding="utf-8", with_tail=False)
            seen.append(identity(item))
        return _picked(seen, deleted, matching)

    def _pick_raw(self, file: BinaryIO) -> Picked:
        matching: dict[int, bytes] = {}
        pmids: list[int] = []
        versions: list[int] = []
        raw = RawFile(file)
        suspects = self._suspects.Match
        for record in raw:
            if suspects(record.text) and self._matches_raw(record):
                matching[len(pmids)] = record.xml
            pmids.append(record.pmid)
            versions.append(record.version)
        return _picked(np.column_stack((pmids, versions)), raw.deleted, matching)

    def _matches_raw(self, record: RawRecord) -> bool:
        """Whether a suspect matches; inline tags that split a word may be all there is."""
        if not self._suspects.Match(_INLINE_TAG.sub(b"", record.text)):
            return False
        element = etree.fromstring(record.xml, etree.XMLParser(**PARSER_SETTINGS))
        return self.matches(article_from_xml(element))


def _opened(path: Path) -> BinaryIO:
    return igzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def _picked(
    seen: list[Identity] | np.ndarray, deleted: list[Identity], matching: dict[int, bytes]
) -> Picked:
    return Picked(
        seen=np.array(seen, dtype=np.uint32).reshape(-1, 2),
        deleted=np.array(deleted, dtype=np.uint32).reshape(-1, 2),
        rows=np.array(list(matching), dtype=np.int64),
        xml=tuple(matching.values()),
    )
