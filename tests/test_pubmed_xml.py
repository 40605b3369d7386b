"""The quirks of PubMed's XML, one test each, named by the quirk."""

import io

import pytest
from lxml import etree

from pipeline.errors import RecordError
from pipeline.pubmed.article import article_from_xml
from pipeline.pubmed.countries import country_of
from pipeline.pubmed.dates import first_date
from pipeline.pubmed.markup import plain_text
from pipeline.pubmed.registries import numbers_in_data_bank, numbers_in_text
from pipeline.pubmed.stream import Deletion, read_xml
from pipeline.records import AbstractSection, Author, Correction, MeshHeading, OtherAbstract


def record(
    *, article="", citation="", pubmed="", title="On needles.", issue="<Year>2020</Year>", pmid=7
):
    """A journal article with the given elements where the DTD has their place."""
    return f"""<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID>
      <Article PubModel="Print"><Journal><JournalIssue CitedMedium="Print">
      <PubDate>{issue}</PubDate></JournalIssue><Title>Journal of Tests</Title></Journal>
      <ArticleTitle>{title}</ArticleTitle>{article}</Article>
      <MedlineJournalInfo><MedlineTA>J Tests</MedlineTA></MedlineJournalInfo>
      {citation}</MedlineCitation><PubmedData>{pubmed}</PubmedData></PubmedArticle>"""


def read(*records, head="", name="a.xml"):
    document = f"{head}<PubmedArticleSet>{''.join(records)}</PubmedArticleSet>".encode()
    return [
        item if isinstance(item, Deletion) else article_from_xml(item)
        for item in read_xml(io.BytesIO(document), where=name)
    ]


def read_one(**parts):
    (article,) = read(record(**parts))
    return article


def abstract(*sections):
    return f"<Abstract>{''.join(sections)}</Abstract>"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("H<sub>2</sub>O and 10<sup>3</sup>", "H2O and 103"),
        ("in <i>Rattus norvegicus</i> and <b>mice</b>.", "in Rattus norvegicus and mice."),
        ("electro<i>acupuncture</i>", "electroacupuncture"),
        ("<b><i>TNF</i>-α</b> fell", "TNF-α fell"),
        ("β\n\t\t<sub>2</sub>-agonist", "β2-agonist"),
        ("with\n\t\t<i>rats</i>\n\t\tonly", "with rats only"),
        ("a\u00a0thin\u2009space\n and  more ", "a thin space and more"),
        ("p &lt; 0.05 &amp; n &#x3E; 3", "p < 0.05 & n > 3"),
        ("a<!-- left by an editor -->b", "ab"),
        ("", None),
        ("  \n ", None),
    ],
)
def test_inline_markup_keeps_its_spaces(xml, text):
    assert plain_text(etree.fromstring(f"<ArticleTitle>{xml}</ArticleTitle>")) == text


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            "<m:msub>\n <m:mi>T</m:mi>\n <m:mn>2</m:mn>\n</m:msub><m:mo>=</m:mo><m:mn>5</m:mn>",
            "T2=5",
        ),
        ("<m:mfrac><m:mi>a</m:mi><m:mi>b</m:mi></m:mfrac>", "a/b"),
        ("<m:msqrt><m:mn>2</m:mn></m:msqrt>", "√2"),
        ("<m:mi>x</m:mi><m:mspace/><m:mtext>per day</m:mtext>", "x per day"),
        ("<m:mfenced><m:mi>a</m:mi><m:mi>b</m:mi></m:mfenced>", "(a, b)"),
        (
            "<m:semantics><m:mi>p</m:mi><m:annotation>\\rho_{x}</m:annotation></m:semantics>",
            "p",
        ),
    ],
)
def test_mathml_is_one_line(xml, text):
    math = f'<m:math xmlns:m="http://www.w3.org/1998/Math/MathML">{xml}</m:math>'
    element = etree.fromstring(f"<AbstractText>of {math}, so</AbstractText>")
    assert plain_text(element) == f"of {text}, so"


def test_entity_of_the_dtd_that_is_not_read():
    head = '<!DOCTYPE PubmedArticleSet SYSTEM "https://dtd.nlm.nih.gov/none.dtd">'
    (article,) = read(record(title="TNF-&alpha; &nosuch; fell."), head=head)
    assert article.title == "TNF-α &nosuch; fell."


def test_entity_declared_in_the_file_is_not_expanded():
    head = '<!DOCTYPE PubmedArticleSet [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">]>'
    (article,) = read(record(title="A &b;."), head=head)
    assert "boom" not in article.title


