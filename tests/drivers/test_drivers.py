"""The whole suite on published clients, behind their drivers and in this process."""

from collections.abc import Callable
from typing import Any

import pytest

from drivers.compatibility.measurement import Run, counts, run_suite
from drivers.compatibility.results import load
from drivers.compatibility.rows import DRIVERS, ROOT, Row, rows

ROWS = {row.name: row for row in rows()}
WITH_DRIVER = [row for row in rows() if row.driver]
WITHOUT_DRIVER = [row for row in rows() if not row.driver]
LISTING = [row for row in WITH_DRIVER if row.listed()]
Needed = Callable[[Row], None]


def name(row: Row) -> str:
    return row.name


def deviating(report: dict[str, Any], levels: tuple[str, ...]) -> dict[str, set[str]]:
    """The findings, as in a deviations file, of each contract of these levels that fails."""
    return {
        result["contract"]: {f"{finding['kind']} {finding['pointer']}".rstrip() for finding in result["findings"]}
        for result in report["results"]
        if result["findings"] and result["contract"].startswith(levels)
    }


def levels(row: Row) -> tuple[str, ...]:
    """The levels that a client's deviations file is about."""
    return ("must.", "should.") if row.lists_should else ("must.",)


def assert_as_listed(row: Row, run: Run) -> None:
    """Exactly the contracts in the deviations file fail, with exactly its findings."""
    found = deviating(run.report, levels(row))
    listed = {id_: entry.findings for entry in row.listed() for id_ in entry.contracts}
    # Lists of what differs: pytest would take minutes to explain a difference of these dicts.
    assert sorted(found.keys() ^ listed.keys()) == []
    assert [id_ for id_, findings in listed.items() if findings and set(findings) != found[id_]] == []


def assert_as_stored(row: Row, run: Run) -> None:
    """The client's row on the page is what was measured now."""
    measured = load()[row.name]
    strictness = run.report["strictness"][0]
    again = f"; run `python -m drivers.compatibility {row.name}`"
    counted, stored = counts(run.report["results"]), measured["requirements"]
    differing = [name for name in counted.keys() | stored.keys() if counted.get(name) != stored.get(name)]
    assert differing == [], f"drivers/results.json is stale{again}"
    assert {key: strictness[f"invalid_{key}"] for key in ("tried", "rejected")} == measured["invalid"], again


def verdicts(run: Run, row: Row) -> set[str]:
    return {result["verdict"] for result in run.report["results"] if result["contract"].startswith(levels(row))}


@pytest.mark.parametrize("row", WITH_DRIVER, ids=name)
def test_a_driver_passes_with_its_deviations_file(row: Row, needed: Needed) -> None:
    needed(row)
    run = run_suite([row.spec], ROOT / row.deviations)

    assert run.status == 0, run.output[-2000:]
    card = run.report["clients"][0]
    built = f"; run `drivers/build {row.driver}`"
    assert (card["name"], card["version"]) == (row.name, load()[row.name]["version"]), built
    assert "error" not in {result["verdict"] for result in run.report["results"]}
    assert verdicts(run, row) <= {"pass", "expected", "not-applicable"}
    assert_as_listed(row, run)
    assert_as_stored(row, run)


@pytest.mark.parametrize("row", LISTING, ids=name)
def test_without_the_file_the_findings_are_exactly_those(row: Row, needed: Needed) -> None:
    needed(row)
    run = run_suite([row.spec], None)

    fails = any(id_.startswith("must.") for entry in row.listed() for id_ in entry.contracts)
    assert run.status == int(fails), run.output[-2000:]
    assert verdicts(run, row) <= {"pass", "deviation", "not-applicable"}
    assert_as_listed(row, run)


def test_openai_has_the_same_results_as_a_driver_and_in_this_process(needed: Needed) -> None:
    program, inside = ROWS["python-openai"], ROWS["openai"]
    needed(program)
    # The driver's own environment, so that both are of the version that it pins.
    python = DRIVERS / program.driver / program.built
    run = run_suite([inside.spec, program.spec], None, python=str(python))

    assert run.status == 0, run.output[-2000:]
    found: dict[str, dict[str, Any]] = {program.name: {}, inside.name: {}}
    for result in run.report["results"]:
        found[result["client"]][result["contract"]] = (result["verdict"], result["findings"])
    assert found[program.name]
    assert found[program.name].keys() == found[inside.name].keys()
    assert [id_ for id_, one in found[program.name].items() if one != found[inside.name][id_]] == []


@pytest.mark.parametrize("row", WITHOUT_DRIVER, ids=name)
def test_a_client_in_this_process_matches_its_file_and_the_page(row: Row, needed: Needed) -> None:
    needed(row)
    run = run_suite([row.spec], ROOT / row.deviations)

    installed, measured = run.report["clients"][0]["version"], load()[row.name]["version"]
    if installed != measured:
        pytest.skip(f"{row.name} was measured as {measured}, and {installed} is installed")
    assert run.status == 0, run.output[-2000:]
    assert verdicts(run, row) <= {"pass", "expected", "not-applicable"}
    assert_as_listed(row, run)
    assert_as_stored(row, run)
