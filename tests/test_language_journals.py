"""Results in the set phrases of journals, combined at random: each has its family's stance."""

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.records import AbstractSection, Article
from pipeline.tag import Tagger

HERE = Path(__file__).parent
TABLE = tomllib.loads((HERE / "journals.toml").read_text("utf-8"))
METHODS = "Patients with neuropathy were randomised to acupuncture (EA) or sham acupuncture."
TITLE = "Acupuncture in peripheral neuropathy"
EACH = 200  # texts of a family
CLAIMS = ("pain", "regeneration", "sensation", "inflammation", "wellbeing")


def results(family: dict) -> Iterator[tuple[str, str | None]]:
    """Compose texts of a family, each with the claim that its outcome bears on."""
    chance = random.Random(family["name"])
    for _ in range(EACH):
        moves = TABLE["outcomes"][chance.choice(["down", "up"])]
        claim = chance.choice([claim for claim in CLAIMS if claim in moves])
        template = chance.choice(family["texts"])
        parts = {name: chance.choice(kinds) for name, kinds in TABLE["parts"].items()}
        words = {name: word for name, word in moves.items() if isinstance(word, str)}
        text = template.format(**parts, **words, outcome=chance.choice(moves[claim]))
        sentences = [one[0].upper() + one[1:] for one in text.split(". ")]
        yield ". ".join(sentences), claim if "{outcome}" in template else None


@pytest.mark.parametrize("family", TABLE["families"], ids=lambda family: family["name"])
def test_results_as_journals_print_them(tagger: Tagger, family: dict) -> None:
    misread = []
    for text, claim in results(family):
        sections = tuple(
            AbstractSection(label=label, text=words)
            for label, words in (("METHODS", METHODS), ("RESULTS", text))
        )
        tags = tagger.tags(Article(pmid=1, title=TITLE, sections=sections))
        found = {tag.claim_id: tag.stance for tag in tags if tag.claim_id in CLAIMS}
        told = found.get(claim) if claim else next(iter(found.values()), None)
        if told != family["stance"]:
            misread.append(f"{claim} read as {told}: {text}")
    assert misread == []
