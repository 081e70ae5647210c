"""The tables of facts are current where their sources are at hand, and sound by themselves where they are not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from facts import FOLDER, OPENAPI, WIRE_TYPES
from facts.__main__ import main
from facts.digest import digest, to_text
from pytest_realtime.report.schema import SPEC

MAINTAINED = FOLDER.parents[1] / "shared" / "spec"
"""The maintainers' copies of the sources, which are not part of the repository."""
SOURCES = {OPENAPI: "openai-realtime.json", WIRE_TYPES: "seed-types.json"}


def sources() -> Iterator[Any]:
    """Every table is a source, too: its digest is the table itself, or it holds what no digest does."""
    for table, name in SOURCES.items():
        for source in filter(Path.exists, (table, MAINTAINED / name)):
            yield pytest.param(table, source, id=f"{table.name} from {source.name}")


@pytest.mark.parametrize(("table", "source"), list(sources()))
def test_a_table_is_the_digest_of_its_source(table: Path, source: Path, tmp_path: Path) -> None:
    assert main([table.stem, str(source), f"--folder={tmp_path}"]) == 0
    assert (tmp_path / table.name).read_text(encoding="utf-8") == table.read_text(encoding="utf-8")


@pytest.mark.parametrize("table", SOURCES, ids=lambda table: table.name)
def test_a_table_has_no_sentences(table: Path) -> None:
    content = json.loads(table.read_text(encoding="utf-8"))
    facts = content["types"] if table == WIRE_TYPES else [content["components"], content["paths"]]
    assert [text for text in strings(facts) if " " in text] == []


def test_both_tables_and_the_reports_name_the_same_revision() -> None:
    origin, listed = (json.loads(table.read_text(encoding="utf-8"))["x-source"] for table in SOURCES)
    assert {"revision": origin["commit"], "date": origin["date"]} == SPEC
    assert (listed["openapi"]["commit"], listed["openapi"]["date"]) == (origin["commit"], origin["date"])
    assert origin["license"] == "MIT"


def test_every_reference_of_the_document_leads_to_a_schema() -> None:
    document = json.loads(OPENAPI.read_text(encoding="utf-8"))
    names = {text.removeprefix("#/components/schemas/") for text in strings(document) if text.startswith("#/")}
    assert names
    assert names <= document["components"]["schemas"].keys()


def strings(value: Any) -> Iterator[str]:
    """Every key and string, apart from examples: those are hand-made payloads."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from (key, *(strings(part) if key != "examples" else ()))


DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1", "description": "Prose.", "license": {"name": "MIT"}},
    "servers": [{"url": "https://example.com"}],
    "paths": {
        "/realtime/calls": {
            "post": {
                "summary": "Prose.",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Call"}}}},
                "responses": {"200": {"description": "Prose."}},
            }
        },
        "/files": {"get": {"responses": {}}},
    },
    "components": {
        "schemas": {
            "Call": {
                "description": "Prose.",
                "properties": {
                    "description": {"type": "string", "title": "Prose", "default": "Prose."},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}, "minItems": 1},
                },
                "additionalProperties": False,
                "example": {"description": "Prose."},
            },
            "Part": {"oneOf": [{"$ref": "#/components/schemas/Part"}, {"const": None, "description": "Prose."}]},
            "RealtimeAlone": {"enum": ["a", "b"], "x-note": "Prose."},
            "File": {"type": "string"},
        }
    },
}


def test_a_digest_has_what_is_about_realtime_without_the_prose() -> None:
    part = {"$ref": "#/components/schemas/Part"}
    call = {"application/json": {"schema": {"$ref": "#/components/schemas/Call"}}}
    responses = {"200": {"description": ""}}
    assert digest(DOCUMENT) == {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1", "license": {"name": "MIT"}},
        "paths": {"/realtime/calls": {"post": {"requestBody": {"content": call}, "responses": responses}}},
        "webhooks": {},
        "components": {
            "schemas": {
                "Call": {
                    "properties": {
                        "description": {"type": "string"},
                        "parts": {"type": "array", "items": part, "minItems": 1},
                    },
                    "additionalProperties": False,
                },
                "Part": {"oneOf": [part, {"const": None}]},
                "RealtimeAlone": {"enum": ["a", "b"]},
            }
        },
    }


def test_the_text_has_one_entry_a_line_where_one_line_is_too_long() -> None:
    words = ["word" * 20] * 2
    assert to_text({"b": 1, "a": {}}) == '{"a": {}, "b": 1}'
    assert to_text({"b": words, "a": ["ä"]}) == "\n".join(
        ["{", ' "a": ["ä"],', ' "b": [', f'  "{words[0]}",', f'  "{words[1]}"', " ]", "}"]
    )


def test_a_document_as_published_is_named_by_commit_date_and_hash(tmp_path: Path) -> None:
    source = tmp_path / "published.json"
    source.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    main(["openapi", str(source), "--commit=abc", "--date=2026-08-21", f"--folder={tmp_path}"])
    origin = json.loads((tmp_path / "openapi.json").read_text(encoding="utf-8"))["x-source"]
    assert len(origin.pop("sha256")) == 64
    assert origin == {
        "repository": "openai/openai-openapi",
        "commit": "abc",
        "date": "2026-08-21",
        "info_version": "1",
        "license": "MIT",
    }


@pytest.mark.parametrize(
    ("table", "content", "message"),
    [
        ("openapi", json.dumps(DOCUMENT), "does not say where it is from: give --commit and --date"),
        ("wire-types", None, "can't be read: No such file or directory"),
        ("wire-types", "{", "is not JSON: Expecting property name"),
        ("wire-types", "[]", 'is not a list of wire types: it needs "types" and "x-source"'),
    ],
)
def test_an_invalid_source_ends_in_one_message(
    table: str, content: str | None, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "source.json"
    if content is not None:
        source.write_text(content, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main([table, str(source), f"--folder={tmp_path}"])
    assert ended.value.code == 2
    assert f"python -m facts: error: {source}: {message}" in capsys.readouterr().err
    assert not (tmp_path / f"{table}.json").exists()
