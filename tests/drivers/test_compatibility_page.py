"""The page ``docs/compatibility.md`` is up to date, and the tests say so when it is not."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drivers.compatibility.causes import causes
from drivers.compatibility.measurement import contracts_by_reason
from drivers.compatibility.page import render, totals
from drivers.compatibility.results import PAGE, load, stale
from drivers.compatibility.rows import Row, rows
from pytest_realtime.deviations.known import Deviation

MEASURE = "run `python -m drivers.compatibility`, which measures the clients and writes the page"
VAD = "must.server-vad.threshold.value-is-kept"
MODEL = "must.audio-transcription.model.value-is-kept"


def row_of(name: str) -> Row:
    return next(row for row in rows() if row.name == name)


def by_contract(contract: str, reason: str, *findings: str) -> Deviation:
    return Deviation(None, reason, contract, findings, frozenset({contract}))


def by_cause(reason: str, count: int, *keys: str) -> Deviation:
    return Deviation(None, reason, findings=keys, most_contracts=count)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_what_is_stored_was_measured_with_this_checkout(row: Row) -> None:
    assert list(stale(row, load())) == [], MEASURE


def test_the_page_is_rendered_from_what_is_stored() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == render(load(), rows()), "the page is stale; run `python -m drivers.compatibility --page`"


def test_the_page_names_every_client_with_its_version() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [f"### {row.name} {load()[row.name]['version']}" in page for row in rows()] == [True] * len(rows())


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"contracts": "0"}, "was measured with other contracts"),
        ({"spec": {"revision": "0", "date": "2020-01-01"}}, "was measured with other contracts"),
        ({"listed": "0"}, "was measured with other entries in drivers/go-openai/deviations.toml"),
        ({"version": "3.9"}, "was measured as 3.9, but drivers/go-openai/go.mod pins another version"),
    ],
)
def test_a_client_is_stale_when_anything_behind_it_changed(changed: dict[str, Any], expected: str) -> None:
    stored = {"openai-go": {**load()["openai-go"], **changed}}
    assert list(stale(row_of("openai-go"), stored))[-1].endswith(expected)


def test_a_new_row_is_stale_until_it_is_measured() -> None:
    new = replace(row_of("openai"), name="another")
    assert list(stale(new, load())) == ["another was never measured"]


def test_the_transport_changes_no_count() -> None:
    inside, program = load()["openai"], load()["python-openai"]
    if inside["version"] != program["version"]:
        pytest.skip(f"measured as {inside['version']} in one process and {program['version']} as a program")
    assert inside["requirements"] == program["requirements"]


def test_a_client_that_deviates_has_causes_and_no_other() -> None:
    """Of weaker levels, a file may list contracts by their ids."""
    for row in rows():
        fails = {level: bool(totals(load()[row.name], level)["deviation"]) for level in ("MUST", "SHOULD")}
        entries = row.listed()
        assert bool(causes(one for one in entries if not _is_weaker(one))) == fails["MUST"], row.name
        assert fails["SHOULD"] or not any(map(_is_weaker, entries)), row.name


def _is_weaker(entry: Deviation) -> bool:
    return bool(entry.contract and entry.contract.startswith("should."))


def test_entries_are_grouped_by_their_reasons() -> None:
    found = causes(
        [
            by_cause("Z1: It is lost.", 4, "member-dropped ServerVad.threshold value", "null-dropped Voice.id"),
            by_cause("It is late.", 9, "value-changed AudioPcm.rate"),
            by_cause("It is lost.", 5, "null-dropped AudioTranscription.model"),
        ]
    )
    assert [(cause.text, cause.contracts({}), cause.places(), cause.kinds()) for cause in found] == [
        ("It is late.", (9, True), ["AudioPcm.rate"], ["value-changed"]),
        (
            "It is lost.",
            (5, False),
            ["AudioTranscription.model", "ServerVad.threshold", "Voice.id"],
            ["member-dropped", "null-dropped"],
        ),
    ]


def test_entries_by_contract_are_grouped_likewise() -> None:
    entries = [by_contract(VAD, "It is lost.", "null-dropped /threshold"), by_contract(MODEL, "It is lost.")]
    (cause,) = causes(entries)
    assert (cause.contracts({}), cause.kinds()) == ((2, True), ["null-dropped"])
    assert cause.places() == ["AudioTranscription.model", "ServerVad.threshold"]


def test_what_was_measured_counts_contracts_of_several_entries_once() -> None:
    (cause,) = causes(
        [by_cause("It is lost.", 4, "null-dropped Voice.id"), by_cause("It is lost.", 5, "not-sent A")]
    )
    assert cause.contracts({"It is lost.": 7}) == (7, True)


def test_contracts_are_counted_by_the_reasons_of_their_findings() -> None:
    def result(kind: str, *known: str) -> dict[str, Any]:
        return {"kind": kind, "findings": [{"known": reason} for reason in known]}

    results = [result("valid", "a", "a", "b"), result("valid", "b", ""), result("generated", "b"), result("valid")]
    assert contracts_by_reason(results) == [{"contracts": 2, "reason": "b"}, {"contracts": 1, "reason": "a"}]


def test_every_link_of_the_summary_leads_to_a_heading() -> None:
    page = PAGE.read_text(encoding="utf-8")
    # The anchors that GitHub and the documentation's site make from headings.
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in page.splitlines()
        if line.startswith("#")
    }
    links = re.findall(r"\]\(#([^)]*)\)", page)
    assert len(links) == len(rows())
    assert [link for link in links if link not in headings] == []


def test_reasons_are_escaped_for_markdown(tmp_path: Path) -> None:
    file = tmp_path / "deviations.toml"
    file.write_text(
        f'[[deviation]]\ncontract = "{VAD}"\nreason = "A <b> in *x* | _y; see owner/repo#12"\n', encoding="utf-8"
    )
    row = replace(row_of("openai"), deviations=str(file))

    page = render({"openai": load()["openai"]}, [row])
    assert r"A \<b> in \*x\* \| \_y; see [owner/repo#12](https://github.com/owner/repo/issues/12)." in page
    assert "`ServerVad.threshold`" in page
