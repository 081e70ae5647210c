"""Findings about a conversation fail a test with both frames; what a test expects does not."""

import pytest

from tests.server_testing.user_module import Module

SLOW = (
    "from pytest_realtime.server.api import *",
    "@pytest.fixture",
    "def realtime_scenario(): return Scenario(turns=(Turn.unfinished(),))",
)
TWICE = """talk(realtime_server, *['{"type": "response.create"}'] * 2, until="error")"""
COMMIT = """talk(realtime_server, '{"type": "input_audio_buffer.commit"}')"""


def test_a_second_response_fails_with_both_frames(module: Module) -> None:
    result = module.run(*SLOW, "def test_own(realtime_server):", f"    {TWICE}")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        [
            "The client broke the conversation with the local Realtime server (1 finding).",
            "out-of-order: expected response.done first, observed response.create while a response goes on",
            "in ResponseCreateEvent, a message on connection 1 (/realtime), frame *",
            '  {"type": "response.create"}',
            "with response.create of the client (frame *)",
            '  {"type": "response.create"}',
            "answer  conversation_already_has_active_response: *",
            "why     One response at a time writes to the conversation: *",
            "source  O9*",
            'intended?  allow it with realtime_server.expect_out_of_order("O9")',
        ]
    )


def test_a_refusal_fails_with_the_answer(module: Module) -> None:
    result = module.run("def test_own(realtime_server):", f"    {COMMIT}")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        [
            "refused: expected accepted, observed input_audio_buffer_commit_empty: *",
            "in InputAudioBufferCommitEvent, a message on connection 1 (/realtime)",
            "with error of the server",
            '  {"type": "error", *',
            "why     A commit creates an item but no response*",
            'intended?  allow it with realtime_server.expect_refusal("input_audio_buffer_commit_empty")',
        ]
    )


def test_a_closed_beta_and_a_refused_request_fail_too(module: Module) -> None:
    result = module.run(
        "def test_own(realtime_server):",
        "    headers = {'Authorization': f'Bearer {realtime_server.api_key}', 'OpenAI-Beta': 'realtime=v1'}",
        "    with connect(realtime_server.ws_url + '?model=m', additional_headers=headers) as socket:",
        "        assert json.loads(socket.recv(30))['error']['code'] == 'beta_api_shape_disabled'",
        "    post(realtime_server, '/realtime/calls/rtc_none/hangup', b'')",
        "    assert not [each for each in realtime_server.findings if each.kind != 'refused']",
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        [
            "*(2 findings).",
            "refused: expected accepted, observed beta_api_shape_disabled: *",
            "in GET /realtime, a request",
            "refused: expected accepted, observed call_not_found: HTTP 404, *",
            "in POST /realtime/calls/rtc_none/hangup, a request",
        ]
    )


def test_a_client_that_breaks_the_protocol_is_cut_off_and_fails(module: Module) -> None:
    lines = (
        "def break_it(server):",
        "    headers = {'Authorization': f'Bearer {server.api_key}'}",
        "    with connect(server.ws_url + '?model=m', additional_headers=headers) as socket:",
        "        socket.recv(30)",
        "        socket.socket.sendall(b'\\x83\\x80' + bytes(4))  # a frame of a kind that does not exist",
        "        with pytest.raises(Exception): socket.recv(30)",
        "def test_own(realtime_server):",
        "    break_it(realtime_server)",
        "def test_meant(realtime_server):",
        "    with realtime_server.expect_refusal('1002'): break_it(realtime_server)",
    )
    result = module.run(*lines)
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(
        ["refused: expected accepted, observed 1002: *", "in a connection that was cut off"]
    )


@pytest.mark.parametrize(
    ("mark", "body"),
    [
        ("", f"realtime_server.expect_out_of_order(); {TWICE}"),
        ("", f"realtime_server.expect_out_of_order('O9'); {TWICE}"),
        ("", f"realtime_server.expect_refusal(); {TWICE}"),
        ("", f"with realtime_server.expect_refusal('conversation_already_has_active_response'): {TWICE}"),
        ("", f"with realtime_server.expect_out_of_order('O9'): {TWICE}"),
        ("@pytest.mark.realtime_out_of_order('O9')", TWICE),
        ("@pytest.mark.realtime_refused", TWICE),
        ("@pytest.mark.realtime_refused(code='input_audio_buffer_commit_empty')", COMMIT),
    ],
)
def test_what_is_expected_does_not_fail(module: Module, mark: str, body: str) -> None:
    module.run(*SLOW, mark, "def test_own(realtime_server):", f"    {body}").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (
            f"realtime_server.expect_refusal('other'); {COMMIT}",
            "No client sent the expected refused message: other",
        ),
        (
            f"realtime_server.expect_out_of_order('O9'); {COMMIT}",
            "No client sent the expected event out of order: O9",
        ),
        (f"realtime_server.expect_invalid(); {COMMIT}", "refused: expected accepted, *"),
    ],
)
def test_something_else_still_fails(module: Module, body: str, line: str) -> None:
    result = module.run("def test_own(realtime_server):", f"    {body}")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([line])


def test_unknown_rules_are_rejected(module: Module) -> None:
    result = module.run("def test_own(realtime_server):", "    realtime_server.expect_out_of_order('Z9')")
    result.stdout.fnmatch_lines(["*unknown API rule 'Z9'*"])


def test_a_rejected_key_can_be_what_a_test_is_about(module: Module) -> None:
    result = module.run(
        "def test_own(realtime_server):",
        "    with realtime_server.expect_refusal('invalid_api_key'), contextlib.suppress(Exception):",
        "        connect(realtime_server.ws_url + '?model=m')",
    )
    result.assert_outcomes(passed=1)


def test_what_is_owed_at_the_end_is_shown(module: Module) -> None:
    lines = (
        "from pytest_realtime.server.api import *",
        "def test_own(realtime_server_factory):",
        "    server = realtime_server_factory(Scenario(turns=(Turn(function='roll'),)))",
        "    talk(server, '{\"type\": \"response.create\"}', until='response.done')",
    )
    module.run(*lines).assert_outcomes(passed=1)
    result = module.run(*lines, arguments=("--realtime-fail-level=should",))
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["out-of-order: expected an answer to call_*, observed none until the end"])
