"""Picking records from raw bytes gives what parsing every record gives."""

import gzip
import io
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.errors import RecordError
from pipeline.language.words.raw import _SMALL_LETTER_OF, compiled, raw_pattern
from pipeline.language.words.vocabulary import Vocabulary
from pipeline.protocol import load_criteria
from pipeline.pubmed.article import article_from_xml
from pipeline.pubmed.raw import RawFile
from pipeline.pubmed.sieve import Sieve
from pipeline.pubmed.stream import Deletion, identity, read_xml
from pipeline.scan import modality_terms
from tests.yearly_files import JOURNAL, OTHER_LAYOUTS, document, real_file, record

ROOT = Path(__file__).parent.parent
TERMS = (
    "acupunct*", "electro-acupunct*", "scalp needl*", "injection* at acupoint*", "TEAS",
    "AL-TENS", "ST-36", "Bell's palsy", "Acupuncture, Ear", "alpha wave", "Kneipp cure", "é-stim",
    "R&D", "p<5",
)  # fmt: skip


def by_parsing(xml, sieve):
    """The rows of the records whose text the vocabulary matches, every record parsed."""
    rows, seen = [], []
    for item in read_xml(io.BytesIO(xml), where="x"):
        if not isinstance(item, Deletion):
            if sieve.matches(article_from_xml(item)):
                rows.append(len(seen))
            seen.append(identity(item))
    return rows, seen


def picked(xml, sieve):
    return sieve._pick_raw(io.BufferedReader(io.BytesIO(xml)))


SIEVE = Sieve(TERMS)
RAW = compiled(raw_pattern(TERMS))
PARTS = (
    "acu", "puncture", "punct", "electro", "scalp", "needling", "injections", "at", "acupoints",
    "TEAS", "teas", "AL", "TENS", "ST", "36", "Bell", "'s", "’s", "s", "palsy", "Acupuncture",
    "Ear", "alpha", "α", "wave", "Kneipp", "\u212aneipp", "cure", "É", "é", "stim", "R", "D",
    "&amp;", "p", "5", "&lt;", "ELECTRO", "ACUPUNCTURE", "_", "x", ",", ".", "/",
)  # fmt: skip
JOINTS = (
    "", "", "", " ", "-", "\u2010", "\u2011", "\u2013", "\u00ad", "\u00a0", "\u2009", "\n",
    "\n      ", "<i>", "</i>", "<sub>", "</sub>", "<Em a='b'>", "</Em>", "<b/>",
    "<!-- c -->", "<?p i?>", "&#97;", "&#x2d;", "&apos;", "&quot;", "</AbstractText><AbstractText>",
    "</AbstractText>\n  <AbstractText Label=\"A\">", "<DispFormula/>",
    "<m:math xmlns:m=\"http://www.w3.org/1998/Math/MathML\"><m:mi>acu</m:mi></m:math>",
    "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>acu</mi>\n<mi>punct</mi></math>",
)  # fmt: skip


@st.composite
def fragments(draw):
    """Text with terms in pieces, joined by anything that XML may put between them."""
    pieces, opened = [], []
    for _ in range(draw(st.integers(1, 7))):
        pieces.append(draw(st.sampled_from(PARTS)))
        joint = draw(st.sampled_from(JOINTS))
        if joint.startswith("</") and not joint.startswith("</Abs"):
            joint = f"</{opened.pop()}>" if opened else ""
        elif joint in ("<i>", "<sub>", "<Em a='b'>"):
            opened.append(joint[1:-1].split()[0])
        elif joint.startswith("</Abs") and opened:
            joint = " "
        pieces.append(joint)
    return "".join(pieces) + "".join(f"</{tag}>" for tag in reversed(opened))


AUTHORS = """<AuthorList CompleteYN="Y"><Author><LastName>Acupuncture</LastName>
    <AffiliationInfo><Affiliation>TEAS &amp; Co</Affiliation></AffiliationInfo>
    </Author></AuthorList>"""


