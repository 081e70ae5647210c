"""How a run is told: to GitHub Actions and JUnit, in any terminal, once per run, whatever goes wrong."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from tests.pytest_integration.user_project import (
    NULL,
    PCM,
    Project,
    assert_outcomes,
    assert_usage_error,
    text_of,
    verdicts,
)

ONLY = f"{PCM} or {NULL}"
ERROR = (
    "::error title=null-dropper%3A null-dropped RealtimeAudioConfigInput.turn_detection::"
    f"MUST, {NULL}%0Anull-dropped /turn_detection*"
)


@pytest.fixture
def summary(project: Project, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the step summary's file, in a run in GitHub Actions."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project.path / "summary.md"))
    return "summary.md"


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["alone", "workers"])
def test_github_is_told_once(project: Project, summary: str, workers: list[str]) -> None:
    result = project.contracts(*workers, client="null_dropper", only=ONLY)
    assert_outcomes(result, 1, failed=1, passed=1)
    result.stdout.fnmatch_lines([ERROR])
    assert text_of(result).count("::error") == 1
    text = (project.path / summary).read_text(encoding="utf-8")
    assert text.count("# Realtime contracts") == 1
    assert "**1 of 2 MUST contracts failed.**" in text


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["alone", "workers"])
def test_pytest_lists_one_failure_for_each_cause(project: Project, workers: list[str]) -> None:
    options = ["-rf", "-p", "no:randomly", "--junitxml=junit.xml", *workers]
    result = project.contracts(*options, client="null_dropper", only="turn-detection.null")
    text = text_of(result)
    (line,) = (line for line in text.splitlines() if line.startswith("FAILED "))
    assert "[null-dropper-must." in line
    count = int(re.findall(r"(\d+) failed", text.splitlines()[-1])[0])
    assert count > 1
    assert f"{count - 1} more failed with the same causes and are not printed; all with -v" in text
    assert f"({count} MUST contracts)" in text
    assert (project.path / "junit.xml").read_text(encoding="utf-8").count("<failure ") == count
    again = project.contracts("-v", "-rf", "--lf", "-p", "no:randomly", client="null_dropper", only="null")
    assert len([line for line in again.outlines if line.startswith("FAILED ")]) == count


@pytest.mark.parametrize("ini", [False, True])
def test_github_is_not_told_where_that_is_switched_off(project: Project, summary: str, ini: bool) -> None:
    if ini:
        project.write("pytest.ini", "[pytest]", "realtime_github = off")
    result = project.contracts(*([] if ini else ["--realtime-github=off"]), client="null_dropper", only=ONLY)
    assert_outcomes(result, 1, failed=1)
    assert "::error" not in text_of(result)
    assert not (project.path / summary).exists()


def test_github_is_not_told_elsewhere(project: Project, summary: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS")
    result = project.contracts(client="null_dropper", only=ONLY)
    assert "::error" not in text_of(result)
    assert not (project.path / summary).exists()


def test_a_summary_that_can_not_be_written_is_told(project: Project, summary: str) -> None:
    (project.path / summary).mkdir()
    result = project.contracts(client="faithful")
    assert_outcomes(result, 0, passed=1)
    result.stdout.fnmatch_lines(["the step summary could not be written: IsADirectoryError: *"])


def test_when_to_tell_github_is_checked(project: Project) -> None:
    result = project.contracts("--realtime-github=of", client="faithful")
    assert_usage_error(result, "--realtime-github=of: allowed: auto, off (did you mean 'off'?)")


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["alone", "workers"])
def test_junit_has_properties_of_each_result(project: Project, workers: list[str]) -> None:
    project.contracts("--junitxml=junit.xml", *workers, client="null_dropper", only=ONLY)
    cases = ElementTree.parse(project.path / "junit.xml").iter("testcase")
    found = [{one.get("name"): one.get("value") for one in case.iter("property")} for case in cases]
    told = {row["realtime_contract"]: (row["realtime_verdict"], row.get("realtime_findings")) for row in found}
    assert told[PCM] == ("pass", None)
    assert told[NULL][0] == "deviation"
    assert "null-dropped /turn_detection" in (told[NULL][1] or "").split("; ")
    assert {row["realtime_client"] for row in found} == {"null-dropper"}
    # Not the result itself, with all that was sent and received: that is for the other reports.
    assert {name for row in found for name in row} == {
        f"realtime_{of}" for of in ("contract", "client", "verdict", "findings")
    }


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["alone", "workers"])
def test_a_rerun_is_no_second_result(project: Project, workers: list[str]) -> None:
    pytest.importorskip("pytest_rerunfailures")
    options = ["--reruns=2", "--realtime-report=report.json", *workers]
    result = project.contracts(*options, client="null_dropper", only=ONLY)
    assert_outcomes(result, 1, failed=1, passed=1, rerun=2)
    assert len(project.report()["results"]) == 2
    assert verdicts(project.report()) == {PCM: "pass", NULL: "deviation"}


@pytest.mark.parametrize("what", ["markdown.render", "summary.summary_lines"])
def test_a_crash_in_rendering_loses_no_result(project: Project, what: str) -> None:
    module, name = what.split(".")
    project.write(
        "breaking.py",
        f"from pytest_realtime.report{'.terminal' if module == 'summary' else ''} import {module}",
        "from pytest_realtime.pytest_integration import run as state",
        "def breaks(*arguments, **options):",
        "    raise KeyError('lost')",
        f"{module}.{name} = breaks",
        f"if hasattr(state, '{name}'):",
        f"    state.{name} = breaks",
    )
    project.write("pytest.ini", "[pytest]", "pythonpath = .")
    reports = ["--realtime-report=report.md", "--realtime-report=report.json"]
    result = project.contracts(*reports, "-p", "breaking", client="null_dropper", only=ONLY)
    assert_outcomes(result, 1, failed=1, passed=1)
    assert len(verdicts(project.report())) == 2
    result.stdout.fnmatch_lines(["*could not be rendered: KeyError: 'lost'"])


def test_narrow_and_quiet_terminals(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    result = project.contracts("--tb=no", client="null_dropper", only=ONLY)
    result.stdout.fnmatch_lines(["*MUST  SHOULD     MAY", "failed * 1 * 0 * 0"])
    quiet = project.contracts("-q", "--tb=no", client="null_dropper", only=ONLY)
    quiet.stdout.fnmatch_lines(["null-dropper 1.0: MUST 1 passed, 1 failed; 1 cause"])


@pytest.mark.parametrize(("options", "no_color", "coloured"), [(["--color=yes"], "", True), ([], "1", False)])
def test_colours_are_the_users_choice(
    project: Project, options: list[str], no_color: str, coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("COLUMNS", "120")
    result = project.contracts(*options, "--tb=no", client="null_dropper", only=ONLY)
    rows = [line for line in result.outlines if re.search(r"MUST\b.* 1\b.* 1\b", line)]
    assert rows
    assert [("\x1b[" in row) for row in rows] == [coloured] * len(rows)


def test_a_long_contract_does_not_look_like_a_run_that_hangs(project: Project) -> None:
    project.write(
        "slow.py",
        "import threading",
        "from subject import client",
        "from pytest_realtime.pytest_integration import progress as alive",
        "told = threading.Event()",
        "alive.INTERVAL, alive.LOG_IDLE_SECONDS = 0.01, 0.0",
        "update = alive.Progress.update",
        "def looking(self, now):",
        "    update(self, now)",
        "    if self._running:",
        "        told.set()",
        "alive.Progress.update = looking",
        "def patient():",
        "    return client('patient', lambda wire_type, text: told.wait(30) and text)",
    )
    project.write("pytest.ini", "[pytest]", "pythonpath = .")
    told = ["* s at patient-must.audio-pcm.maximal-form-is-kept"]
    result = project.contracts("--realtime-client=slow:patient", "--realtime-timeout=40")
    assert_outcomes(result, 0, passed=1)
    result.stdout.fnmatch_lines(told)
    quiet = project.contracts("--realtime-client=subject:faithful", "-q", "-p", "slow")
    quiet.stdout.no_fnmatch_line(told[0])


@pytest.mark.parametrize("ci", ["", "true"])
def test_one_failure_of_each_cause_is_told_in_full(
    project: Project, ci: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    many = project.contracts("--junitxml=junit.xml", client="nullless", only="null-is-kept")
    text = text_of(many)
    failed = many.parseoutcomes()["failed"]
    assert failed > 10
    assert text.count("\nwhy     ") == 1
    assert f"{failed - 1} more failed with the same causes and are not printed; all with -v" in text
    suite = ElementTree.parse(project.path / "junit.xml").getroot()
    assert sum("\nwhy     " in (node.text or "") for node in suite.iter("failure")) == failed


@pytest.mark.parametrize("ci", ["", "true"])
def test_verbose_runs_tell_all_failures_in_full(project: Project, ci: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", ci)
    many = project.contracts("-v", client="nullless", only="null-is-kept")
    assert text_of(many).count("\nwhy     ") == many.parseoutcomes()["failed"] > 10
    assert "; in full with -v" not in text_of(many)


def test_the_list_of_failures_names_the_cause(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = project.contracts(client="nullless", only=NULL)
    result.stdout.fnmatch_lines(
        [f"FAILED *{NULL}? - null-dropped RealtimeAudioConfigInput.turn_detection (1 contract)"]
    )
