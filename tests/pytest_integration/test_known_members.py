"""Members that a user declares as known: no findings of a contract run, beside the user's own tests."""

import pytest

from tests.pytest_integration.user_project import Project, assert_outcomes, assert_usage_error, text_of

MINIMAL = "must.server-vad.minimal-form-is-kept"
CLIENT = """
import json

from pytest_realtime.clients import Card, InProcessClient


def with_newest(value):
    if not isinstance(value, dict):
        return value
    more = {"newest": None} if value.get("type") == "server_vad" else {}
    return {name: with_newest(item) for name, item in value.items()} | more


def newer(wire_type, text):
    return json.dumps(with_newest(json.loads(text)))


types = dict.fromkeys(["ServerVad", "TurnDetection", "RealtimeAudioConfigInput"], frozenset({"roundtrip"}))
client = InProcessClient(Card("newer", types=types), roundtrip=newer)
"""
OWN = """
import pydantic
import pytest

from pytest_realtime import wire

NEWER = {"type": "server_vad", "newest": 1}


def test_mine():
    assert wire.dump("ServerVad", wire.validate("TurnDetection", NEWER)) == NEWER
    with pytest.raises(pydantic.ValidationError):
        wire.validate("ServerVad", {**NEWER, "later": 1})
    with pytest.raises(pydantic.ValidationError):
        wire.validate("SemanticVad", {**NEWER, "type": "semantic_vad"})
"""
RUN = ("--realtime-contracts", "--realtime-client=newer_client:client", "-k", f"{MINIMAL} or test_mine")


@pytest.fixture
def newer(project: Project) -> Project:
    """A project with a test of its own, whose client writes a member that no wire type declares."""
    project.write("newer_client.py", CLIENT)
    project.write("tests/test_own.py", OWN)
    return project


def test_an_undeclared_member_is_a_finding(newer: Project) -> None:
    result = newer.pytest(*RUN)
    assert_outcomes(result, 1, failed=2)
    result.stdout.fnmatch_lines(["*null-invented /newest*"])


@pytest.mark.parametrize(
    "options",
    [
        ["--realtime-known-members=ServerVad.newest"],
        ["--realtime-known-members=SemanticVad.other, ServerVad.newest"],
        ["--realtime-known-members", "SemanticVad.other", "--realtime-known-members", "ServerVad.newest"],
        ["-o", "realtime_known_members=ServerVad.newest"],
        ["--realtime-known-members=ServerVad.newest", "-o", "realtime_known_members=wrong"],
    ],
    ids=len,
)
def test_a_member_that_is_declared_is_none(newer: Project, options: list[str]) -> None:
    assert_outcomes(newer.pytest(*RUN, *options), 0, passed=2)


def test_a_client_may_write_it_in_every_place(newer: Project) -> None:
    run = ("--realtime-contracts", "--realtime-client=newer_client:client", "-k", "kept and detection")
    result = newer.pytest(*run, "--realtime-known-members=ServerVad.newest", "--realtime-report=report.json")
    assert result.ret == 0, text_of(result)
    assert newer.report()["causes"] == []


def test_the_rerun_command_declares_it_too(newer: Project) -> None:
    result = newer.pytest(*RUN, "--realtime-known-members=ServerVad.later")
    assert_outcomes(result, 1, failed=2)
    result.stdout.fnmatch_lines(["rerun *--realtime-known-members=ServerVad.later -k*"])


ALLOWED = "allowed: TYPE.MEMBER, with an object that clients write and a member that it does not declare"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ServerVad", "'ServerVad' is not a place"),
        ("", "'' is not a place"),
        ("/session/newest", "such as RealtimeSessionCreateRequest.new_setting"),
        (
            "ServerVad.newest,SessionUpdateEvent.session.newest",
            "'SessionUpdateEvent.session.newest' is not a place",
        ),
        ("ServerVat.newest", "ServerVat is not an object that clients write (did you mean 'ServerVad'?)"),
        ("TurnDetection.newest", "TurnDetection is not an object that clients write"),
        ("SessionCreatedEvent.newest", "SessionCreatedEvent is not an object that clients write"),
        ("ServerVad.threshold", "'ServerVad.threshold': ServerVad declares this member"),
        ("ServerVad.eagerness", "'ServerVad.eagerness': eagerness belongs to semantic_vad only (X2)"),
    ],
)
def test_what_is_no_newer_member_is_one_usage_error(newer: Project, text: str, told: str) -> None:
    assert_usage_error(
        newer.pytest(f"--realtime-known-members={text}"), "--realtime-known-members: ", told, ALLOWED
    )


def test_a_wrong_line_of_the_ini_file_is_one_too(newer: Project) -> None:
    newer.write("pytest.ini", "[pytest]", "realtime_known_members =", "    ServerVad.newest", "    nothing")
    assert_usage_error(newer.pytest(), "--realtime-known-members: 'nothing' is not a place", ALLOWED)
