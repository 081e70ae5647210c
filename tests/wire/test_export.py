"""The exported schemas in the contracts folder are current, and the command that writes them tells what it did."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pytest_realtime.wire.schema_files import StaleFile, deviations, export, main, schema_files

PUBLISHED = Path(__file__).parents[2] / "contracts" / "schemas"


def test_published_schemas_are_current() -> None:
    assert deviations(PUBLISHED) == [], "run: python -m pytest_realtime.wire.schema_files contracts/schemas"


def test_every_type_can_be_written_and_what_servers_send_can_be_read() -> None:
    names = {way: {path.removesuffix(".json") for path in schema_files() if path.startswith(way)} for way in PLACES}
    assert len(names["write/"]) == 105
    assert "read/SessionCreatedEvent" in names["read/"]
    assert "read/SessionUpdateEvent" not in names["read/"]


PLACES = ("write/", "read/")


def test_files_are_pretty_text_with_a_final_newline() -> None:
    for text in schema_files().values():
        assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


def test_a_new_folder_is_filled_and_then_current(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "schemas"
    assert main([str(folder)]) == 0
    first = capsys.readouterr().out.splitlines()
    assert first[0] == "added write/AudioPcm.json"
    assert len(first) == len(schema_files()) + 1
    assert main([str(folder)]) == 0
    assert capsys.readouterr().out.splitlines() == first[-1:]
    assert main([str(folder), "--check"]) == 0


def test_stale_missing_and_surplus_files_are_told_then_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(tmp_path)
    (tmp_path / "write" / "Voice.json").write_text("{}\n")
    (tmp_path / "read" / "Voice.json").unlink()
    (tmp_path / "read" / "Gone.json").write_text("{}\n")
    (tmp_path / "read" / "README.md").write_text("not a schema\n")
    expected = [
        StaleFile("write/Voice.json", "stale"),
        StaleFile("read/Voice.json", "missing"),
        StaleFile("read/Gone.json", "surplus"),
    ]
    assert main([str(tmp_path), "--check"]) == 1
    assert capsys.readouterr().out.splitlines()[:-1] == [f"{item.fault}: {item.path}" for item in expected]
    assert deviations(tmp_path) == expected, "--check must not write"
    assert main([str(tmp_path)]) == 0
    told = capsys.readouterr().out.splitlines()[:-1]
    assert told == ["changed write/Voice.json", "added read/Voice.json", "removed read/Gone.json"]
    assert deviations(tmp_path) == []
    assert (tmp_path / "read" / "README.md").exists()


@pytest.mark.parametrize("options", [[], ["--check"]])
def test_a_folder_that_cannot_be_used_is_told(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    for folder in (file, tmp_path / "no" / "such" / "folder"):
        assert main([str(folder), *options]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.startswith(f"{folder} can't be used: ")


def test_the_command_runs_as_a_module(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-m", "pytest_realtime.wire.schema_files", str(tmp_path / "no" / "folder")]
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": root}
    )
    assert ended.returncode == 2
    assert "can't be used" in ended.stderr
    assert "Traceback" not in ended.stderr
