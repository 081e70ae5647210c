"""Contracts and the user's own tests in one run: what each command line collects, in a folder with own tests."""

import re

import pytest

from pytest_realtime.suite.manifest import contracts
from tests.pytest_integration.user_project import NULL, PCM, Project, Result, assert_outcomes, text_of

PREFIX = "pytest_realtime/contracts/"
NOTHING = "no contract was run. Check -k, -m and the types that the client lists"
BOTH = ("-k", f"{PCM} or test_mine")
INI = ("[pytest]", "realtime_contracts = true", "realtime_client = subject:faithful")


@pytest.fixture
def own(project: Project) -> Project:
    """A project with tests of its own, and contracts switched on in its ini file."""
    project.write("pytest.ini", *INI, "testpaths = tests")
    project.write("tests/test_own.py", "def test_mine(): pass", "def test_realtime_thing(): pass")
    return project


def node_ids(result: Result) -> list[str]:
    """The tests that a run with ``--collect-only -q`` lists."""
    return [line for line in result.outlines if "::" in line]


def failed_ids(result: Result) -> list[str]:
    """The node ids of failed tests, as the run printed them."""
    return [line.split(" ", 2)[1] for line in result.outlines if line.startswith("FAILED ")]


def assert_no_contracts(result: Result, **outcomes: int) -> None:
    """The run passed, and is one of own tests only."""
    assert_outcomes(result, 0, **outcomes)
    assert PREFIX not in text_of(result)
    assert "Realtime contracts" not in text_of(result)


@pytest.mark.parametrize("testpaths", ["testpaths = tests", "addopts = tests", ""])
def test_a_plain_run_collects_own_tests_and_all_contracts(own: Project, testpaths: str) -> None:
    own.write("pytest.ini", *INI, testpaths)
    found = node_ids(own.pytest("--collect-only", "-q"))
    assert found[:2] == ["tests/test_own.py::test_mine", "tests/test_own.py::test_realtime_thing"]
    assert len(found) == 2 + len(contracts())
    assert all(id_.startswith(PREFIX) for id_ in found[2:])


def test_the_option_adds_contracts_to_own_tests(own: Project) -> None:
    own.write("pytest.ini", "[pytest]", "testpaths = tests")
    for paths in ([], ["tests"], ["tests/test_own.py::test_mine"]):
        assert_outcomes(own.contracts(*paths, *BOTH, client="faithful"), 0, passed=2)


@pytest.mark.parametrize("named", ["tests/test_own.py::test_mine", "tests", "."])
def test_own_tests_that_are_named_run_without_contracts(own: Project, named: str) -> None:
    result = own.pytest(named)
    assert_no_contracts(result, passed=1 if "::" in named else 2)
    assert "realtime:" not in text_of(result)


def test_a_selection_of_own_tests_is_a_success_that_keeps_the_last_report(own: Project) -> None:
    own.write("pytest.ini", *INI, "realtime_report = report.json", "markers = mine")
    own.write("tests/test_marked.py", "import pytest", "@pytest.mark.mine", "def test_marked(): pass")
    own.write("report.json", "of the last full run")
    assert_no_contracts(own.pytest("-k", "test_mine or realtime_thing"), passed=2)
    assert_no_contracts(own.pytest("-m", "mine", "-n2"), passed=1)
    assert (own.path / "report.json").read_text(encoding="utf-8") == "of the last full run\n"


def test_a_command_line_that_asks_for_contracts_and_runs_none_is_no_success(own: Project) -> None:
    result = own.pytest("--realtime-contracts", "-k", "test_mine")
    assert_outcomes(result, 1, passed=1)
    result.stdout.fnmatch_lines([NOTHING])


def test_check_runs_contracts_only_from_any_folder(own: Project) -> None:
    own.write("tests/test_broken.py", "raise RuntimeError('never imported')")
    own.write("tests/subject.py", "from pathlib import Path", "exec(Path('../subject.py').read_text())")
    for folder in (own.path, own.path / "tests"):
        own.change_to(folder)
        assert_outcomes(own.command("check", "subject:faithful", "-k", f"{PCM} or test_mine"), 0, passed=1)


