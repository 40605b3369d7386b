"""Make of the counts what each claim's row says: intervals, tests, certainty and verdict."""

from dataclasses import astuple, fields

from pipeline.building.database import Connection, insert, statements
from pipeline.measured import Measured
from pipeline.protocol.figures import Body
from pipeline.protocol.synthesis import Synthesis
from pipeline.synthesis import Answer, Interval, Proportion, answer, corrected, sign_test, wilson


def synthesize(connection: Connection, synthesis: Synthesis, measured: Measured) -> None:
    """Count votes in SQL, put the statistics beside the counts, and answer every claim."""
    connection.execute(statements("support.sql"))
    connection.execute(statements("statistics.sql"))
    _load_statistics(connection, synthesis.measures.sign_test_min_studies, measured)
    _load_answers(connection, synthesis, measured)
    connection.execute(statements("answers.sql"))


def _load_statistics(connection: Connection, min_studies: int, measured: Measured) -> None:
    pairs = connection.execute(
        "SELECT DISTINCT n_supports, n_conclusive FROM counts WHERE n_conclusive > 0 ORDER BY ALL"
    ).fetchall()
    found = ((k, n, wilson(k, n)) for k, n in pairs)
    insert(connection, "intervals", [(k, n, i.share, i.low, i.high) for k, n, i in found])
    pairs = connection.execute(
        "SELECT DISTINCT n_favours, n_against FROM counts ORDER BY ALL"
    ).fetchall()
    tests = ((k, n, sign_test(k, n, min_studies=min_studies)) for k, n in pairs)
    insert(connection, "sign_tests", list(tests))
    precision = (
        (claim_id, share.n, wilson(share.k, share.n))
        for claim_id, share in measured.supports_precision.items()
    )
    insert(
        connection,
        "tagger_precision",
        [(claim_id, n, i.share, i.low, i.high) for claim_id, n, i in precision if i],
    )


def _load_answers(connection: Connection, synthesis: Synthesis, measured: Measured) -> None:
    scenarios = {scenario.id: scenario for scenario in synthesis.scenarios}
    names = [field.name for field in fields(Body)]
    bodies = connection.execute(f"SELECT claim_id, scenario, {', '.join(names)} FROM bodies")
    own: dict[str, Answer] = {}
    for claim_id, scenario_id, *figures in bodies.fetchall():
        body = Body(**dict(zip(names, figures, strict=True)))
        counted = shown = wilson(body.n_supports, body.n_conclusive)
        scenario = scenarios.get(scenario_id)
        if scenario and scenario.is_corrected:
            shown = _without_error(body, claim_id, measured)
        found = answer(
            body,
            shown or counted,
            certainty=synthesis.certainty,
            verdicts=synthesis.verdicts,
            phrase=synthesis.phrases[claim_id],
        )
        if scenario is None:
            own[claim_id] = found
            _load_steps(connection, claim_id, found)
        is_unmeasured = counted is not None and shown is None
        row = (
            claim_id,
            scenario_id,
            *(astuple(shown) if shown else (None, None, None)),
            found.certainty,
            found.reasons,
            found.verdict_id,
            found.verdict,
            "not measured" if is_unmeasured else _change(own[claim_id], found),
        )
        insert(connection, "answers", [row])


def _load_steps(connection: Connection, claim_id: str, found: Answer) -> None:
    rows = [
        (claim_id, position, step.domain, step.n_levels_lowered, step.level, step.sentence)
        for position, step in enumerate(found.steps, start=1)
    ]
    insert(connection, "certainty", rows)


def _without_error(body: Body, claim_id: str, measured: Measured) -> Interval | None:
    """The share of all claims' error serves each, for one claim's missed ones are too few."""
    if claim_id not in measured.supports_precision:
        return None
    right = measured.supports_precision.get("all")
    missed = measured.missed_support.get("all")
    if right is None or missed is None:
        return None
    return corrected(
        Proportion(body.n_supports, body.n_conclusive),
        Proportion(right.k, right.n),
        Proportion(missed.k, missed.n),
    )


def _change(own: Answer, other: Answer) -> str:
    if other.verdict_id != own.verdict_id:
        return f"the verdict would change from {own.verdict_id} to {other.verdict_id}"
    if other.certainty != own.certainty:
        return f"the verdict stands; certainty would be {other.certainty}, not {own.certainty}"
    return "the verdict stands"
