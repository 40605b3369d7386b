"""p-values, intervals and changes told in figures."""

import pytest

from pipeline.language.figures.inferences import significances
from pipeline.language.figures.numbers import change_in_figures, number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(P < 0.05)", [True]),
        ("(p<.001)", [True]),
        ("P = 0.34", [False]),
        ("P＞0.05", [False]),
        ("p = .03, P>0.05", [True, False]),
        ("p-value of 0.2", [False]),
        ("95% CI -0.9 to 0.3", [False]),
        ("MD 1.2, 95% CI 0.8 to 1.6", [True]),
        ("RR 1.31, 95% CI 1.21–1.42", [True]),
        ("RR 0.88; 95% CI, 0.55 to 1.40", [False]),
        ("(8.7, -1.8 to 19.2)", [False]),
        ("I² = 87%, P < 0.001", []),
        ("no figures here", []),
    ],
)
def test_what_figures_say_of_significance(text: str, said: list[bool]) -> None:
    assert significances(text, 0, len(text)) == said


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("fell from 7.1 to 3.0", -1),
        ("from 20.8 [9.6] at baseline to 33.2", 1),
        ("6.4 → 3.1", -1),
        ("from week 4 on", None),
    ],
)
def test_a_change_in_figures(text: str, sign: int) -> None:
    assert change_in_figures(text, 0, len(text)) == sign


def test_minus_signs_of_every_kind() -> None:
    assert [number(text) for text in ("-1.2", "−1.2", "–1.2", "1·2")] == [-1.2, -1.2, -1.2, 1.2]
