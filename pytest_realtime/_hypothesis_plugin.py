"""Hypothesis loads this module when it is imported: our types for ``from_type``, and a profile for nightly runs.

PYTEST_DONT_REWRITE: everyone who has this package installed pays for this module at ``import hypothesis``, so it
imports nothing heavy, and registers the types only once something else has loaded them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_realtime._wire_loaded import when_loaded

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

THOROUGH = "realtime-thorough"
"""The profile for nightly runs: ``--hypothesis-profile=realtime-thorough``."""
THOROUGH_EXAMPLES = 2000
"""Generated payloads per type under that profile."""


def setup() -> None:
    """Hypothesis' entry point: called at the end of ``import hypothesis``."""
    from hypothesis import settings

    settings.register_profile(THOROUGH, max_examples=THOROUGH_EXAMPLES, deadline=None)
    when_loaded(register_types)


def register_types() -> None:
    """Teach ``st.from_type`` every wire type; each strategy is built on first use."""
    from hypothesis.strategies import register_type_strategy

    from pytest_realtime.wire import wire_types

    for entry in wire_types():
        register_type_strategy(entry.python, _strategy_of(entry.name))


def _strategy_of(name: str) -> Callable[[Any], SearchStrategy[Any]]:
    def strategy(_: Any) -> SearchStrategy[Any]:
        from pytest_realtime.payloads.generation.strategy import payloads

        return payloads(name, format="model")

    return strategy