@settings(max_examples=100, deadline=None)
@given(st.lists(fragments(), min_size=1, max_size=40))
@example(
    [
        "electro<i>acupuncture</i>",
        "acu\n   <sub>puncture</sub>",
        "acu\n<i>puncture</i>",
        "injection<i>s</i> at acupoints",
        "Bell<i>'s</i> palsy",
        "scalp</AbstractText><AbstractText>needling",
        "&#97;cupuncture",
        "\u212aneipp cure",
    ]
)
def test_nothing_that_the_vocabulary_matches_is_passed_over(texts):
    xml = document(
        *(
            record(
                pmid,
                abstract=f"<AbstractText>{text}</AbstractText>",
                authors=AUTHORS if pmid % 2 else "",
                journal=JOURNAL if pmid % 5 else "",
            )
            for pmid, text in enumerate(texts, start=1)
        )
    )
    rows, seen = by_parsing(xml, SIEVE)
    result = picked(xml, SIEVE)
    assert result.rows.tolist() == rows
    assert [tuple(one) for one in result.seen.tolist()] == seen


@pytest.mark.parametrize("lacking", ["", "authors", "journal", "title"])
@pytest.mark.parametrize("place", ["title", "abstract", "keywords", "mesh", "authors", "after"])
def test_where_a_term_counts(place, lacking):
    wrapped = {
        "title": "On acupuncture",
        "abstract": "<AbstractText>acupuncture</AbstractText>",
        "keywords": "<Keyword>acupuncture</Keyword>",
        "mesh": '<MeshHeading><DescriptorName UI="">Acupuncture</DescriptorName></MeshHeading>',
        "authors": "<AuthorList><Author><LastName>Acupuncture</LastName></Author></AuthorList>",
        "after": "<Reference><Citation>Acupuncture.</Citation></Reference>",
    }[place]
    parts = {"authors": AUTHORS} | ({lacking: ""} if lacking else {}) | {place: wrapped}
    one = record(1, **parts)
    if lacking == "title" != place:
        one = one.replace("<ArticleTitle></ArticleTitle>", "")
    beans = record(2, "Beans.", authors=AUTHORS)
    result = picked(document(one, beans, one.replace(">1</PMID>", ">3</PMID>")), SIEVE)
    assert result.seen.tolist() == [[1, 1], [2, 1], [3, 1]]
    assert result.rows.tolist() == ([] if place in ("authors", "after") else [0, 2])


def test_real_file_gives_what_parsing_gives():
    """On a tenth of 20,788 real records, with a vocabulary that matches often and in odd places."""
    terms = (*modality_terms(ROOT / "protocol"), "T-2", "CO-2", "IL-1 beta", "in vivo", "rat", "p")
    sieve = Sieve(terms)
    with gzip.open(real_file()) as file:
        xml = file.read(24 << 20)
    xml = xml[: xml.rindex(b"</PubmedArticle>") + len(b"</PubmedArticle>")] + b"</PubmedArticleSet>"
    rows, seen = by_parsing(xml, sieve)
    result = picked(xml, sieve)
    assert result.rows.tolist() == rows
    assert 100 < len(rows) < len(seen)
    assert [tuple(one) for one in result.seen.tolist()] == seen


def test_chunk_boundaries_cut_no_record():
    deleted = "<DeleteCitation>\n<PMID>7</PMID></DeleteCitation>"
    records = [record(n, "x" * (n * 37 % 900)) for n in range(1, 300)]
    for size in (100, 1000, 4096, 65_537):
        file = RawFile(io.BytesIO(document(*records, deleted=deleted)), chunk_bytes=size)
        found = [(one.pmid, one.xml.decode()) for one in file]
        assert found == [(n, one.strip()) for n, one in enumerate(records, start=1)]
        assert file.deleted == [(7, 1)]


def test_record_larger_than_a_chunk():
    file = RawFile(io.BytesIO(document(record(1, "y" * (2 << 20)), record(2))))
    assert [(found.pmid, found.version) for found in file] == [(1, 1), (2, 1)]