def test_external_entity_is_not_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    head = f'<!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    (article,) = read(record(title="A &x;."), head=head)
    assert "hidden" not in article.title


def test_title_in_brackets_is_kept_as_printed():
    article = read_one(
        title="[Needling for sciatica].",
        article="<Language>chi</Language><VernacularTitle>针刺</VernacularTitle>",
    )
    assert (article.title, article.vernacular_title) == ("[Needling for sciatica].", "针刺")
    assert article.languages == ("chi",)


def test_abstract_in_labelled_sections():
    article = read_one(
        article=abstract(
            '<AbstractText Label="AIM " NlmCategory="OBJECTIVE">To  learn.</AbstractText>',
            '<AbstractText Label="RESULTS"/>',
            "<AbstractText>Pain fell.</AbstractText>",
            "<CopyrightInformation>© The owner.</CopyrightInformation>",
        )
    )
    assert article.sections == (
        AbstractSection(label="AIM", category="OBJECTIVE", text="To learn."),
        AbstractSection(text="Pain fell."),
    )
    assert article.abstract == "To learn.\nPain fell."
    assert article.abstract_copyright == "© The owner."


def test_other_abstract():
    other = (
        '<OtherAbstract Type="Publisher" Language="chi"><AbstractText>一</AbstractText>'
        "<AbstractText>二</AbstractText></OtherAbstract>"
    )
    assert read_one(citation=other).other_abstracts == (
        OtherAbstract(type="Publisher", language="chi", text="一\n二"),
    )


def test_two_keyword_lists():
    lists = (
        '<KeywordList Owner="NOTNLM"><Keyword>needle</Keyword><Keyword>pain</Keyword></KeywordList>'
        '<KeywordList Owner="NLM"><Keyword>pain</Keyword><Keyword><i>Qi</i></Keyword></KeywordList>'
    )
    assert read_one(citation=lists).keywords == ("needle", "pain", "Qi")


def test_mesh_major_on_descriptor_and_on_qualifier():
    headings = (
        "<MeshHeadingList><MeshHeading>"
        '<DescriptorName UI="D1" MajorTopicYN="Y">Acupuncture Therapy</DescriptorName>'
        '</MeshHeading><MeshHeading><DescriptorName UI="D2" MajorTopicYN="N">Pain</DescriptorName>'
        '<QualifierName UI="Q1" MajorTopicYN="Y">therapy</QualifierName>'
        '<QualifierName UI="Q2" MajorTopicYN="N">etiology</QualifierName>'
        "</MeshHeading></MeshHeadingList>"
    )
    article = read_one(citation=headings)
    assert article.mesh_headings == (
        MeshHeading(descriptor="Acupuncture Therapy", ui="D1", is_major=True),
        MeshHeading(
            descriptor="Pain",
            ui="D2",
            qualifiers=("therapy", "etiology"),
            major_qualifiers=("therapy",),
        ),
    )
    assert article.mesh_terms == ("Acupuncture Therapy", "Pain")


def test_doi_followed_by_a_pii():
    article = read_one(
        article='<ELocationID EIdType="doi" ValidYN="Y">10.1/a</ELocationID>'
        '<ELocationID EIdType="pii" ValidYN="Y">S1</ELocationID>'
    )
    assert (article.doi, article.pii) == ("10.1/a", "S1")


def test_doi_marked_as_wrong():
    article = read_one(
        article='<ELocationID EIdType="doi" ValidYN="N">10.1/wrong</ELocationID>'
        '<ELocationID EIdType="doi" ValidYN="Y">10.1/right</ELocationID>'
    )
    assert article.doi == "10.1/right"


def test_identifiers_of_the_references_are_not_the_article_s():
    article = read_one(
        pubmed='<ArticleIdList><ArticleId IdType="pmc">PMC12</ArticleId></ArticleIdList>'
        "<ReferenceList><Reference><Citation>Other.</Citation><ArticleIdList>"
        '<ArticleId IdType="doi">10.1/other</ArticleId></ArticleIdList></Reference></ReferenceList>'
    )
    assert (article.doi, article.pmcid) == (None, "PMC12")


def test_manuscript_pmcid_in_words():
    ids = '<ArticleIdList><ArticleId IdType="pmcid">pmc-id: PMC34;</ArticleId></ArticleIdList>'
    assert read_one(pubmed=ids).pmcid == "PMC34"


