"""The types of the report and its JSON schema list the same members."""

import json
from importlib import resources
from typing import Any

import pytest

from pytest_realtime.report.causes import CauseRow
from pytest_realtime.report.schema import VERDICTS, Report, StrictnessRow, SummaryRow
from pytest_realtime.results import ClientRow, ExchangeRow, ResultFinding, ResultRow
from pytest_realtime.suite.manifest import ContractRow

SCHEMA = json.loads(resources.files("pytest_realtime.report").joinpath("report.schema.json").read_text("utf-8"))
PARTS = SCHEMA["properties"]


def is_earlier(part: dict[str, Any]) -> bool:
    return bool(part.get("description", "").startswith("Versions 1 and 2: "))


@pytest.mark.parametrize(
    ("row", "schema"),
    [
        (Report, SCHEMA),
        (ClientRow, PARTS["clients"]["items"]),
        (ContractRow, PARTS["contracts"]["items"]),
        (ResultRow, PARTS["results"]["items"]),
        (ExchangeRow, PARTS["exchanges"]["items"]),
        (CauseRow, PARTS["causes"]["items"]),
        (StrictnessRow, PARTS["strictness"]["items"]),
        (SummaryRow, PARTS["summary"]["items"]),
        (ResultFinding, SCHEMA["$defs"]["finding"]),
    ],
)
def test_types_and_schema_have_the_same_members(row: Any, schema: dict[str, Any]) -> None:
    current = [name for name, part in schema["properties"].items() if not is_earlier(part)]
    assert list(row.__annotations__) == current
    assert set(schema["required"]) <= set(row.__required_keys__)


def test_counts_are_by_verdict() -> None:
    assert tuple(SCHEMA["$defs"]["counts"]["properties"]) == VERDICTS
