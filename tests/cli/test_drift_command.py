"""``drift``: exit statuses, formats, and the contracts that a change touches."""

import importlib.metadata
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from facts import OPENAPI
from pytest_realtime.cli.drift import touched_by
from pytest_realtime.drift.changes import SpecChange
from pytest_realtime.drift.document import load_document
from pytest_realtime.suite.manifest import contracts
from tests.cli.runner import CommandLine


@pytest.fixture
def published() -> Any:
    return json.loads(OPENAPI.read_text(encoding="utf-8"))


FORMATS: dict[str, Callable[[Any], str]] = {"json": json.dumps, "yaml": yaml.safe_dump, "yml": yaml.safe_dump}


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_published_document_is_no_news(
    published: Any, suffix: str, tmp_path: Path, command: CommandLine
) -> None:
    file = tmp_path / f"openapi.{suffix}"
    file.write_text(FORMATS[suffix](published), encoding="utf-8")
    ran = command("drift", file)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == f"compared with the types of {published['x-source']['date']}: no drift\n"


def test_news_are_told_with_the_contracts_that_they_touch(
    published: Any, tmp_path: Path, command: CommandLine
) -> None:
    server_vad = published["components"]["schemas"]["RealtimeTurnDetection"]["anyOf"][0]["oneOf"][0]
    server_vad["properties"]["threshold"]["type"] = "string"
    server_vad["properties"]["patience"] = {"type": "integer"}
    del published["components"]["schemas"]["RealtimeCallRejectRequest"]
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(published), encoding="utf-8")
    ran = command("drift", file)
    assert (ran.status, ran.err) == (1, "")
    head, *lines = ran.out.splitlines()
    assert head.endswith(": 1 added, 1 removed, 1 changed")
    assert lines[:3] == [
        "changed  ServerVad.threshold: type: number → string",
        "added    ServerVad.patience: member, integer",
        "removed  RealtimeCallRejectRequest: the document has no RealtimeCallRejectRequest",
    ]
    touched = [line.strip() for line in lines[4:]]
    assert lines[3] == f"contracts affected: {len(touched)}"
    assert touched == sorted(touched)
    assert {"must.server-vad.threshold.value-is-kept", "must.server-vad.maximal-form-is-kept"} <= set(touched)
    assert not [id_ for id_ in touched if "silence" in id_]


def test_names_in_the_document_do_not_steer_the_terminal(
    published: Any, tmp_path: Path, command: CommandLine
) -> None:
    members = published["components"]["schemas"]["RealtimeSessionCreateRequestGA"]["properties"]
    members["a\x1b[31m\n::error::b"] = {"type": "string"}
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(published), encoding="utf-8")
    ran = command("drift", file)
    assert ran.status == 1
    assert "RealtimeSessionCreateRequest.a·[31m␤::error::b: member" in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("none.json", None, "can't be read: No such file or directory"),
        ("bad.json", b"{", "is not valid JSON (a YAML file has to be named .yaml): Expecting property name"),
        ("bad.yaml", b"a: [", "is not valid YAML: "),
        ("control.yaml", b"a: \x07", "is not valid YAML: "),
        ("keys.yaml", b"? [a]\n: 1", "is not valid YAML: "),
        ("latin.json", b'{"a": "\xe9"}', "is not UTF-8 text"),
        ("deep.json", b"[" * 200_000, "is nested too deeply"),
        ("list.json", b"[]", "is not an OpenAPI document: it has no schemas in components/schemas"),
        ("empty.yaml", b"", "is not an OpenAPI document"),
        ("other.json", b'{"components": {"schemas": {}}}', "is not an OpenAPI document"),
    ],
)
def test_an_unreadable_file_is_told_on_one_line(
    name: str, content: bytes | None, told: str, tmp_path: Path, command: CommandLine
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    ran = command("drift", file)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"pytest-realtime drift: {file}: {told}")
    assert ran.err.count("\n") == 1


