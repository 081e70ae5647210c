"""The whole suite on published clients, behind their drivers and in this process.

A run of the whole suite takes up to a minute: each client has one, which all tests about it read.
"""

import os
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from typing import Any

import pytest

from drivers.compatibility.measurement import Run, counts, run_suite
from drivers.compatibility.results import load
from drivers.compatibility.rows import DRIVERS, ROOT, Row, rows

ROWS = {row.name: row for row in rows()}
WITH_DRIVER = [row for row in rows() if row.driver]
WITHOUT_DRIVER = [row for row in rows() if not row.driver]
FEW = 20
"""Contracts that fail without a deviations file; with it, all run."""
EXAMPLES = 20
"""Generated payloads per type, which take a third of a run as it is by default. All that is known of these clients
shows in the other payloads, too; what is measured for the page was asked with the default."""
Needed = Callable[[Row], None]
pytestmark = pytest.mark.long


def each(rows: list[Row]) -> pytest.MarkDecorator:
    """Run a test for each of these clients; tests/conftest.py keeps those of a client in one worker."""
    return pytest.mark.parametrize("row", rows, ids=[row.name for row in rows])


@cache
def listed_run(row: Row) -> Run:
    """The run of the whole suite on a client, with its deviations file."""
    return run_suite([row.spec], ROOT / row.deviations, examples=EXAMPLES)


def deviating(report: dict[str, Any]) -> dict[str, set[str]]:
    """The findings of each MUST contract that fails and has the same payloads in every run."""
    return {
        result["contract"]: {f"{finding['kind']} {finding['pointer']}".rstrip() for finding in result["findings"]}
        for result in report["results"]
        if result["findings"] and result["level"] == "MUST" and result["kind"] != "generated"
    }


def assert_as_listed(row: Row, run: Run) -> None:
    """Entries of the deviations file explain every finding of a MUST contract, and each of them explains some."""
    results = run.report["results"]
    explained = {finding["known"] for result in results for finding in result["findings"]}
    unexplained = {
        result["contract"]
        for result in results
        if result["level"] == "MUST" and not all(finding["known"] for finding in result["findings"])
    }
    assert unexplained == set()
    assert {entry.reason for entry in row.listed()} == explained - {""}


def assert_as_stored(row: Row, run: Run) -> None:
    """The client's row on the page is what was measured now."""
    measured = load()[row.name]
    strictness = run.report["strictness"][0]
    again = f"; run `python -m drivers.compatibility {row.name}`"
    counted, stored = counts(run.report["results"]), measured["requirements"]
    # Payloads that are drawn may show a fault in one run and not in the next.
    drawn = {result["requirement"] for result in run.report["results"] if result["kind"] == "generated"}
    compared = (counted.keys() | stored.keys()) - drawn
    differing = [name for name in compared if counted.get(name) != stored.get(name)]
    assert differing == [], f"drivers/results.json is stale{again}"
    assert {key: strictness[f"invalid_{key}"] for key in ("tried", "rejected")} == measured["invalid"], again


def verdicts(run: Run) -> set[str]:
    return {result["verdict"] for result in run.report["results"] if result["level"] == "MUST"}


@each(WITH_DRIVER)
def test_a_driver_passes_with_its_deviations_file(row: Row, needed: Needed) -> None:
    needed(row)
    run = listed_run(row)

    assert run.status == 0, run.output[-2000:]
    card = run.report["clients"][0]
    built = f"; run `drivers/build {row.driver}`"
    assert (card["name"], card["version"]) == (row.name, load()[row.name]["version"]), built
    assert "error" not in {result["verdict"] for result in run.report["results"]}
    assert verdicts(run) <= {"pass", "expected", "not-applicable"}


@each(WITH_DRIVER)
def test_its_findings_are_those_of_its_file(row: Row, needed: Needed) -> None:
    needed(row)
    assert_as_listed(row, listed_run(row))


@each(WITH_DRIVER)
def test_the_page_has_what_a_driver_does(row: Row, needed: Needed) -> None:
    needed(row)
    assert_as_stored(row, listed_run(row))


@each([ROWS["openai-go"]])
def test_without_the_file_what_it_lists_fails(row: Row, needed: Needed) -> None:
    needed(row)
    listed = deviating(listed_run(row).report)
    run = run_suite([row.spec], None, only=" or ".join(sorted(listed)[:FEW]))

    assert run.status == 1, run.output[-2000:]
    assert verdicts(run) == {"deviation"}
    found = deviating(run.report)
    assert len(found) >= FEW
    # Where the file lists a finding, payloads of covering sets are changed to see what is behind it.
    more = {id_ for id_ in found if id_.endswith(".covering-set-is-kept")}
    assert [id_ for id_ in found.keys() - more if found[id_] != listed[id_]] == []
    assert [id_ for id_ in more if not found[id_] <= listed[id_]] == []


@each([ROWS["python-openai"]])
def test_openai_has_the_same_results_as_a_driver_and_in_this_process(row: Row, needed: Needed) -> None:
    needed(row)
    program, inside = listed_run(row), in_this_process(ROWS["openai"], row)

    assert inside.status == 0, inside.output[-2000:]
    judged, expected = (
        {result["contract"]: (result["verdict"], result["findings"]) for result in run.report["results"]}
        for run in (program, inside)
    )
    assert judged
    assert judged.keys() == expected.keys()
    assert [id_ for id_, one in judged.items() if one != expected[id_]] == []


def in_this_process(inside: Row, program: Row) -> Run:
    """A run on openai of the version that the driver pins: ours, or in the driver's own environment."""
    if version(inside.package) == load()[program.name]["version"]:
        return listed_run(inside)
    python = DRIVERS / program.driver / program.built
    return run_suite([inside.spec], ROOT / inside.deviations, python=str(python), examples=EXAMPLES)


@each(WITHOUT_DRIVER)
def test_a_client_in_this_process_matches_its_file_and_the_page(row: Row, needed: Needed) -> None:
    needed(row)
    if row.deviations.startswith("live/") and "REALTIME_REQUIRE_LIVE" not in os.environ:
        pytest.skip(f"{row.name} takes minutes; .ci/run tests it with the other live clients")
    run = listed_run(row)

    installed, measured = run.report["clients"][0]["version"], load()[row.name]["version"]
    if installed != measured:
        pytest.skip(f"{row.name} was measured as {measured}, and {installed} is installed")
    assert run.status == 0, run.output[-2000:]
    assert verdicts(run) <= {"pass", "expected", "not-applicable"}
    assert_as_listed(row, run)
    assert_as_stored(row, run)