@pytest.mark.parametrize(
    ("xml", "date"),
    [
        ("<Year>2021</Year><Month>Mar</Month><Day>9</Day>", "2021-03-09"),
        ("<Year>2021</Year><Month>03</Month>", "2021-03"),
        ("<Year>2021</Year><Season>Spring</Season>", "2021"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12"),
        ("<MedlineDate/>", None),
    ],
)
def test_publication_date(xml, date):
    article = read_one(issue=xml)
    assert article.publication_date == date
    assert article.year == (int(date[:4]) if date else None)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Spring 2001", "2001"),
        ("2000-2001", "2000"),
        ("2000 Spring-Summer", "2000"),
        ("2000 Dec 23- 30", "2000-12-23"),
        ("Dec 1998", "1998-12"),
        ("23 Dec 1998", "1998-12-23"),
        ("2020 3rd Quarter", "2020"),
        ("1983 Sept-Oct", "1983-09"),
        ("no date", None),
    ],
)
def test_medline_date(text, date):
    assert first_date(text) == date


def test_year_from_other_dates_where_the_issue_has_none():
    article = read_one(
        issue="<MedlineDate/>",
        pubmed='<History><PubMedPubDate PubStatus="entrez"><Year>2019</Year><Month>1</Month>'
        "<Day>2</Day></PubMedPubDate></History>",
    )
    assert (article.year, article.entrez_date) == (2019, "2019-01-02")


def test_authors_with_group_orcid_and_a_wrong_spelling():
    authors = """<AuthorList>
      <Author ValidYN="Y"><LastName>Li</LastName><ForeName>Na</ForeName><Initials>N</Initials>
        <Identifier Source="ORCID">http://orcid.org/000000021825009X</Identifier>
        <AffiliationInfo><Affiliation>A Clinic, Xi'an, P. R. China. a@b.cn.</Affiliation>
        </AffiliationInfo></Author>
      <Author ValidYN="N"><LastName>Lee</LastName></Author>
      <Author ValidYN="Y"><CollectiveName>The Needle Group</CollectiveName></Author></AuthorList>"""
    article = read_one(article=authors)
    assert article.authors == (
        Author(
            last_name="Li",
            fore_name="Na",
            initials="N",
            orcid="0000-0002-1825-009X",
            affiliations=("A Clinic, Xi'an, P. R. China. a@b.cn.",),
        ),
        Author(collective_name="The Needle Group"),
    )
    assert article.country == "China"


def test_orcid_that_stands_with_an_affiliation():
    at = """<AffiliationInfo><Affiliation>A Clinic</Affiliation>
      <Identifier Source="ISNI">0000000218250097</Identifier>
      <Identifier Source="ORCID">0000-0002-1825-0097</Identifier></AffiliationInfo>"""
    own = '<Identifier Source="ORCID">0000-0001-5109-3700</Identifier>'
    authors = f"<Author><LastName>Li</LastName>{at}</Author><Author>{own}{at}</Author>"
    article = read_one(article=f"<AuthorList>{authors}</AuthorList>")
    assert [author.orcid for author in article.authors] == [
        "0000-0002-1825-0097",
        "0000-0001-5109-3700",
    ]


@pytest.mark.parametrize(
    ("affiliation", "country"),
    [
        ("A Clinic, Seoul 03080, Republic of Korea.", "South Korea"),
        ("A Clinic, Daejeon, Korea", "South Korea"),
        ("A Clinic, Beijing, P.R. China.", "China"),
        ("A Clinic, Beijing, People's Republic of China. Electronic address: a@b.cn.", "China"),
        ("A Clinic, Taipei, Taiwan, R.O.C.", "Taiwan"),
        ("A Clinic, Taichung, Taiwan, Republic of China.", "Taiwan"),
        ("A Clinic, Hong Kong, China.", "Hong Kong"),
        ("A Clinic, Hohhot, Inner Mongolia.", "China"),
        ("A Clinic, Tehran, I.R. Iran.", "Iran"),
        ("A Clinic, Shiraz, Islamic Republic of Iran", "Iran"),
        ("A Clinic, London, U.K.", "United Kingdom"),
        ("A Clinic, Cardiff, Wales", "United Kingdom"),
        ("A Clinic, Sydney, New South Wales", "Australia"),
        ("A Clinic, Boston, MA 02114, U.S.A.", "United States"),
        ("A Clinic, Portland, OR", "United States"),
        ("A Clinic, Atlanta, Georgia 30322.", "United States"),
        ("A Clinic, Tbilisi, Georgia", "Georgia"),
        ("University of New Mexico, Albuquerque, NM", "United States"),
        ("A Clinic, Newark, New Jersey", "United States"),
        ("A Clinic, Lebanon, NH 03756", "United States"),
        ("A Clinic, Beirut, Lebanon", "Lebanon"),
        ("A Clinic, Port Moresby, Papua New Guinea", "Papua New Guinea"),
        ("A Clinic, Vancouver, Canada V6T 1Z4", "Canada"),
        ("A Clinic, Kobe; B Clinic, Boston, USA", "Japan"),
        ("From the Department of Nerves (A.B.), Oslo, Norway, and elsewhere.", "Norway"),
        ("A Clinic, Ankara, Türkiye", "Turkey"),
        ("Department of Nerves", None),
        ("", None),
    ],
)
def test_country_of_an_affiliation(affiliation, country):
    assert country_of(affiliation) == country


