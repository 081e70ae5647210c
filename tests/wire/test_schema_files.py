"""The published schemas in the contracts folder are current, and the command that writes them says what it did."""

import json
from pathlib import Path

import pytest

from docgen import recording
from docgen.schema_files import FOLDER, main, out_of_date, schema_files
from facts.digest import to_text


def test_published_schemas_are_current() -> None:
    assert out_of_date(FOLDER) == {}, "run: python -m docgen schemas"


def test_the_published_schema_of_recordings_is_current() -> None:
    assert recording.FILE.read_text(encoding="utf-8") == recording.schema_text(), "run: python -m docgen schemas"


def test_every_type_can_be_written_and_what_servers_send_can_be_read() -> None:
    files = schema_files()
    assert len([path for path in files if path.startswith("write/")]) == 250
    assert "read/SessionCreatedEvent.json" in files
    assert "read/SessionUpdateEvent.json" not in files


def test_files_are_pretty_text_with_a_final_newline() -> None:
    for text in schema_files().values():
        assert text == to_text(json.loads(text), sort=False) + "\n"


def test_the_command_writes_what_is_stale_or_missing_and_removes_what_is_surplus(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "schemas"
    assert main(folder) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(schema_files())
    (folder / "write" / "Voice.json").write_text("{}\n")
    (folder / "read" / "Voice.json").unlink()
    (folder / "read" / "Gone.json").write_text("{}\n")
    (folder / "read" / "README.md").write_text("not a schema\n")
    assert len(out_of_date(folder)) == 3
    main(folder)
    assert capsys.readouterr().out.splitlines() == [
        "written write/Voice.json",
        "written read/Voice.json",
        "removed read/Gone.json",
    ]
    assert out_of_date(folder) == {}
    assert (folder / "read" / "README.md").exists()
