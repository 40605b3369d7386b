"""A record that is read without a tree reads as from its tree, and damage is left for the tree."""

import gzip
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.pubmed.article import article_from_xml, journal_article
from pipeline.pubmed.fragments import fragments_read
from pipeline.pubmed.plain import plain_record
from pipeline.pubmed.stream import PARSER_SETTINGS
from tests.yearly_files import real_file

AUTHORS = (
    '<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Li</LastName></Author></AuthorList>'
)
MESH = (
    '<MeshHeadingList>\n<MeshHeading><DescriptorName UI="D1" MajorTopicYN="N">Rats</DescriptorName>'
    '<QualifierName UI="Q1" MajorTopicYN="Y">injuries</QualifierName></MeshHeading>\n'
    '<MeshHeading><DescriptorName UI="D2">Pain</DescriptorName></MeshHeading></MeshHeadingList>'
)
LINKS = (
    '<CommentsCorrectionsList><CommentsCorrections RefType="ErratumIn"><RefSource>J</RefSource>'
    '<PMID Version="1">9</PMID></CommentsCorrections></CommentsCorrectionsList>'
)
BANKS = (
    '<DataBankList CompleteYN="Y"><DataBank><DataBankName>ClinicalTrials.gov</DataBankName>'
    "<AccessionNumberList><AccessionNumber>NCT01234567</AccessionNumber></AccessionNumberList>"
    "</DataBank></DataBankList>"
)
IDS = '<ArticleIdList><ArticleId IdType="pubmed">7</ArticleId>{}</ArticleIdList>'


def abstract(*sections, copyright=""):
    return f"<Abstract>{''.join(sections)}{copyright}</Abstract>"


def section(text="Less pain.", attributes=""):
    return f"<AbstractText{attributes}>{text}</AbstractText>\n"


def keywords(*words):
    inside = "".join(f'<Keyword MajorTopicYN="N">{word}</Keyword>' for word in words)
    return f'<KeywordList Owner="NOTNLM">{inside}</KeywordList>'


def record(title="Needles", article="", citation="", ids="", before_title=""):
    return (
        '<PubmedArticle>\n <MedlineCitation Status="MEDLINE" IndexingMethod="Manual" Owner="NLM">\n'
        f'  <PMID Version="2">7</PMID><Article PubModel="Print">{before_title}'
        f"<ArticleTitle>{title}</ArticleTitle>{article}</Article>\n{citation}</MedlineCitation>"
        f"<PubmedData><PublicationStatus>epublish</PublicationStatus>{IDS.format(ids)}"
        "</PubmedData></PubmedArticle>"
    ).encode(errors="surrogatepass")


def plainly(xml):
    kept, values = fragments_read(xml)
    plain = plain_record(kept, values)
    if plain is None:
        return None
    article = journal_article(plain)
    assert not values
    return article


def from_tree(xml):
    return article_from_xml(etree.fromstring(xml, etree.XMLParser(**PARSER_SETTINGS)))


@pytest.mark.parametrize(
    "xml",
    [
        record("A <i>plain</i> title: 5 &lt; 6 &amp; <b>H<sub>2</sub>O</b>, 10<sup>-3</sup>  m"),
        record("").replace(b"<ArticleTitle></ArticleTitle>", b"<ArticleTitle/>"),
        record("Two\u2009thin \u00a0 spaces, \t a tab &amp;lt; and what is no reference"),
        record(
            article="<Pagination><StartPage>1</StartPage><EndPage>4</EndPage></Pagination>"
            '<ELocationID EIdType="doi" ValidYN="N">10.1/x</ELocationID>'
            '<ELocationID EIdType="pii">S1</ELocationID>'
            + abstract(
                section("To see.", ' Label="AIM &amp; SCOPE" NlmCategory="OBJECTIVE"'),
                section("Seen <u>well</u>, NCT76543210.", ' Label=" RESULTS "'),
                section(""),
                copyright="<CopyrightInformation>© 2020</CopyrightInformation>",
            )
            + AUTHORS
            + "<Language>eng</Language><Language>chi</Language>"
            + BANKS
            + "<VernacularTitle>针</VernacularTitle>",
            citation="<CitationSubset>IM</CitationSubset>"
            + LINKS
            + MESH
            + keywords("pain", "<i>Rattus</i>", "pain")
            + keywords("nerve")
            + "<CoiStatement>None &amp; nothing.</CoiStatement>",
            ids='<ArticleId IdType="doi">10.1/y</ArticleId>'
            '<ArticleId IdType="pmc">PMC5</ArticleId>',
        ),
    ],
)
def test_plain_record_reads_as_its_tree(xml):
    assert plainly(xml) == from_tree(xml)


