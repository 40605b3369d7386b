"""The generated page: every rule that a tag can name stands in it."""

from pathlib import Path

import pytest

from pipeline.codebook import page_of, run
from pipeline.errors import PipelineError
from pipeline.language.weighing import RULES
from pipeline.protocol import load_claims

PROTOCOL = Path(__file__).parents[1] / "protocol"


def test_every_rule_and_claim_can_be_looked_up() -> None:
    claims = load_claims(PROTOCOL)
    page = page_of(claims)
    assert all(f"`{rule.id}`" in page for rule in RULES)
    assert all(f"`{claim.id}`" in page for claim in claims.claims)


def test_a_stale_page_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "codebook.md"
    with pytest.raises(PipelineError, match="stale"):
        run(protocol=PROTOCOL, page=page, check=True)
    run(protocol=PROTOCOL, page=page)
    run(protocol=PROTOCOL, page=page, check=True)