@pytest.mark.parametrize(
    "after",
    [
        ". Electronic address: {}@clinic.example.",
        ". E-mail: {}@clinic.example",
        " {}@clinic.example",
        ", https://clinic.example/{}",
        ", Ward {}",
    ],
)
@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Beijing, People's Republic of China", "China"),
        ("Belfast, Northern Ireland", "United Kingdom"),
        ("Port Moresby, Papua New Guinea", "Papua New Guinea"),
    ],
)
def test_country_of_several_words_before_what_is_long(place, country, after):
    for letters in range(1, 200):
        assert country_of(f"A Clinic, {place}{after.format('a' * letters)}") == country


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("(NCT01234567)", ("NCT01234567",)),
        ("NCT 01234567 and ISRCTN number: 12345678", ("NCT01234567", "ISRCTN12345678")),
        ("ChiCTR-TRC-13003500; ChiCTR1900025134", ("ChiCTR-TRC-13003500", "ChiCTR1900025134")),
        ("ChiCTR\u2011IOR\u201117011234", ("ChiCTR-IOR-17011234",)),
        ("JPRN-UMIN000012345", ("UMIN000012345",)),
        ("jRCTs031190123", ("jRCTs031190123",)),
        ("KCT0001234", ("KCT0001234",)),
        ("ACTRN12605000123456", ("ACTRN12605000123456",)),
        ("EudraCT 2007-001234-12", ("EUCTR2007-001234-12",)),
        ("CTRI/2018/05/013456", ("CTRI/2018/05/013456",)),
        ("IRCT20120215009014n123", ("IRCT20120215009014N123",)),
        ("DRKS00001234, NTR1234", ("DRKS00001234", "NTR1234")),
        ("RBR-4TKY65", ("RBR-4tky65",)),
        ("PROSPERO CRD 42019123456", ("CRD42019123456",)),
        ("nct01234567, again NCT01234567", ("NCT01234567",)),
        ("XNCT01234567, NCT012345678, GSE164896, 12007-001234-12", ()),
    ],
)
def test_registry_numbers_in_text(text, numbers):
    assert numbers_in_text(text) == numbers


def test_registry_numbers_in_data_banks():
    assert numbers_in_data_bank("ISRCTN", "12345678") == ("ISRCTN12345678",)
    assert numbers_in_data_bank("REPEC", "001-12") == ("001-12",)
    assert numbers_in_data_bank("GENBANK", "MH114933") == ()


def test_registry_numbers_from_data_banks_title_and_abstract_each_once():
    article = read_one(
        title="Needles: NCT00000001.",
        article=abstract("<AbstractText>ISRCTN12345678, NCT00000002</AbstractText>")
        + "<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName>"
        "<AccessionNumberList><AccessionNumber>NCT00000002</AccessionNumber></AccessionNumberList>"
        "</DataBank><DataBank><DataBankName>GEO</DataBankName><AccessionNumberList>"
        "<AccessionNumber>GSE1</AccessionNumber></AccessionNumberList></DataBank></DataBankList>",
    )
    assert article.registry_ids == ("NCT00000002", "NCT00000001", "ISRCTN12345678")


def link(kind, pmid="<PMID>8</PMID>"):
    return (
        f'<CommentsCorrectionsList><CommentsCorrections RefType="{kind}">'
        f"<RefSource>J Tests. 2021</RefSource>{pmid}</CommentsCorrections>"
        "</CommentsCorrectionsList>"
    )