@pytest.mark.parametrize(
    "unusual",
    [
        record("a\nline"),
        record("a <!-- comment -->"),
        record("a <![CDATA[b]]>"),
        record("&#65; &alpha;"),
        record("a > b"),
        record("a & b"),
        record("<i>a</b>"),
        record("<i>a"),
        record("<em>a</em>"),
        record("a").replace(b">a<", b">\xff<"),
        *(record(f"a{char}b") for char in "\x01\ufffe\ud800"),
        record(article=abstract(section()) * 2),
        record(article=abstract(section(attributes=' Label="A" Label="B"'))),
        record(article=abstract(section(attributes=" Label='A'"))),
        record(article=abstract(section(attributes=' Label="a\tb"'))),
        record(citation=f"<OtherAbstract>{section()}</OtherAbstract>"),
        record(citation=keywords("a") + "<Keyword>b</Keyword>"),
        record(citation=abstract(section())),
        record(before_title=AUTHORS, article=AUTHORS),
        record(before_title=AUTHORS),
        record() + b"<more/>",
        record().replace(b"</Article>", b""),
        record().replace(b'"MEDLINE"', b'"MED<LINE"'),
    ],
)
def test_what_is_not_plain_is_left_for_the_tree(unusual):
    assert plainly(unusual) is None


TEXTS = st.lists(
    st.sampled_from(["a", "é", " ", "  ", "\t", "\u2009", "\x85", "&lt;", "&amp;", "&amp;lt;"])
    | st.sampled_from(["<i>", "</i>", "<sub>", "</sub>", "&nbsp;", "&#65;", "\n", ">", "\x01"])
    | st.sampled_from(["NCT01234567", "<b>x</b>", "<sup>2</sup>", "&quot;", "'", '"', "]]&gt;"]),
    max_size=6,
).map("".join)
LABELS = st.sampled_from(["", ' Label="A"', ' Label="A &lt; B"', ' Label="A" NlmCategory="AIM"'])
PARTS = st.lists(
    st.sampled_from([AUTHORS, BANKS, "<Language>eng</Language>", "<VernacularTitle/>"])
    | st.builds(section, TEXTS, LABELS).map(abstract),
    max_size=4,
).map("".join)


def outcome(read):
    try:
        return read()
    except etree.XMLSyntaxError:
        return "not XML"


@settings(max_examples=500, deadline=None)
@given(TEXTS, PARTS, st.lists(TEXTS, max_size=2), TEXTS)
def test_whatever_is_read_plainly_reads_as_its_tree(title, article, words, identifier):
    xml = record(
        title,
        article,
        citation=keywords(*words),
        ids=f'<ArticleId IdType="doi">{identifier}</ArticleId>',
    )
    read = outcome(lambda: plainly(xml))
    assert read is None or read == outcome(lambda: from_tree(xml))


def test_most_real_records_are_plain():
    with gzip.open(real_file()) as file:
        records = re.findall(rb"<PubmedArticle>.*?</PubmedArticle>", file.read(12 << 20), re.DOTALL)
    articles = [(plainly(xml), xml) for xml in records]
    plain = [(article, xml) for article, xml in articles if article]
    assert len(plain) > 0.8 * len(records)
    assert all(article == from_tree(xml) for article, xml in plain)
