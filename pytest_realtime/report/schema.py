"""The JSON report as types: ``report.schema.json`` describes the same for programs in other languages."""

from typing import NotRequired, TypedDict

from pytest_realtime.judge import Verdict
from pytest_realtime.report.causes import CauseRow
from pytest_realtime.results import ClientRow, ExchangeRow, ResultRow
from pytest_realtime.suite.manifest import ContractRow

SCHEMA = 3
"""The version of the report that is written. Earlier ones are read as well: version 1 lacks members that say what
a contract is about, version 2 has one exchange in each result and no causes."""
VERDICTS = tuple(verdict.value for verdict in Verdict)
"""The members of a level's counts."""
Counts = dict[str, int]
"""How often each verdict was given."""


class ToolRow(TypedDict):
    """The package that wrote the report."""

    name: str
    version: str


class SpecRow(TypedDict):
    """The revision of openai/openai-openapi that the wire types describe."""

    revision: str
    date: str


SPEC: SpecRow = {"revision": "f85dbe223d40e1a31cba812ab2d755c7e98a92a3", "date": "2026-08-21"}


class KindCounts(TypedDict):
    """How many payloads with one kind of error a client was given, and how many of them it rejected."""

    tried: int
    rejected: int


class StrictnessRow(TypedDict):
    """How many of the invalid payloads one client rejected."""

    client: str
    invalid_tried: int
    invalid_rejected: int
    kinds: NotRequired[dict[str, KindCounts]]
    opaque: NotRequired[bool]
    """Whether the client wrote every invalid payload unchanged."""


class SummaryRow(TypedDict):
    """The verdicts of one client, counted by level."""

    client: str
    must: Counts
    should: Counts
    may: Counts


class Report(TypedDict):
    """A whole report."""

    schema: int
    tool: ToolRow
    spec: SpecRow
    clients: list[ClientRow]
    contracts: list[ContractRow]
    results: list[ResultRow]
    exchanges: list[ExchangeRow]
    causes: list[CauseRow]
    strictness: list[StrictnessRow]
    summary: list[SummaryRow]