@pytest.mark.parametrize(
    ("publication_type", "ref_type", "status"),
    [
        ("Retracted Publication", "CommentIn", "retracted"),
        ("Journal Article", "RetractionIn", "retracted"),
        ("Journal Article", "RetractedandRepublishedIn", "retracted"),
        ("Journal Article", "RetractedandRepublishedFrom", None),
        ("Retraction of Publication", "RetractionOf", "retraction_notice"),
        ("Retraction Notice", "Cites", "retraction_notice"),
        ("Published Erratum", "ErratumFor", "erratum_notice"),
        ("Expression of Concern", "ExpressionOfConcernFor", "erratum_notice"),
        ("Journal Article", "ExpressionOfConcernIn", "concern"),
        ("Journal Article", "ErratumIn", None),
    ],
)
def test_retraction_status(publication_type, ref_type, status):
    types = (
        f'<PublicationTypeList><PublicationType UI="D1">{publication_type}</PublicationType>'
        "</PublicationTypeList>"
    )
    article = read_one(article=types, citation=link(ref_type))
    assert article.retraction_status == status
    assert article.publication_types == (publication_type,)


def test_correction_without_a_pmid():
    assert read_one(citation=link("UpdateOf", pmid="")).corrections == (
        Correction(ref_type="UpdateOf", ref_source="J Tests. 2021"),
    )


def test_pages_from_first_and_last():
    pages = "<Pagination><StartPage>12</StartPage><EndPage>19</EndPage></Pagination>"
    assert read_one(article=pages).pages == "12-19"


def test_book_chapter():
    (article,) = read(
        """<PubmedBookArticle><BookDocument><PMID Version="1">9</PMID>
        <ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList>
        <Book><Publisher><PublisherName>P</PublisherName></Publisher>
        <BookTitle>All of Needling</BookTitle><PubDate><Year>2019</Year></PubDate>
        <AuthorList Type="editors"><Author><LastName>Ed</LastName></Author></AuthorList></Book>
        <ArticleTitle>The <i>first</i> chapter</ArticleTitle><Language>eng</Language>
        <AuthorList Type="authors"><Author><LastName>Au</LastName><AffiliationInfo>
        <Affiliation>A Clinic, Rome, Italy</Affiliation></AffiliationInfo></Author></AuthorList>
        <PublicationType UI="D1">Review</PublicationType>
        <Abstract><AbstractText>On points.</AbstractText></Abstract></BookDocument>
        <PubmedBookData><PublicationStatus>ppublish</PublicationStatus></PubmedBookData>
        </PubmedBookArticle>"""
    )
    assert article.is_book
    assert (article.title, article.journal) == ("The first chapter", "All of Needling")
    assert (article.year, article.country, article.abstract) == (2019, "Italy", "On points.")
    assert [author.last_name for author in article.authors] == ["Au"]
    assert article.publication_types == ("Review",)


def test_delete_citation_comes_through():
    deletion = '<DeleteCitation><PMID Version="1">7</PMID></DeleteCitation>'
    assert read(record(), deletion)[1] == Deletion(7, 1)


def test_memory_holds_one_record_at_a_time():
    document = io.BytesIO(
        b"<PubmedArticleSet>"
        + b"".join(record(pmid=n).encode() for n in range(1, 4))
        + b"</PubmedArticleSet>"
    )
    elements = list(read_xml(document, where="a.xml"))
    assert all(len(element) == 0 and element.getnext() is None for element in elements)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "the file is empty"),
        (b"  \n", "the file is empty"),
        (b"<!DOCTYPE html><html><body><p>Error 500<br></body></html>", "this is an HTML page"),
        (b"<html><head/><body>Error</body></html>", "<html>"),
        (b"Error occurred: too many requests", "this is not XML"),
        (b"<eFetchResult><ERROR>Empty</ERROR></eFetchResult>", "<eFetchResult>"),
        (b"<PubmedArticleSet>" + record().encode()[:-30], "cut off or broken"),
        (b"<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>", "without a PMID"),
        (
            b"<PubmedArticleSet>%s</PubmedArticleSet>" % record(pmid=10**8).encode(),
            "without a PMID",
        ),
        (
            b'<PubmedArticleSet><DeleteCitation><PMID Version="one">7</PMID></DeleteCitation>'
            b"</PubmedArticleSet>",
            "a DeleteCitation without a PMID",
        ),
        (
            b"<PubmedArticleSet><DeleteCitation><PMID>seven</PMID></DeleteCitation>"
            b"</PubmedArticleSet>",
            "a DeleteCitation without a PMID",
        ),
    ],
)
def test_what_is_not_pubmed_xml_is_refused_in_one_line(content, wrong):
    with pytest.raises(RecordError, match=wrong) as caught:
        list(read_xml(io.BytesIO(content), where="exported.xml"))
    assert str(caught.value).startswith("exported.xml")
    assert "\n" not in str(caught.value)
