"""The type stub of :mod:`pytest_realtime.strategies`, so that editors know its 105 functions.

Written anew with ``python -m docgen.strategy_stub``.
"""

import sys
from pathlib import Path

import pytest_realtime
from pytest_realtime.payloads.plural import plural
from pytest_realtime.wire import wire_types

STUB = Path(pytest_realtime.__file__).with_name("strategies.pyi")

_HEAD = '''\
"""Written by docgen.strategy_stub; do not edit."""

from collections.abc import Collection, Mapping
from typing import Any

from hypothesis.strategies import SearchStrategy

from pytest_realtime.payloads.mutations.strategy import faults as faults
from pytest_realtime.payloads.generation.strategy import Form
from pytest_realtime.payloads.generation.strategy import payloads as payloads
from pytest_realtime.payloads.generation.strategy import sessions as sessions
'''
_FUNCTION = '''
def {name}(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of {wire_type}; see payloads() for the keywords."""
'''


def stub_text() -> str:
    """The stub as it should be."""
    functions = (_FUNCTION.format(name=plural(entry.name), wire_type=entry.name) for entry in wire_types())
    return _HEAD + "".join(functions)


if __name__ == "__main__":
    STUB.write_text(stub_text(), encoding="utf-8")
    sys.exit()
