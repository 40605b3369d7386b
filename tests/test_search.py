"""The query of `protocol/search.toml`, and the refusal of one that PubMed would misread."""

import re
from pathlib import Path

import pytest

from pipeline.errors import ProtocolError
from pipeline.protocol import load_search
from pipeline.protocol.query import check_query

PROTOCOL = Path(__file__).parents[1] / "protocol"


@pytest.fixture(scope="module")
def query_lines() -> list[str]:
    return load_search(PROTOCOL).query.strip().splitlines()


def test_each_line_of_the_query_has_a_comment(query_lines):
    assert [line for line in query_lines if not re.search(r"\S\s+# \S", line)] == []


def test_each_term_of_the_query_has_a_field_tag():
    terms = re.findall(r'"[^"]*"\S*|[^\s()"]+', load_search(PROTOCOL).text)
    untagged = [term for term in terms if "[" not in term and term not in {"AND", "OR"}]
    assert len(terms) > 100
    assert untagged == []


def test_no_line_stands_twice(query_lines):
    terms = [line.partition("#")[0].strip() for line in query_lines]
    searched = [term for term in terms if "[" in term]
    assert len(searched) == len(set(searched))


def test_comments_are_not_sent(query_lines):
    text = load_search(PROTOCOL).text
    assert "#" not in text
    assert "\n" not in text


@pytest.mark.parametrize(
    "query",
    [
        "acupuncture neuropathy",
        'acupunct*[tiab] AND ("Neuralgia"[mh:noexp] OR neuropath*[Title/Abstract])',
        '"nerve injur*"[tiab] NOT review[pt]',
        '"needle pain"[tiab:~3] AND 2001:2020[dp]',
        "moxa[Text Word] OR moxa[MeSH Terms] OR moxa[mesh term]",
        'moxa[ti] AND ("2001/01/01"[Date - Publication] : "3000"[Date - Publication])',
        "moxa[ti] AND 2001[pdat]:2020[pdat] NOT 2020/05[Date - Modification]",
        "moxa[titl] OR moxa[word] OR Lee[Author - First] OR 0[EC/RN Number] OR moxa[book]",
    ],
)
def test_accepts_what_pubmed_reads_as_written(query):
    check_query(query)


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("(acupuncture[tiab] AND neuropathy[tiab]", r"'\(' left open"),
        ("acupuncture[tiab]) AND neuropathy[tiab]", r"'\)' too many"),
        ("acupuncture[tiba]", r"\[tiba\]"),
        ('"nerve pain[tiab]', "no partner"),
        ("acupuncture[tiab", "no partner"),
        ("acu*[tiab]", "4 letters"),
        ("acu*puncture[tiab]", "end of a word"),
        ("acupuncture[tiab] AND OR neuropathy[tiab]", "a term is missing"),
        ("(acupuncture[tiab] AND )", "a term is missing"),
        ("AND acupuncture[tiab]", "a term is missing"),
        ("acupuncture[tiab] OR", "a term is missing"),
        ('""[tiab]', "no word"),
        ("", "a term is missing"),
    ],
)
def test_refuses_what_pubmed_would_misread(query, fault):
    with pytest.raises(ValueError, match=fault):
        check_query(query)


def test_a_fault_names_the_file(tmp_path):
    (tmp_path / "search.toml").write_text(
        'title = "t"\nquestion = "q"\narticle = "a"\nquery = "moxa[tabi]"\n', encoding="utf-8"
    )
    with pytest.raises(ProtocolError, match=r"search\.toml: query: \[tabi\] after moxa is not a"):
        load_search(tmp_path)


def test_dates_in_the_wrong_order_are_refused(tmp_path):
    (tmp_path / "search.toml").write_text(
        'title = "t"\nquestion = "q"\narticle = "a"\nquery = "moxa[tiab]"\n'
        "min_date = 2020-01-01\nmax_date = 2019-01-01\n",
        encoding="utf-8",
    )
    with pytest.raises(ProtocolError, match=r"search\.toml: min_date is later"):
        load_search(tmp_path)
