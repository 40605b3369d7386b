"""The term syntax of the protocol, one case a line."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.language.words.lexicon import written_out
from pipeline.language.words.raw import RawVocabulary
from pipeline.language.words.vocabulary import Mention, Vocabulary


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("electro-acupuncture", "Electroacupuncture", "Electroacupuncture"),
        ("electro-acupuncture", "an electro‐acupuncture group", "electro‐acupuncture"),
        ("electro-acupuncture", "Electro acupuncture", "Electro acupuncture"),
        ("conduction velocit*", "nerve conduction\nvelocities rose", "conduction\nvelocities"),
        ("pain", "painful", None),
        ("pain", "pain_", "pain"),
        ("PWT", "the pwt", None),
        ("PWT", "PWTs rose", "PWTs"),
        ("TEAS", "herbal teas", None),
        ("TNF-alpha", "TNF-α fell", "TNF-α"),
        ("TNF-α", "TNF alpha fell", "TNF alpha"),
        ("IL-1β", "IL1β", "IL1β"),
        ("IL-6", "il-6", None),
        ("Bell's palsy", "Bell’s palsy", "Bell’s palsy"),
        ("Bell's palsy", "Bell palsy", "Bell palsy"),
        ("H(max)", "the H(max)", "H(max)"),
        ("pain", "İ pain", "pain"),
    ],
)
def test_term_syntax(term, text, found):
    mentions = list(Vocabulary({"a": [term]}).find(text))
    assert [text[m.start : m.end] for m in mentions] == ([found] if found else [])


def test_the_longest_term_wins_and_a_shared_term_gives_all_its_lists():
    vocabulary = Vocabulary(
        {"pain": ["pain"], "wellbeing": ["pain interference", "sleep"], "sleep": ["sleep"]}
    )
    assert list(vocabulary.find("pain interference, sleep and pain")) == [
        Mention(("wellbeing",), 0, 17),
        Mention(("wellbeing", "sleep"), 19, 24),
        Mention(("pain",), 29, 33),
    ]


def test_a_longer_term_wins_over_a_truncated_one():
    vocabulary = Vocabulary({"drug": ["paclitaxel*"], "harm": ["paclitaxel induced", "neuro-tox*"]})
    assert list(vocabulary.find("paclitaxel-induced, paclitaxels")) == [
        Mention(("harm",), 0, 18),
        Mention(("drug",), 20, 31),
    ]


def test_a_whole_term_and_a_truncated_one_both_count():
    vocabulary = Vocabulary({"one": ["survey"], "any": ["survey*"]})
    assert vocabulary.ids("a survey") == {"one", "any"}
    assert vocabulary.ids("two surveys") == {"any"}


def test_terms_that_differ_in_case_only_stay_apart():
    vocabulary = Vocabulary({"arms": ["teas"], "current": ["TEAS"]})
    assert vocabulary.ids("herbal teas") == {"arms"}
    assert vocabulary.ids("TEAS") == {"arms", "current"}


def test_no_terms_find_nothing():
    assert Vocabulary({"a": []}).ids("anything") == frozenset()


def test_a_term_under_an_ending_or_a_plural_is_known_by_what_was_written():
    vocabulary = Vocabulary(
        {"any": ["neuropath*"], "pain": ["neuropath* pain"], "short": ["NP", "TNF-alpha"]}
    )
    text = "neuropathic-pain, neuropathies, NPs, nps, tnf α, TNF\u2011alpha and TNF-α"
    assert [(text[m.start : m.end], m.ids) for m in vocabulary.find(text)] == [
        ("neuropathic-pain", ("pain",)),
        ("neuropathies", ("any",)),
        ("NPs", ("short",)),
        ("TNF\u2011alpha", ("short",)),
        ("TNF-α", ("short",)),
    ]


@pytest.mark.parametrize("text", ["Moxa", "by moxa", "moxa < 3", "(TNF-α)", "Bell’s palsy"])
def test_looking_over_a_text_misses_no_term(text):
    terms = ("moxa", "TNF-alpha", "Bell's palsy")
    assert Vocabulary({"": terms}).ids(text)
    assert RawVocabulary(terms).may_occur(text)


def test_looking_over_a_text_passes_most_others():
    assert not RawVocabulary(("moxa", "TNF-alpha")).may_occur("Pain \udcff after surgery.")


def lists_of(table: object) -> Iterator[list[str]]:
    if isinstance(table, dict):
        for value in table.values():
            yield from lists_of(value)
    elif isinstance(table, list):
        if all(isinstance(term, str) for term in table):
            yield table
        else:
            for value in table:
                yield from lists_of(value)


@pytest.mark.parametrize(
    "file", ["pipeline/language/cues.toml", "protocol/claims.toml", "protocol/criteria.toml"]
)
def test_no_list_names_a_term_twice(file: str) -> None:
    text = (Path(__file__).parents[1] / file).read_text(encoding="utf-8")
    twice = [
        term
        for terms in lists_of(tomllib.loads(text))
        for term, count in Counter(written_out(terms)).items()
        if count > 1
    ]
    assert not twice
