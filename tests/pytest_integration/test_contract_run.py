"""Contract runs under pytest's own options, and beside a user's own tests."""

import pytest

from tests.pytest_integration.user_project import NULL, PCM, Project, assert_outcomes, text_of

NOTHING = "no contract was run. Check -k, -m and the types that the client lists"


def test_last_failed(project: Project) -> None:
    first = project.contracts(client="null_dropper", only=f"{NULL} or {PCM}")
    assert_outcomes(first, 1, failed=1, passed=1)
    again = project.pytest("--realtime-contracts", "--realtime-client=subject:null_dropper", "--lf", "-q")
    assert_outcomes(again, 1, failed=1)
    assert NULL in text_of(again)


@pytest.mark.fresh_interpreter
def test_strict_options_together(project: Project) -> None:
    options = ["-p", "no:cacheprovider", "--import-mode=importlib", "--strict-markers", "--strict-config"]
    result = project.contracts(*options, "--junitxml=junit.xml", client="faithful")
    assert_outcomes(result, 0, passed=1)
    assert not (project.path / ".pytest_cache").exists()
    assert "realtime_contract" in (project.path / "junit.xml").read_text(encoding="utf-8")


def test_collecting_asks_nothing_and_reports_nothing(project: Project) -> None:
    result = project.contracts("--collect-only", "-q", "--realtime-report=report.json", client="raising_adapter")
    assert result.ret == 0
    result.stdout.fnmatch_lines([f"*test_contracts.py::test_contract[[]adapter-{PCM}]"])
    assert "Realtime contracts" not in text_of(result)
    assert not (project.path / "report.json").exists()


def test_no_contract_selected_is_no_success(project: Project) -> None:
    result = project.contracts(client="faithful", only="nothing_like_this")
    assert_outcomes(result, 1)
    result.stdout.fnmatch_lines([NOTHING])


def test_nothing_applicable_is_no_success_with_workers_either(project: Project) -> None:
    result = project.contracts("-n2", client="with_nothing_to_ask")
    assert_outcomes(result, 1, skipped=1)
    result.stdout.fnmatch_lines(["with-nothing-to-ask *", "*MUST *0 *0 *0 *0 *1", NOTHING])


def test_own_tests_and_snapshots_stay_the_users(project: Project) -> None:
    project.write("pytest.ini", "[pytest]", "testpaths = own")
    project.write("own/test_own.py", "def test_own(snapshot):", "    assert {'a': 1} == snapshot")
    assert project.pytest("--snapshot-update").ret == 0
    snapshots = project.path / "own" / "__snapshots__" / "test_own.ambr"
    before = snapshots.read_text(encoding="utf-8")
    both = f"{PCM} or test_own"
    assert_outcomes(project.contracts(client="faithful", only=both), 0, passed=2)
    assert_outcomes(project.contracts("own", client="faithful", only=both), 0, passed=2)
    assert snapshots.read_text(encoding="utf-8") == before
    assert [file.name for file in snapshots.parent.iterdir()] == ["test_own.ambr"]


def test_failing_own_test_is_not_covered_up(project: Project) -> None:
    project.write("own/test_own.py", "def test_own():", "    assert False")
    result = project.contracts("own", client="faithful", only=f"{PCM} or test_own")
    assert_outcomes(result, 1, passed=1, failed=1)