@pytest.mark.parametrize(
    "change",
    [
        *OTHER_LAYOUTS,
        lambda xml: xml.replace(b"<AuthorList/>", b"<!-- </PubmedArticle> acupuncture -->"),
        lambda xml: xml.replace(
            b"<AuthorList/>",
            b"<AuthorList><!-- </MedlineCitation></PubmedArticle> --></AuthorList>",
        ),
        lambda xml: xml.replace(b"<PMID ", b"<PMID\n"),
        lambda xml: xml.replace(b"<PubmedArticle>", b'<PubmedArticle a="b">'),
        lambda xml: xml.replace(b"<PubmedArticle>", b"<!-- beans --><PubmedArticle>"),
        lambda xml: xml.replace(b"<PMID Version", b"<PMID a='b' Version"),
    ],
)
def test_file_laid_out_in_another_way_is_parsed(tmp_path, change):
    xml = document(
        record(1, "On acupuncture", authors="<AuthorList/>"), record(2, "Nothing é"), record(3, "x")
    )
    path = tmp_path / "a.xml"
    path.write_bytes(change(xml))
    result = SIEVE.pick(path)
    assert result.seen.tolist() == [[1, 1], [2, 1], [3, 1]]
    assert result.rows.tolist() == [0]


def test_books_versions_and_deletions(tmp_path):
    book = (
        '<PubmedBookArticle><BookDocument><PMID Version="1">9</PMID><Book><BookTitle>Acupuncture'
        "</BookTitle></Book></BookDocument></PubmedBookArticle>"
    )
    deleted = '<DeleteCitation>\n<PMID Version="2">4</PMID>\n<PMID>5</PMID></DeleteCitation>'
    path = tmp_path / "a.xml.gz"
    path.write_bytes(gzip.compress(document(record(1, version=3), book, deleted=deleted)))
    result = SIEVE.pick(path)
    assert result.seen.tolist() == [[1, 3], [9, 1]]
    assert result.deleted.tolist() == [[4, 2], [5, 1]]
    assert result.rows.tolist() == [1]
    assert result.xml == (book.encode(),)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (gzip.compress(document(record(1)) * 9)[:-20], "gzip data are cut off"),
        (gzip.compress(document(record(1))[:-30]), "cut off or broken"),
        (gzip.compress(b"<!DOCTYPE html><html><p>500<br></html>"), "an HTML page"),
        (gzip.compress(b""), "the file is empty"),
        (b"", "the file is empty"),
    ],
)
def test_damaged_file_is_named(tmp_path, content, wrong):
    path = tmp_path / "pubmed24n0001.xml.gz"
    path.write_bytes(content)
    with pytest.raises(RecordError, match=f"pubmed24n0001.xml.gz.*{wrong}"):
        SIEVE.pick(path)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from((*PARTS, " ", "-", "\u2011", "\u3000", "ß", "Σ")), max_size=8))
def test_raw_pattern_matches_where_the_vocabulary_does(parts):
    text = "".join(parts).replace("&amp;", "&").replace("&lt;", "<")
    if next(Vocabulary({"": TERMS}).find(text), None):
        raw = f" {text} ".replace("&", "&amp;").replace("<", "&lt;").encode()
        assert RAW.Match(raw)


def test_every_letter_with_more_than_one_capital_is_known():
    """Those that a term may have: the letters of Latin and Greek."""
    several: dict[str, set[str]] = {}
    for char in map(chr, range(sys.maxunicode + 1)):
        lower = char.lower()
        if len(lower) == 1 and lower != char and char not in (lower.upper(), lower.title()):
            several.setdefault(lower, set()).add(char)
    common = {k: v for k, v in several.items() if ord(k) < 0x370 + 0x90 and len(k.upper()) < 3}
    assert {k: "".join(v) for k, v in common.items()} == _SMALL_LETTER_OF


def test_the_protocol_s_own_vocabulary_compiles():
    assert load_criteria(ROOT / "protocol").modalities
    assert Sieve(modality_terms(ROOT / "protocol")).pick(Path(real_file())).seen.shape == (20788, 2)
