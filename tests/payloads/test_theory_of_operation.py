"""The theory of operation of the generator: its worked example, and what it takes for granted of Hypothesis."""

import doctest
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pytest_realtime.payloads import generation
from pytest_realtime.payloads.generation.pairwise import covering
from pytest_realtime.payloads.generation.strategy import draw_part

PLACE = "draw_part in pytest_realtime/payloads/generation/strategy.py"


def test_the_worked_example_is_true() -> None:
    failed, attempted = doctest.testmod(generation)
    assert (failed, attempted > 10) == (0, True)


def test_figures_of_the_covering_sets_are_true() -> None:
    pairs = covering("SemanticVad")
    assert (pairs.states, pairs.covered, len(pairs.payloads)) == (10, 32, 10)
    assert covering("McpTool").impossible > 0


def test_hypothesis_takes_an_integer_as_the_label_of_a_draw() -> None:
    runs: list[Any] = []

    @st.composite
    def parts(draw: Any) -> None:
        for label in ("one", "one", "other"):
            draw_part(draw, 2, label)
        runs.append(draw.__self__)

    @settings(max_examples=1, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(parts())
    def run(_: None) -> None:
        pass

    try:
        run()
        one, again, other = (span.label for span in runs[0].spans if span.choice_count == 1)
    except (AssertionError, AttributeError, TypeError, ValueError) as error:
        pytest.fail(f"Hypothesis {hypothesis.__version__} draws or records in another way; see {PLACE}: {error!r}")
    if not one == again != other:
        pytest.fail(f"Hypothesis {hypothesis.__version__} ignores the labels of draws; see {PLACE}")
