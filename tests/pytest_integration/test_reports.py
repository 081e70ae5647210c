"""The written reports: complete, the same with and without workers, safe to show, and kept when a run stops."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import pytest_realtime
from pytest_realtime import report as report_room
from tests.pytest_integration.user_project import NULL, NULL_ENTRY, PCM, Project, assert_outcomes, text_of, verdicts

SCHEMA = json.loads(Path(report_room.__file__).with_name("report.schema.json").read_text(encoding="utf-8"))
SEVERAL = "turn-detection.null-is-kept or must.audio-pcm or may.audio-pcm."


def without_times(report: dict[str, Any]) -> dict[str, Any]:
    for result in report["results"]:
        assert result.pop("seconds") >= 0
    return report


def test_report_has_all_that_is_promised(project: Project) -> None:
    project.write("realtime-deviations.toml", NULL_ENTRY)
    more = ["--realtime-client=subject:faithful", "--realtime-report=out/report.json"]
    result = project.contracts(*more, client="null_dropper", only=SEVERAL)
    assert result.ret == 1
    report = project.report("out/report.json")
    jsonschema.validate(report, SCHEMA)
    client = {"version": "1.0", "language": "python", "transport": "inproc"}
    assert list(report) == [
        "schema",
        "tool",
        "spec",
        "clients",
        "contracts",
        "results",
        *("exchanges", "causes", "strictness", "summary"),
    ]
    assert report["tool"] == {"name": "pytest-realtime", "version": pytest_realtime.__version__}
    command = "pytest-realtime check subject:"
    assert report["clients"] == [
        {"name": "null-dropper", **client, "command": f"{command}null_dropper"},
        {"name": "subject", **client, "command": f"{command}faithful"},
    ]
    assert [row["contract"] for row in report["results"][: len(report["contracts"])]] == [
        row["id"] for row in report["contracts"]
    ]
    listed = next(row for row in report["results"] if row["contract"] == NULL and row["client"] == "null-dropper")
    assert (listed["verdict"], listed["reason"]) == ("expected", "nulls are skipped")
    finding = listed["findings"][0]
    assert finding | {"reason": "", "exchange": 0} == {
        "kind": "null-dropped",
        "pointer": "/turn_detection",
        "expected": "null",
        "observed": "absent",
        "place": "RealtimeAudioConfigInput.turn_detection",
        "form": "",
        "rule": "N1",
        "reason": "",
        "known": "nulls are skipped",
        "exchange": 0,
    }
    assert report["exchanges"][finding["exchange"]] == {
        "client": "null-dropper",
        "operation": "roundtrip",
        "type": "RealtimeAudioConfigInput",
        "sent": '{"turn_detection":null}',
        "received": "{}",
    }
    key = "null-dropped RealtimeAudioConfigInput.turn_detection"
    assert [NULL in row["contracts"] for row in report["causes"] if key in row["keys"]] == [True]
    assert [row["client"] for row in report["strictness"] if row["invalid_tried"]] == ["null-dropper", "subject"]
    assert [row["must"]["expected"] for row in report["summary"]] == [1, 0]
    with_workers = project.contracts(*more, "-n2", client="null_dropper", only=SEVERAL)
    assert with_workers.ret == 1
    assert text_of(with_workers).count("report written to") == 1
    assert without_times(project.report("out/report.json")) == without_times(report)


def test_hostile_text_stays_text(project: Project) -> None:
    names = ["report.json", "report.html", "report.md"]
    options = [f"--realtime-report={name}" for name in names]
    result = project.contracts(*options, "--junitxml=junit.xml", client="hostile")
    assert_outcomes(result, 1, failed=1)
    assert project.report()["exchanges"][0]["received"] == '{"\x1b[2J<script>|\ud800":"<b>***</b>"}'
    html, markdown = ((project.path / name).read_text(encoding="utf-8") for name in names[1:])
    assert [tag for tag in ("<script", "<b>", "<i>", "<u>", "<s>") if tag in markdown] == []
    # The page has scripts of its own, and what clients wrote as data in which no markup can begin.
    assert [tag for tag in ("<script>|", "<b>", "<i>", "<u>", "<s>") if tag in html] == []
    assert "\\u003cscript\\u003e|\\ud800" in html
    assert "(\\|&lt;s>no&lt;/s>, inproc)" in markdown
    assert "\x1b" not in text_of(result)
    result.stdout.fnmatch_lines(["client host·[[]31m<i>|ile <u>1</u>", '  {"·[[]2J<script>|\\ud800":"<b>***</b>"}'])


def test_always_sent_members_are_shown_in_every_report(project: Project) -> None:
    names = ["report.json", "report.html", "report.md"]
    options = [f"--realtime-report={name}" for name in names]
    result = project.contracts(*options, client="with_defaults")
    assert result.ret == 0
    report = project.report()
    jsonschema.validate(report, SCHEMA)
    profile = {"RealtimeSessionCreateRequest": {"/instructions": "***<b>"}}
    assert report["clients"][0]["defaults"] == profile
    for name in names[1:]:
        text = (project.path / name).read_text(encoding="utf-8")
        assert (
            "where the payload does not name them: RealtimeSessionCreateRequest: /instructions = "
            in text.replace("\\", "")
        )
        assert "<b>" not in text
    result.stdout.fnmatch_lines(["always-sent members, exempt from checks: 1 in RealtimeSessionCreateRequest"])


def test_secrets_are_masked_wherever_they_are_told(project: Project) -> None:
    names = ["report.json", "report.html", "report.md", "junit.xml"]
    options = [f"--realtime-report={name}" for name in names[:3]]
    only = f"{PCM} or must.mcp-tool.headers.value-is-kept or must.mcp-tool.authorization.value-is-kept"
    result = project.contracts(*options, "--junitxml=junit.xml", "-vv", client="telling", only=only)
    assert_outcomes(result, 1, failed=3)
    told = text_of(result) + "".join((project.path / name).read_text(encoding="utf-8") for name in names)
    secrets = ["secret.def", "my secret", "very secret", "ek_secret", "secret123"]
    assert [secret for secret in secrets if secret in told] == []
    assert "***" in text_of(result)


@pytest.mark.parametrize(("options", "status"), [(["-x"], 1), (["-p", "interrupting"], 2)])
def test_results_are_kept_when_the_run_stops(project: Project, options: list[str], status: int) -> None:
    project.write(
        "interrupting.py",
        "def pytest_runtest_logreport(report):",
        "    if report.when == 'call':",
        "        raise KeyboardInterrupt",
    )
    project.write("pytest.ini", "[pytest]", "pythonpath = .")
    only = "turn-detection.null-is-kept"
    result = project.contracts(*options, "--realtime-report=report.json", client="null_dropper", only=only)
    assert result.ret == status
    assert len(verdicts(project.report())) == 1
    result.stdout.fnmatch_lines(["null-dropper 1.0 *", "*MUST *0 *1 *0 *0 *0"])
