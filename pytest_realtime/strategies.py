"""Hypothesis strategies for every wire type, such as ``turn_detections()``.

The strategy of a type takes the keywords of :func:`payloads`. Payloads with exactly one thing wrong come from
:func:`invalid_payloads`.
"""

from collections.abc import Callable
from typing import Any

from hypothesis.strategies import SearchStrategy

from pytest_realtime.payloads.generation.strategy import payloads, sessions
from pytest_realtime.payloads.mutations.strategy import invalid_payloads
from pytest_realtime.payloads.plural import plural
from pytest_realtime.wire import wire_types


def _strategy_of(name: str) -> Callable[..., SearchStrategy[Any]]:
    def strategy(**keywords: Any) -> SearchStrategy[Any]:
        return payloads(name, **keywords)

    strategy.__name__ = strategy.__qualname__ = plural(name)
    strategy.__doc__ = f"Generate valid payloads of {name}; see :func:`payloads` for the keywords."
    return strategy


__all__ = ["invalid_payloads", "payloads", "sessions"]
for _entry in wire_types():
    globals()[plural(_entry.name)] = _strategy_of(_entry.name)
    __all__ += [plural(_entry.name)]
