"""Find each article's stance on each claim: one tag for every claim that its findings address.

`docs/codebook.md` says what a stance means; how an abstract is read is told in
`pipeline.language`. Every article is tagged, eligible or not: eligibility is a join later on.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace
from tqdm import tqdm

from pipeline.language.figures.effects import FoundEffect
from pipeline.language.findings import Finding, Reading
from pipeline.language.reading import read
from pipeline.language.weighing import Verdict, weigh
from pipeline.language.words.lexicon import Lexicon, OutcomeTerms
from pipeline.protocol import load_claims, load_overrides
from pipeline.protocol.claims import Claims
from pipeline.protocol.overrides import Override
from pipeline.records import Article, Direction, Stance, Tag, read_records, write_records


class Tagger:
    """The claims of a protocol, ready to be looked for in articles."""

    def __init__(self, claims: Claims) -> None:
        self.claim_ids = tuple(claim.id for claim in claims.claims)
        self.lexicon = Lexicon.of(
            outcomes=[
                OutcomeTerms(
                    name=outcome.name,
                    claim_ids=(claim.id,),
                    good=1 if outcome.good == "up" else -1,
                    terms=outcome.terms,
                    reads=outcome.reads,
                    context=outcome.context,
                    unless=outcome.unless,
                    only_good=outcome.only_good,
                )
                for claim in claims.claims
                for outcome in claim.outcomes
            ],
            intervention=claims.arms.intervention,
            inert=claims.arms.inert,
            active=claims.arms.active,
            insults=claims.arms.insults,
            not_outcomes=claims.not_outcomes,
        )

    def verdicts(self, article: Article) -> Iterator[tuple[str, Verdict, Reading]]:
        """Give each claim that the article addresses, with its verdict and the article read."""
        reading = read(article.title or "", article.sections, self.lexicon)
        if reading is None:
            return
        by_claim: dict[str, list[Finding]] = {}
        for finding in reading.findings:
            by_claim.setdefault(finding.claim_id, []).append(finding)
        for claim_id in self.claim_ids:
            verdict = weigh(by_claim.get(claim_id, ()), reading)
            if verdict:
                yield claim_id, verdict, reading

    def tags(self, article: Article) -> Iterator[Tag]:
        """Give the article's tags in the order of the claims."""
        for claim_id, verdict, reading in self.verdicts(article):
            told = [
                found
                for found in reading.effects
                if claim_id in self.lexicon.outcomes[found.outcome].claim_ids
            ]
            yield _tag(article, claim_id, verdict, reading, told)


def _tag(
    article: Article, claim_id: str, verdict: Verdict, reading: Reading, told: list[FoundEffect]
) -> Tag:
    # A finding that the title alone states (-1) is quoted from the abstract's conclusion.
    sentence = reading.sentences[verdict.finding.sentence]
    return Tag(
        pmid=article.pmid,
        claim_id=claim_id,
        stance=verdict.stance,
        direction=_direction(verdict.stance, told),
        confidence=verdict.confidence,
        quote=sentence.text,
        quote_start=sentence.start,
        quote_end=sentence.end,
        section=sentence.label,
        rule=verdict.rule,
        is_spin=verdict.is_spin,
        effects=tuple(dict.fromkeys(found.effect for found in told)),
    )


def _direction(stance: Stance, told: Iterable[FoundEffect] = ()) -> Direction:
    """Tell which way the outcome leans: by the stance, or by the figures of a null result."""
    if stance == "supports":
        return "favours"
    if stance == "worse":
        return "against"
    leans = {found.lean for found in told}
    if stance == "no_benefit" and leans in ({1}, {-1}):
        return "favours" if leans == {1} else "against"
    return "unstated"


def with_overrides(tags: Iterable[Tag], overrides: Iterable[Override]) -> list[Tag]:
    """Let a reviewer's corrections of stances win; `not_addressed` removes the tag."""
    by_key = {(tag.pmid, tag.claim_id): tag for tag in tags}
    for override in overrides:
        field, _, claim_id = override.field.partition(".")
        if field != "stance":
            continue
        key = (override.pmid, claim_id)
        if override.value == "not_addressed":
            by_key.pop(key, None)
            continue
        tag = by_key.get(key) or Tag(
            pmid=override.pmid, claim_id=claim_id, stance=override.value, confidence=1.0,
            quote=None, quote_start=None, quote_end=None, rule="override",
        )  # fmt: skip
        if tag.stance != override.value:
            tag = replace(
                tag, stance=override.value, direction=_direction(override.value), is_spin=False
            )
        by_key[key] = replace(tag, confidence=1.0, rule="override", source="override")
    return list(by_key.values())


def run(*, articles: Path, protocol: Path, tags: Path) -> int:
    """Tag every article of a file; return how many tags were written."""
    tagger = Tagger(load_claims(protocol))
    read_articles = tqdm(
        read_records(articles, Article), desc="tag", unit=" articles", disable=None, leave=False
    )
    found = (tag for article in read_articles for tag in tagger.tags(article))
    return write_records(tags, with_overrides(found, load_overrides(protocol)))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the stage's settings."""
    parser.add_argument("--articles", type=Path, required=True, help="articles.jsonl")
    parser.add_argument("--protocol", type=Path, required=True, help="folder of the protocol")
    parser.add_argument("--tags", type=Path, required=True, help="tags.jsonl to write")
