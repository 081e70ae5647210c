"""What a user's own tests can ask for: the client, the cases, and help on both."""

import pytest

from pytest_realtime.endpoints import PAYLOADS
from pytest_realtime.payloads.cases.write import Case
from tests.pytest_integration.user_project import Project, assert_outcomes, text_of

OWN = """
def test_client(realtime_client):
    print("asked of", realtime_client.card.name)
"""


@pytest.mark.realtime_cases("SessionUpdateEvent", "RealtimeSessionCreateRequest", aspect="null-is-kept")
def test_cases_are_lifted_and_narrowed(realtime_case: Case) -> None:
    assert realtime_case.wire_type in ("SessionUpdateEvent", "RealtimeSessionCreateRequest")
    assert realtime_case.aspect == "null-is-kept"
    assert "null" in realtime_case.text


@pytest.mark.realtime_cases(direction="read", aspect="zero-is-read")
def test_cases_of_what_servers_send(realtime_case: Case) -> None:
    assert realtime_case.direction == "read"


@pytest.mark.fresh_interpreter
def test_client_in_a_run_without_contracts(project: Project) -> None:
    project.write("test_own.py", OWN)
    named = ["--realtime-client=subject:faithful", "--realtime-client=subject:second"]
    result = project.pytest("-s", *named)
    assert_outcomes(result, 0, passed=2)
    result.stdout.fnmatch_lines(["*asked of subject*", "*asked of second*"])


def test_client_that_nobody_named(project: Project) -> None:
    project.write("test_own.py", OWN)
    result = project.pytest()
    assert_outcomes(result, 1, errors=1)
    result.stdout.fnmatch_lines(["no client to test. Set *"])
    assert "Traceback" not in text_of(result)
    assert "pytest_integration/clients.py" not in text_of(result)


def test_own_override_wraps_nothing_and_is_used(project: Project) -> None:
    project.write(
        "conftest.py",
        "import pytest, subject",
        "@pytest.fixture",
        "def realtime_client():",
        "    return subject.second()",
    )
    project.write("test_own.py", OWN)
    result = project.pytest("-s")
    assert_outcomes(result, 0, passed=1)
    result.stdout.fnmatch_lines(["*asked of second*"])


WRONG = {
    "@pytest.mark.realtime_cases('SessionUpdateEvnt')": "did you mean 'SessionUpdateEvent'?",
    "@pytest.mark.realtime_cases('response.create')": "name its wire type: ResponseCreateEvent or LegacyResponse",
    "@pytest.mark.realtime_cases('response.cretae')": "type of an event (did you mean 'response.create'?)",
    "@pytest.mark.realtime_cases(7)": "the marker realtime_cases takes wire type names, direction=",
    "@pytest.mark.realtime_cases(direction='up')": "the marker realtime_cases takes wire type names, direction=",
    "@pytest.mark.realtime_cases(aspects='null-is-kept')": "the marker realtime_cases takes wire type names",
    "@pytest.mark.realtime_cases(aspect='null-is-kpt')": "(did you mean 'null-is-kept'?); allowed: ",
    "@pytest.mark.realtime_cases('TracingMode', aspect='null-is-kept')": "realtime_cases selects no case",
}


def test_wrong_markers(project: Project) -> None:
    for number, marker in enumerate(WRONG):
        project.write(f"test_wrong_{number}.py", "import pytest", marker, "def test_case(realtime_case): pass")
    result = project.pytest()
    assert_outcomes(result, 2, errors=len(WRONG))
    told = text_of(result)
    assert [text for text in WRONG.values() if text not in told] == []
    assert "Traceback" not in told
    assert "parametrize.py" not in told


def test_fixtures_are_described(project: Project) -> None:
    result = project.pytest("--fixtures", "-q")
    assert result.ret == 0
    told = text_of(result)
    assert [name for name in PAYLOADS if f"A factory of {name} models: Factory[{name}]." not in told] == []
    for line in (
        "The client under test: the one that --realtime-client, the ini file or the hook names.",
        "One enumerated case: a payload of a wire type, and what it tests.",
    ):
        assert line in told
    ours = told[told.index("from pytest_realtime.fixtures") :]
    assert "no docstring available" not in ours.split("\n---")[0]
