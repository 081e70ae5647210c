"""Draw many payloads from a Hypothesis strategy. Needs only Hypothesis, an older one as well."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

Draw = Callable[[int, int], list[Any]]
"""Draws ``count`` payloads with a seed."""


def drawing(strategy: Any) -> Draw:
    """Draw from a Hypothesis strategy: the generate phase of one run, without database, deadline and checks."""

    def draw(count: int, number: int) -> list[Any]:
        found: list[Any] = []

        @seed(number)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def collect(value: Any) -> None:
            found.append(value)

        collect()
        return found

    return draw
