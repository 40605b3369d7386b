"""Write the codebook: the claims, their outcomes, and every rule that a tag can name."""

import argparse
from collections import Counter
from pathlib import Path

from pipeline.errors import ProtocolError
from pipeline.files import write_page
from pipeline.language.weighing import RULES, share_of
from pipeline.protocol import load_claims
from pipeline.protocol.claims import Claim, Claims, Outcome

_INTRODUCTION = """# Codebook of claims and rules

Made by `make docs` from `claims.toml` and the tagger's rules; do not edit. A stance tells what a
record reports on one claim:

| stance | when |
| --- | --- |
| `supports` | its findings on that outcome favour the treatment |
| `no_benefit` | no difference from an inert comparator, or no improvement, is reported |
| `worse` | the treatment did worse than an inert comparator, or the outcome got worse |
| `mixed` | some of them favour it and some do not |
| `inconclusive` | the outcome was studied, and the authors say that no conclusion can be drawn |

How the tagger comes to one:

1. An abstract is cut into sentences. Each has a role (background, aim, method, result, conclusion):
   from its section's label, or guessed from its words and place. Only results and conclusions tag;
   a title counts where it states a finding, and nothing counts in a protocol.
2. A sentence is cut into clauses, and a clause is read as groups of outcomes and runs of change
   words. The words of a run act on one another from the outcome outwards, and the outcome says
   which direction is good: 'inhibited the up-regulation of TNF-α' is better.
3. Who is compared with whom is read from the clause, or from the whole abstract where it only
   says 'between groups'. Clauses without an outcome speak of those named before.
4. The findings on one claim are weighed by the rules below, in their order; the first that applies
   decides, and its sentence is the quote.
"""
_READS = {
    "measure": "a quantity that rises or falls",
    "scale": "a measure where nothing beside it says of what",
    "effect": "states the good result by itself",
    "complaint": "names the illness as well; counts where a change word governs it",
    "involved": "takes part in the effect; an antagonist's success counts for the claim",
}


def page_of(claims: Claims) -> str:
    """Give the page in Markdown."""
    lines = [_INTRODUCTION, "## Rules", ""]
    lines += [
        "`confidence` is the share of right tags among those that the rule gave on coded records "
        "held out from development, drawn towards the share over all rules where it gave few; the "
        "first where one sentence says so, the second where more than one does, the third where a "
        "sentence that tells of it holds a denial that was not understood.",
        "",
        "| rule | stance | applies when | confidence |",
        "| --- | --- | --- | --- |",
    ]
    for rule in RULES:
        told = ", ".join(f"{share_of(rule.id + sign):.2f}" for sign in ("", "+", "?"))
        lines.append(f"| `{rule.id}` | {rule.stance} | {rule.sentence} | {told} |")
    lines += ["| `override` | as given | A reviewer's correction in `overrides.csv`. | 1.00 |", ""]
    lines += ["A `no_benefit` or `worse` beside a title or conclusion that claims a benefit is "
              "flagged in `is_spin`.", ""]  # fmt: skip
    for claim in claims.claims:
        lines += _claim(claim)
    lines += ["## Phrases that name no outcome", "", _terms(claims.not_outcomes), ""]
    lines += ["## Arms", "", f"Intervention: {_terms(claims.arms.intervention)}", ""]
    lines += [f"Its shams: {_terms(claims.arms.inert)}", ""]
    lines += [f"Other treatments: {_terms(claims.arms.active)}", ""]
    lines += [f"What makes the illness of an experiment: {_terms(claims.arms.insults)}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _claim(claim: Claim) -> list[str]:
    lines = [f"## {claim.name} (`{claim.id}`, {claim.kind})", "", claim.statement, ""]
    lines += ["| outcome | good | read as | counts | terms |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {outcome.name} | {outcome.good} | {_READS[outcome.reads]} | {_counts(outcome)} | "
        f"{_terms(outcome.terms)} |"
        for outcome in claim.outcomes
    ]
    if claim.examples:
        lines += ["", "Examples, which the tests run:", ""]
        lines += [f"- '{example.text}' — {example.stance}" for example in claim.examples]
    return [*lines, ""]


def _counts(outcome: Outcome) -> str:
    told = []
    if outcome.context:
        told.append(f"with {_terms(outcome.context)}")
    if outcome.unless:
        told.append(f"without {_terms(outcome.unless)}")
    if outcome.only_good:
        told.append("only where it is good")
    return "; ".join(told) or "always"


def _terms(terms: tuple[str, ...]) -> str:
    repeated = [term for term, n in Counter(terms).items() if n > 1]
    if repeated:
        raise ProtocolError(
            "claims.toml", f"the term {repeated[0]!r} is listed twice", do="drop one"
        )
    return ", ".join(terms).replace("|", "\\|").replace("*", "\\*")


def run(*, protocol: Path, page: Path, check: bool = False) -> None:
    """Write the page; with `check`, fail where it is stale instead."""
    write_page(page, page_of(load_claims(protocol)), check=check, remedy="make docs")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the stage's settings."""
    parser.add_argument("--protocol", type=Path, required=True, help="folder of the protocol")
    parser.add_argument("--page", type=Path, required=True, help="page to write, in Markdown")
    parser.add_argument("--check", action="store_true", help="fail where the page is stale")