def test_printed_node_ids_run_again_as_printed(own: Project) -> None:
    own.write("pytest.ini", *INI[:2], "realtime_client = subject:null_dropper")
    own.write("tests/test_own.py", "def test_mine(): assert 0")
    for folder in (own.path / "tests", own.path):
        own.change_to(folder)
        printed = failed_ids(own.pytest("-k", f"{NULL} or test_mine"))
        assert [NULL in id_ for id_ in printed] == [False, True]
        assert failed_ids(own.pytest(*printed)) == printed
    assert_outcomes(own.pytest(printed[1], "-n2"), 1, failed=1)


def test_node_ids_that_check_printed_run_again_without_naming_the_client(own: Project) -> None:
    own.write("pytest.ini", "[pytest]")
    printed = failed_ids(own.command("check", "subject:null_dropper", "-k", f"{NULL} or {PCM}"))
    assert len(printed) == 1
    again = own.pytest(*printed)
    assert_outcomes(again, 1, failed=1)
    assert failed_ids(again) == printed
    assert_outcomes(own.pytest(*printed, "--realtime-client=subject:faithful"), 2, errors=1)


def test_node_ids_of_more_than_one_contract(own: Project) -> None:
    (id_,) = node_ids(own.pytest("--collect-only", "-q", "-k", PCM))
    module, function = id_.partition("::")[0], id_.partition("[")[0]
    for wider in (PREFIX, module, function, f"tests/../{module}"):
        assert_outcomes(own.pytest(wider, *BOTH), 0, passed=1)
    assert_outcomes(own.pytest(id_, "tests"), 0, passed=3)


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_a_node_id_that_is_no_contract(own: Project, workers: str) -> None:
    wrong = f"{PREFIX}test_forms.py::test_forms[subject-must.nothing-like-this]"
    result = own.pytest(wrong, workers)
    assert result.ret in (1, 2)
    result.stdout.fnmatch_lines([f"not found: {wrong.replace('[', '[[]')}"])
    assert "Traceback" not in text_of(result)


@pytest.mark.parametrize("rest", ["", ".test_contracts", f".test_contracts::test_contract[subject-{PCM}]"])
def test_contracts_named_as_a_package_or_module(own: Project, rest: str) -> None:
    result = own.contracts("--pyargs", f"pytest_realtime.contracts{rest}", client="faithful")
    assert_outcomes(result, 0, passed=1)


def test_a_module_that_is_not_there(own: Project) -> None:
    result = own.contracts("--pyargs", "pytest_realtime.contracts.test_others", client="faithful")
    assert_outcomes(result, 2, errors=1)
    assert "not found: pytest_realtime/contracts/test_others.py" in text_of(result)


def test_a_folder_of_that_name_stays_the_users(own: Project) -> None:
    own.write(f"{PREFIX}test_forms.py", "def test_theirs(): pass")
    assert_no_contracts_but_theirs = own.pytest(f"{PREFIX}test_forms.py")
    assert_outcomes(assert_no_contracts_but_theirs, 0, passed=1)
    assert "Realtime contracts" not in text_of(assert_no_contracts_but_theirs)


def test_last_failed_first_failed_and_new_first(own: Project) -> None:
    own.write("pytest.ini", *INI[:2], "realtime_client = subject:null_dropper")
    own.write("tests/test_own.py", "def test_mine(): assert 0", "def test_realtime_thing(): pass")
    some = ("-k", f"{NULL} or {PCM} or tests")
    failed = failed_ids(own.pytest(*some))
    assert [NULL in id_ for id_ in failed] == [False, True]
    again = own.pytest("--lf")
    assert_outcomes(again, 1, failed=2)
    assert failed_ids(again) == failed
    found = node_ids(own.pytest("--ff", "--collect-only", "-q", *some))
    assert (len(found), found[:2]) == (4, failed)
    assert len(node_ids(own.pytest("--nf", "--collect-only", "-q", *some))) == 4
    # What failed of the contracts only, with own tests that passed.
    own.write("tests/test_own.py", "def test_mine(): pass")
    assert_outcomes(own.pytest("tests"), 0, passed=1)
    assert failed_ids(own.pytest("--lf")) == failed[1:]


def test_the_first_failure_ends_the_run(own: Project) -> None:
    own.write("tests/test_own.py", "def test_mine(): assert 0")
    own.write("pytest.ini", *INI, "realtime_report = report.json")
    assert_outcomes(own.pytest("-x", *BOTH), 1, failed=1)
    assert not (own.path / "report.json").exists()


