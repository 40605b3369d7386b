"""The grammar of a PubMed query, as far as a mistake in it would silently change the result.

PubMed does not refuse a misspelt field tag or a lost parenthesis: it searches for something else.
Source: PubMed Help, "Search field tags", "Truncation" and "Combining search terms with Boolean
operators" (https://pubmed.ncbi.nlm.nih.gov/help/); names of fields also as EInfo gives them.
"""

import re
from collections.abc import Iterator

_FIELDS = """
ad affiliation aid auid all all_fields au author fau 1au aubn book cn cois crdt dcom dp
date_publication ec/rn_number ed editor edition edat eloc filter sb subset gr ir fir isbn ip issue
ta journal la language lastau lid lr location majr mesh_major_topic mh mesh mesh_terms mhda nm ot
other_term pa pg pagination pl pmcid pmid uid ps pt publication_type pubn rn sh mesh_subheading si
ti title tiab title/abstract tt tw text_word vi volume
author_corporate author_first author_identifier author_last conflict_of_interest_statements
date_completion date_create date_entry date_entrez date_mesh date_modification entry_date
grants_and_funding grant_number investigator location_id page pharmacological_action
publication_date publisher secondary_source_id subject_personal_name substance_name
supplementary_concept transliterated_title
affl auth auci aucl cdat cnty coln ecno eid epdat epdt faut filt finv full grnt jour lang laut majr
mdat mesh otrm papx pdat pid ppdat ppdt ptyp subh subs titl vol word
"""
FIELD_TAGS = frozenset(_FIELDS.split())
OPERATORS = frozenset({"AND", "OR", "NOT", ":"})  # `:` stands between the ends of a range
MIN_STEM = 4  # letters before a `*`
_TOKEN = re.compile(
    r'\s*(?:(?P<mark>[()])|(?P<term>"[^"]*"|[^\s()"\[\]]+)\s*(?:\[(?P<tag>[^\]]*)\])?)'
)


def check_query(text: str) -> None:
    """Raise `ValueError`, with the place, unless PubMed will read the query as it is written."""
    depth = 0
    has_operand = False  # whether what stands before can be the left side of an operator
    for token, before in _tokens(text):
        is_operator = token["tag"] is None and token["term"] in OPERATORS
        if (is_operator or token["mark"] == ")") and not has_operand:
            raise ValueError(f"a term is missing after '…{before}'")
        if token["mark"]:
            depth += 1 if token["mark"] == "(" else -1
        elif not is_operator:
            _check_term(token["term"], token["tag"])
        if depth < 0:
            raise ValueError(f"there is a ')' too many after '…{before}'")
        has_operand = not is_operator and token["mark"] != "("
    if depth or not has_operand:
        raise ValueError("the query ends with a '(' left open" if depth else "a term is missing")


def _tokens(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Give each token with the text that stands before it, for messages."""
    text = text.rstrip()
    place = 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            raise ValueError(f"a quotation mark or bracket has no partner at '{text[place:][:40]}'")
        yield token, text[:place][-40:]
        place = token.end()


def _check_term(term: str, tag: str | None) -> None:
    if tag is not None and not _is_field(tag):
        raise ValueError(f"[{tag}] after {term} is not a field tag of PubMed")
    words = re.findall(r"[\w*]+", term)
    if not words:
        raise ValueError(f"{term} holds no word to search for")
    if any("*" in word[:-1] for word in words):
        raise ValueError(f"the '*' of {term} stands elsewhere than at the end of a word")
    if any(word.endswith("*") and len(word) <= MIN_STEM for word in words):
        raise ValueError(f"the '*' of {term} needs {MIN_STEM} letters before it")


def _is_field(tag: str) -> bool:
    name, _, option = tag.lower().partition(":")
    is_known = re.sub(r"[\s_-]+", "_", name.strip()).removesuffix("s") in {
        known.removesuffix("s") for known in FIELD_TAGS
    }
    return is_known and (option in ("", "noexp") or option.removeprefix("~").isdigit())