def test_without_pyyaml_the_extra_is_named(
    tmp_path: Path, command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    file = tmp_path / "openapi.yaml"
    file.write_text("a: 1")
    ran = command("drift", file)
    assert ran.status == 2
    assert "pip install 'pytest-realtime[yaml]'" in ran.err


def test_yaml_is_read_as_json_would_be(tmp_path: Path) -> None:
    text = "{no: [no, on, 2026-08-21, 1_0, 0o7, 1:30, ~, null, true, -1, 1.5, 2e3, '5', <<]}"
    file = tmp_path / "openapi.yaml"
    file.write_text(f"components: {{schemas: {text}}}")
    values: Any = ["no", "on", "2026-08-21", "1_0", "0o7", "1:30", None, None, True, -1, 1.5, 2000.0, "5", "<<"]
    assert load_document(file)["components"]["schemas"] == {"no": values}
    assert yaml.safe_load("2026-08-21") != "2026-08-21"


@pytest.mark.parametrize(
    ("item", "start"),
    [
        (SpecChange("changed", "ServerVad", "threshold", ""), "server-vad.threshold."),
        (SpecChange("added", "SemanticVadEagerness", "", ""), "semantic-vad-eagerness."),
        (SpecChange("added", "TurnDetection", "<object:x>", ""), "turn-detection."),
    ],
)
def test_a_change_touches_the_contracts_about_its_place(item: SpecChange, start: str) -> None:
    touched = list(touched_by(item))
    assert touched
    assert {id_.partition(".")[2].startswith(start) for id_ in touched} == {True}


def test_an_added_member_touches_the_contracts_about_the_whole_type() -> None:
    touched = list(touched_by(SpecChange("added", "ServerVad", "patience", "")))
    assert "must.server-vad.maximal-form-is-kept" in touched
    assert not [id_ for id_ in touched if ".threshold." in id_]


def test_what_is_no_type_of_ours_touches_nothing() -> None:
    assert list(touched_by(SpecChange("added", "", "", "component X"))) == []
    assert contracts()


def test_the_installed_package_is_no_news(command: CommandLine) -> None:
    openai = pytest.importorskip("openai", reason="compares with the openai package, which is not installed")
    ran = command("drift", "--package", "openai")
    assert (ran.status, ran.out, ran.err) == (0, f"compared with openai {openai.__version__}: no drift\n", "")


NOISE_REDUCTION = """
from typing import Literal, TypedDict

class NoiseReduction(TypedDict, total=False):
    type: Literal["near_field"]
    gain: float
"""


def run_with_package(folder: Path, modules: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the command beside a package ``openai`` 9.9.9 with these modules."""
    info = folder / "openai-9.9.9.dist-info" / "METADATA"
    info.parent.mkdir(parents=True)
    info.write_text("Metadata-Version: 2.1\nName: openai\nVersion: 9.9.9\n")
    for name, text in {"openai/__init__.py": "", **modules}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", "pytest_realtime", "drift", "--package=openai"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_news_of_a_package_are_told_in_both_directions(tmp_path: Path) -> None:
    module = "openai/types/realtime/realtime_audio_config_input_param.py"
    packages = {"openai/types/__init__.py": "", "openai/types/realtime/__init__.py": ""}
    ran = run_with_package(tmp_path, {**packages, module: NOISE_REDUCTION})
    assert (ran.returncode, ran.stderr) == (1, "")
    head, *lines = ran.stdout.splitlines()
    assert head.startswith("compared with openai 9.9.9: 1 added, ")
    assert {
        "added    NoiseReduction.gain: member, number",
        "removed  NoiseReduction.strength: member",
        "removed  NoiseReduction.type: value 'far_field'",
        "removed  VoiceId: no openai.types.realtime.realtime_audio_config_output_param.VoiceID",
        "  must.noise-reduction.strength.value-is-kept",
    } <= {*lines}


def test_a_package_without_the_types_is_told_on_one_line(tmp_path: Path) -> None:
    ran = run_with_package(tmp_path, {})
    message = "openai 9.9.9 has none of the Realtime API's types: a newer version is needed"
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == f"pytest-realtime drift: {message}\n"


def test_a_package_that_is_not_installed_is_told_with_the_extra(
    command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(package: str) -> str:
        raise importlib.metadata.PackageNotFoundError(package)

    monkeypatch.setattr(importlib.metadata, "version", version)
    ran = command("drift", "--package", "openai")
    message = "the package openai is not installed: pip install 'pytest-realtime[openai]'"
    assert (ran.status, ran.out, ran.err) == (2, "", f"pytest-realtime drift: {message}\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--package", "opnai"], "there is no 'opnai' (did you mean 'openai'?); allowed: openai"),
        ([], "one of the arguments OPENAPI_FILE --package is required"),
        (["a.json", "--package", "openai"], "not allowed with"),
    ],
)
def test_one_source_has_to_be_given(arguments: list[str], message: str, command: CommandLine) -> None:
    ran = command("drift", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err
