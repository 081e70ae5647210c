"""What a user is shown of the fixtures: one line of each, and its type."""

import inspect
import re

import pytest

from pytest_realtime import fixture_types, fixtures
from pytest_realtime.endpoints import PAYLOADS

OWN = {name: value for name, value in vars(fixtures).items() if type(value).__name__ == "FixtureFunctionDefinition"}


def test_pytest_lists_each_fixture_with_a_line(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_subprocess("--fixtures", "-p", "no:randomly")
    assert result.ret == 0
    section = result.stdout.str().partition("fixtures defined from pytest_realtime.fixtures")[2]
    lines = section.splitlines()
    for name in OWN:
        (at,) = (number for number, line in enumerate(lines) if re.match(rf"{name} (\[session scope\] )?-- ", line))
        assert len(lines[at + 1].strip()) > 20, name
    assert "no docstring available" not in section.partition("fixtures defined from")[0]
    assert "A factory of SessionUpdateEvent models: Factory[SessionUpdateEvent]." in section


def test_each_fixture_has_a_type_that_users_can_import() -> None:
    assert len(OWN) == len(PAYLOADS) + 8
    for name, value in OWN.items():
        annotation = str(inspect.signature(value).return_annotation)
        named = annotation.removeprefix("Iterator[").removesuffix(" | None").partition("[")[0].rstrip("]")
        assert named in fixture_types.__all__, name