def test_deselected_and_ignored(own: Project) -> None:
    own.write("tests/test_more.py", "def test_more(): pass")
    some = ("-k", f"{PCM} or tests")
    assert_outcomes(own.pytest(*some, "--ignore=tests/test_more.py"), 0, passed=3)
    assert_outcomes(own.pytest(*some, f"--deselect={PREFIX}"), 0, passed=3)
    assert_outcomes(own.pytest(*some, "--deselect=tests/test_own.py"), 0, passed=2)


@pytest.mark.parametrize("mode", ["prepend", "append", "importlib"])
def test_workers_import_modes_and_a_package_with_our_names(own: Project, mode: str) -> None:
    own.write("contracts/__init__.py")
    own.write("contracts/test_forms.py", "def test_mine_too(): pass")
    own.write("pytest.ini", *INI)
    assert_outcomes(own.pytest(f"--import-mode={mode}", "-n2", *BOTH), 0, passed=3)


def test_other_names_of_tests(own: Project) -> None:
    own.write("pytest.ini", *INI, "python_files = check_*.py", "python_functions = check_*")
    own.write("tests/check_mine.py", "def check_test_mine(): pass")
    own.write(
        "conftest.py",
        "import sys",
        "def pytest_unconfigure(config):",
        f"    found = [name for name in sys.modules if name.startswith({PREFIX.replace('/', '.')!r} + 'test_')]",
        "    print('rewritten:', {type(sys.modules[name].__loader__).__name__ for name in found})",
    )
    result = own.pytest(*BOTH)
    assert_outcomes(result, 0, passed=2)
    result.stdout.fnmatch_lines(["rewritten: {'AssertionRewritingHook'}"])


def test_a_root_folder_above(own: Project) -> None:
    own.write("package/test_inner.py", "def test_mine_inside(): pass")
    own.change_to(own.path / "package")
    assert_outcomes(own.pytest(*BOTH), 0, passed=2)
    own.change_to(own.path)
    own.write("other/pytest.ini", *INI, "pythonpath = ..")
    assert_outcomes(own.pytest(*BOTH, "--rootdir=other", "-c", "other/pytest.ini"), 0, passed=3)


def test_beside_other_plugins(own: Project) -> None:
    own.write(
        "tests/test_flaky.py",
        "runs = []",
        "def test_mine_in_the_end():",
        "    runs.append(1)",
        "    assert len(runs) > 1",
    )
    result = own.run_plainly(*BOTH, "-p", "randomly", "--reruns=1", "-p", "no:cacheprovider", "-v")
    assert_outcomes(result, 0, passed=3, rerun=1)


def test_conftests_of_own_folders(own: Project) -> None:
    own.write("pytest.ini", *INI[:2])
    own.write(
        "tests/conftest.py",
        "import pytest, subject",
        "def pytest_realtime_client(config): return subject.second()",
        "@pytest.fixture",
        "def mine(): return 1",
    )
    own.write("tests/test_own.py", "def test_mine(mine): assert mine == 1")
    result = own.pytest(*BOTH)
    assert_outcomes(result, 0, passed=2)
    result.stdout.fnmatch_lines(["second 1.0 *"])


def test_own_snapshots_can_be_updated(own: Project) -> None:
    own.write("tests/test_own.py", "def test_mine(snapshot): assert {'a': 1} == snapshot")
    assert_outcomes(own.pytest("--snapshot-update", *BOTH), 0, passed=2)
    assert (own.path / "tests" / "__snapshots__" / "test_own.ambr").exists()


def test_contracts_beside_own_tests_are_one_short_block(own: Project) -> None:
    own.write("pytest.ini", *INI[:2], "realtime_client = subject:few")
    result = own.pytest("-k", "null or own or wrong-type")
    text = text_of(result)
    assert result.ret == 0, text
    after = text.partition("[100%]")[2]
    (block,) = re.findall(r"^=+ Realtime contracts =+$(.*?)^=+ .* =+$", after, re.MULTILINE | re.DOTALL)
    assert block.count("\n") <= 25, block
    assert "No contract failed." in block
    # Neither what syrupy says of our golden texts, nor a letter for each contract that does not apply.
    assert "snapshot" not in after
    assert "ss" not in text.partition("collected")[2].partition("[100%]")[0]
    assert result.parseoutcomes()["skipped"] > 100
