"""The golden forms are complete, current, and out of reach of everybody's ``--snapshot-update``."""

from unittest.mock import Mock

import pytest

from pytest_realtime.suite.golden import FOLDER, GoldenExtension, golden_text
from pytest_realtime.suite.manifest import contracts

WITH_CASES = {f"{id_}.json": contract for id_, contract in contracts().items() if contract.cases}


def test_there_is_one_file_for_each_contract_with_cases() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(WITH_CASES)


def test_files_say_what_is_asked() -> None:
    stale = [
        name
        for name, contract in WITH_CASES.items()
        if (FOLDER / name).read_text(encoding="utf-8") != golden_text(contract)
    ]
    assert stale == [], "write them anew with: python -m pytest_realtime.suite.golden"


def test_file_names_are_short_enough_for_every_system() -> None:
    assert [name for name in WITH_CASES if len(name) > 143] == []


def test_nothing_is_written() -> None:
    with pytest.raises(PermissionError, match="read-only"):
        GoldenExtension.write_snapshot_collection(snapshot_collection=Mock())
    with pytest.raises(PermissionError, match="read-only"):
        GoldenExtension().write_snapshot(snapshot_location="x.json", snapshots=[("{}", Mock(), "x")])


def test_nothing_is_deleted() -> None:
    with pytest.raises(PermissionError, match="read-only"):
        GoldenExtension().delete_snapshots(snapshot_location="x.json", snapshot_names=set())


def test_nothing_is_offered_for_deletion_as_unused() -> None:
    assert list(GoldenExtension().discover_snapshots(test_location=Mock())) == []
