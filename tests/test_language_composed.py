"""Result sentences composed of ordinary parts: each is read as its frame says (`composed.toml`)."""

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.records import AbstractSection, Article
from pipeline.tag import Tagger

HERE = Path(__file__).parent
METHODS = "Patients with neuropathy were randomised to acupuncture or sham acupuncture."
TITLE = "Acupuncture in peripheral neuropathy"
EACH = 200  # sentences of a frame


def sentences(frame: int) -> Iterator[tuple[str, str, str]]:
    """Compose sentences of a frame, each with the claim it bears on and its stance."""
    table = tomllib.loads((HERE / "composed.toml").read_text("utf-8"))
    form = table["frames"][frame]
    chance = random.Random(frame)
    for _ in range(EACH):
        key, names = chance.choice(list(table["outcomes"].items()))
        claim, good = key.split(".")
        moves = [*form.get(good, ()), *form.get("better", ()), *form.get("null", ())]
        parts = {name: chance.choice(kinds) for name, kinds in table["parts"].items()}
        text = form["text"].format(
            **parts, outcome=chance.choice(names), moves=chance.choice(moves)
        )
        yield text[0].upper() + text[1:], claim, form["stance"]


@pytest.mark.parametrize("frame", range(5))
def test_composed_sentences(tagger: Tagger, frame: int) -> None:
    misread = []
    for text, claim, stance in sentences(frame):
        sections = tuple(
            AbstractSection(label=label, text=words)
            for label, words in (("METHODS", METHODS), ("RESULTS", text))
        )
        tags = tagger.tags(Article(pmid=1, title=TITLE, sections=sections))
        found = {tag.claim_id: tag.stance for tag in tags}.get(claim)
        if found != stance:
            misread.append(f"{claim} {stance}, read as {found}: {text}")
    assert misread == []
