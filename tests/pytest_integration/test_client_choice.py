"""Which client a run is of: the ways to name one, their order, and what can go wrong with each."""

import pytest

from tests.pytest_integration.user_project import PCM, Project, assert_outcomes, assert_usage_error, text_of

FIXTURE = """
import pytest, subject

@pytest.fixture
def realtime_client():
    return {}
"""


def hook(value: str) -> str:
    return f"import subject\ndef pytest_realtime_client(config):\n    return {value}"


def test_registered_client(project: Project) -> None:
    pytest.importorskip("openai")
    result = project.contracts("--realtime-client=openai")
    assert_outcomes(result, 0, passed=1)
    result.stdout.fnmatch_lines(["openai * (python, inproc)"])


def test_option_comes_before_ini_hook_and_fixture(project: Project) -> None:
    project.write("pytest.ini", "[pytest]", "realtime_client = subject:failing")
    project.write("conftest.py", hook("subject.failing()"), FIXTURE.format("subject.failing()"))
    result = project.contracts(client="second")
    assert_outcomes(result, 0, passed=1)
    result.stdout.fnmatch_lines(["second 1.0 (python, inproc)"])


def test_ini_comes_before_hook_and_fixture(project: Project) -> None:
    project.write("pytest.ini", "[pytest]", "realtime_contracts = true", "realtime_client = subject:second")
    project.write("conftest.py", hook("subject.failing()"), FIXTURE.format("subject.failing()"))
    result = project.pytest("-k", PCM)
    assert_outcomes(result, 0, passed=1)
    result.stdout.fnmatch_lines(["second 1.0 (python, inproc)"])


def test_hook_comes_before_fixture(project: Project) -> None:
    project.write("conftest.py", hook("subject.second()"), FIXTURE.format("subject.failing()"))
    result = project.contracts()
    assert_outcomes(result, 0, passed=1)
    result.stdout.fnmatch_lines(["second 1.0 (python, inproc)"])


def test_hook_of_the_tests_folder_and_two_workers(project: Project) -> None:
    project.write("tests/conftest.py", hook("['subject:faithful', subject.second()]"))
    result = project.contracts("-n2")
    assert_outcomes(result, 0, passed=2)
    result.stdout.fnmatch_lines(["second 1.0 *", "subject 1.0 *"])


def test_fixture_of_the_root_conftest(project: Project) -> None:
    project.write("conftest.py", FIXTURE.format("subject.second()"))
    result = project.contracts()
    assert_outcomes(result, 0, passed=1)
    result.stdout.fnmatch_lines(["*from the fixture realtime_client*", "second 1.0 *"])


def test_fixture_out_of_sight_of_the_contracts(project: Project) -> None:
    project.write("tests/conftest.py", FIXTURE.format("subject.second()"))
    assert_usage_error(project.contracts(), "no client to test. Set --realtime-client=NAME")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("7", "the fixture realtime_client returned an object of type int; allowed: a Client"),
        ("subject.raising_card()", "the fixture realtime_client: the client does not start: RuntimeError"),
    ],
)
def test_fixture_that_brings_no_client(project: Project, value: str, told: str) -> None:
    project.write("conftest.py", FIXTURE.format(value))
    result = project.contracts()
    assert_outcomes(result, 1, errors=1)
    assert told in text_of(result)
    assert "Traceback" not in text_of(result)


def test_two_clients_are_two_columns(project: Project) -> None:
    result = project.contracts("--realtime-client=subject:second", "-v", client="faithful")
    assert_outcomes(result, 0, passed=2)
    result.stdout.fnmatch_lines([f"*[[]subject-{PCM}] PASSED*", f"*[[]second-{PCM}] PASSED*"], consecutive=False)
    result.stdout.fnmatch_lines(["second 1.0 *", "*MUST  *1 *", "subject 1.0 *", "*MUST  *1 *"])


@pytest.mark.fresh_interpreter
def test_no_client(project: Project) -> None:
    ways = ["--realtime-client=NAME", "--realtime-client=MODULE:ATTRIBUTE", "realtime_client = ...", "ini file"]
    ways += ["the hook pytest_realtime_client(config)", "the fixture realtime_client in the root conftest"]
    assert_usage_error(project.contracts(), *ways)


@pytest.mark.parametrize(
    ("client", "told"),
    [
        ("opnai", "there is no registered client 'opnai' (did you mean 'openai'?)"),
        ("nowhere:client", "there is no module 'nowhere'"),
        ("broken:client", "importing the module 'broken' failed: SyntaxError"),
        ("subject:faithfull", "subject has no attribute 'faithfull' (did you mean 'faithful'?)"),
        ("subject:number", "'subject:number' is an object of type int; allowed: a Client"),
        ("subject:failing", "'subject:failing' was called and failed: RuntimeError: no luck"),
        ("subject:raising_card", "the client does not start: RuntimeError: adapter broken"),
        ("subject:wrong_card", "the client's card is an object of type int; allowed: a Card"),
    ],
)
def test_name_that_leads_to_no_client(project: Project, client: str, told: str) -> None:
    project.write("broken.py", "client = (")
    assert_usage_error(project.contracts(f"--realtime-client={client}"), f"--realtime-client={client}: ", told)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("7", "the hook pytest_realtime_client returned int; allowed: a Client, a SPEC"),
        ("subject.failing()", "the hook pytest_realtime_client failed: RuntimeError: no luck"),
        ("[]", "no client to test. Set --realtime-client=NAME"),
        ("subject.wrong_card()", "the hook pytest_realtime_client: the client's card is an object of type int"),
    ],
)
def test_hook_that_brings_no_client(project: Project, value: str, told: str) -> None:
    project.write("conftest.py", hook(value))
    assert_usage_error(project.contracts(), told)


def test_one_name_for_two_clients_told_with_workers_too(project: Project) -> None:
    result = project.contracts("--realtime-client=subject:faithful", "-n2", client="faithful")
    assert_usage_error(result, "two clients of this run are called 'subject'", "give each card a different name")


def test_rude_adapters_end_in_results(project: Project) -> None:
    result = project.contracts(
        "--realtime-client=subject:adapter_without_outcome",
        "--realtime-client=subject:faithful",
        client="crasher",
    )
    assert_outcomes(result, 1, passed=1, failed=2)
    assert "the client's adapter returned an object of type str; allowed: a Response" in text_of(result)


def test_raising_adapter(project: Project) -> None:
    result = project.contracts(client="raising_adapter")
    assert_outcomes(result, 1, failed=1)
    result.stdout.fnmatch_lines(
        ["driver-error: *observed the client's adapter raised RuntimeError: adapter broken"]
    )
    result.stderr.fnmatch_lines(["pytest-realtime: closing the client 'adapter' failed: adapter broken"])
