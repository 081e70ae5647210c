"""The golden files are complete, current, and out of reach of everybody's ``--snapshot-update``."""

import json
from unittest.mock import Mock

import pytest

from pytest_realtime.suite.golden import FOLDER, GoldenExtension, golden_files, golden_text, golden_texts
from pytest_realtime.suite.manifest import contracts


def test_the_folder_holds_the_current_files_and_no_others() -> None:
    current = golden_files()
    assert sorted(FOLDER.iterdir()) == sorted(current)
    stale = [path.name for path, text in current.items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "regenerate them with: python -m pytest_realtime.suite.golden"


def test_files_are_json_with_the_contracts_of_a_type_as_keys() -> None:
    for path in FOLDER.iterdir():
        ids = sorted(
            id_ for id_, contract in contracts().items() if contract.cases and contract.wire_type == path.stem
        )
        assert list(json.loads(path.read_text(encoding="utf-8"))) == ids == list(golden_texts(path)), path.name


def test_each_contract_with_cases_reads_its_own_text() -> None:
    for id_, contract in contracts().items():
        if contract.cases:
            location = GoldenExtension.get_location(test_location=Mock(), index=id_)
            read = GoldenExtension().read_snapshot_data_from_location(
                snapshot_location=location, snapshot_name=id_, session_id=""
            )
            assert read == golden_text(contract), id_


def test_a_contract_that_the_file_lacks_has_no_text() -> None:
    path = next(FOLDER.iterdir())
    read = GoldenExtension().read_snapshot_data_from_location
    assert read(snapshot_location=str(path), snapshot_name="must.x", session_id="") is None
    assert read(snapshot_location=f"{path}.gone", snapshot_name="must.x", session_id="") is None


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
