"""The fixture ``realtime_server``: what passes, what fails at teardown, and with which message."""

import pytest

from tests.server_testing.user_module import Module


@pytest.mark.fresh_interpreter
def test_valid_payloads_pass_and_are_recorded(module: Module) -> None:
    result = module.run(
        "def test_own(realtime_server):",
        '    events = talk(realtime_server, \'{"type": "session.update", "session": {"type": "realtime", '
        '"audio": {"input": {"turn_detection": null}}}}\', '
        '\'{"type": "session.update", "session": {"type": "realtime", "instructions": "Hi"}}\')',
        "    assert [event['type'] for event in events] == ['session.created'] + ['session.updated'] * 2",
        "    updates = realtime_server.session_updates",
        "    assert len(updates) == 2",
        "    assert updates.first == {'type': 'realtime', 'audio': {'input': {'turn_detection': None}}}",
        "    assert updates.last == updates.all[1] == {'type': 'realtime', 'instructions': 'Hi'}",
        "    assert updates.merged == {**updates.first, **updates.last}",
        "    assert realtime_server.findings == []",
        "    assert realtime_server.requests[0].header('authorization') == f'Bearer {realtime_server.api_key}'",
        "    assert realtime_server.environment['OPENAI_BASE_URL'].startswith('http://127.0.0.1:')",
    )
    result.assert_outcomes(passed=1)


def test_invalid_payloads_fail_at_teardown_with_their_place_and_reason(module: Module) -> None:
    result = module.run(
        "def test_own(realtime_server):",
        '    answers = talk(realtime_server, \'{"type": "session.update", "session": {"type": "realtime", '
        '"tools": [{"type": "mcp", "server_label": "a", "server_url": "https://example.com", "authorization": '
        '"confidential"}], "instructions": null}}\')',
        "    assert answers[-1]['error']['param'] == 'session.instructions'",
        "    assert str(realtime_server.findings[0]) == 'null-invented /session/instructions'",
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        [
            "The client sent invalid payloads to the local Realtime server (1 finding).",
            "null-invented /session/instructions: expected absent, observed null",
            "in SessionUpdateEvent, a message on connection 1 (/realtime)",
            '  …*"instructions": null}}',
            "  *^^^^",
            "why     Only members that declare null may be null*",
            "source  N3 · #/components/schemas/RealtimeClientEventSessionUpdate",
            "rerun      pytest 'test_own.py::test_own'",
            'intended?  allow it with realtime_server.expect_invalid("null-invented", "/session/instructions")',
        ]
    )
    assert "confidential" not in result.stdout.str()


def test_bodies_are_checked_too_and_keys_are_masked(module: Module) -> None:
    result = module.run(
        "def test_own(realtime_server):",
        '    answer = post(realtime_server, \'/realtime/client_secrets\', b\'{"expires_after": {"seconds": 1}, '
        '"session": {"type": "realtime", "instructions": "ek_hidden"}}\')',
        "    assert answer.status == 400",
        "    print('the key is', realtime_server.api_key)",
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        [
            "value-changed /expires_after/seconds: *observed 1",
            "in RealtimeClientSecretCreateRequest, the body of POST*",
        ]
    )
    assert "ek_hidden" not in result.stdout.str()


WRONG = 'talk(realtime_server, \'{"type": "session.update", "session": {}}\')'


@pytest.mark.parametrize(
    ("mark", "body"),
    [
        ("", f"realtime_server.expect_invalid(); {WRONG}"),
        ("", f"realtime_server.expect_invalid('member-dropped'); {WRONG}"),
        ("", f"realtime_server.expect_invalid(pointer='/session/type'); {WRONG}"),
        ("", f"with realtime_server.expect_invalid('member-dropped', '/session/type'): {WRONG}"),
        ("", f"with realtime_server.expect_invalid(): {WRONG}"),
        ("@pytest.mark.realtime_invalid", WRONG),
        ("@pytest.mark.realtime_invalid('member-dropped', pointer='/session/type')", WRONG),
        ("", "realtime_server.expect_no_connection()"),
        ("@pytest.mark.realtime_invalid", "realtime_server.expect_no_connection()"),
    ],
)
def test_what_is_allowed_does_not_fail(module: Module, mark: str, body: str) -> None:
    module.run(mark, "def test_own(realtime_server):", f"    {body}").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("mark", "body", "line"),
    [
        (
            "",
            f"realtime_server.expect_invalid('null-invented'); {WRONG}",
            "No client sent the expected invalid payload: null-invented",
        ),
        (
            "",
            f"realtime_server.expect_invalid('member-dropped', '/x'); {WRONG}",
            "No client sent the expected invalid payload: member-dropped /x",
        ),
        (
            "@pytest.mark.realtime_invalid('not-json')",
            WRONG,
            "No client sent the expected invalid payload: not-json",
        ),
    ],
)
def test_a_named_finding_has_to_occur(module: Module, mark: str, body: str, line: str) -> None:
    result = module.run(mark, "def test_own(realtime_server):", f"    {body}")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([line, "member-dropped /session/type: *"])


def test_a_block_sees_only_what_is_sent_in_it(module: Module) -> None:
    result = module.run(
        "def test_early(realtime_server):",
        f"    {WRONG}",
        "    with realtime_server.expect_invalid(timeout=0.05): pass",
        "def test_late(realtime_server):",
        f"    with realtime_server.expect_invalid(): {WRONG}",
        f"    {WRONG}",
    )
    result.assert_outcomes(passed=1, failed=1, errors=2)


@pytest.mark.parametrize(
    ("mark", "body"),
    [
        ("", "realtime_server.expect_invalid('null-invent')"),
        ("@pytest.mark.realtime_invalid('null-invent')", "pass"),
    ],
)
def test_unknown_finding_kinds_are_rejected(module: Module, mark: str, body: str) -> None:
    result = module.run(mark, "def test_own(realtime_server):", f"    {body}")
    result.stdout.fnmatch_lines(["*unknown finding kind 'null-invent' (did you mean 'null-invented'?); allowed: *"])


def test_a_client_that_never_connects_fails_with_a_hint(module: Module) -> None:
    result = module.run(
        "def test_own(realtime_server): pass",
        "def test_skipped(realtime_server): pytest.skip('no client here')",
    )
    result.assert_outcomes(passed=1, skipped=1, errors=1)
    result.stdout.fnmatch_lines(
        ["No client connected to the local Realtime server*", "*OPENAI_BASE_URL*", "If the client connects late*"]
    )


@pytest.mark.parametrize(
    ("request_", "line"),
    [
        ("connect(realtime_server.ws_url + '?model=m')", "  401: GET /realtime: the key is neither*"),
        ("post(realtime_server, '/models', b'')", "  404: POST /v1/models: this path or call does not exist"),
        (
            "post(realtime_server, '/realtime/calls/rtc_none/hangup', b'')",
            "  404: POST /realtime/calls/*: this path or*",
        ),
        ("post(realtime_server, '/realtime/sessions', b'{}')", "  404: POST /realtime/sessions: this path or*"),
        ("talk(Elsewhere(realtime_server))", "  404: GET /realtime: this path or call does not exist"),
    ],
)
def test_a_rejected_client_has_not_connected(module: Module, request_: str, line: str) -> None:
    result = module.run(
        "class Elsewhere:",
        "    def __init__(self, server):",
        "        self.api_key, self.ws_url = server.api_key, server.ws_url + '?call_id=rtc_none&'",
        "def test_own(realtime_server):",
        f"    with contextlib.suppress(Exception): {request_}",
        "def test_meant(realtime_server):",
        "    realtime_server.expect_no_connection()",
        f"    with contextlib.suppress(Exception): {request_}",
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["No client connected*", "Rejected connections:", line])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            '{"type": "response.cancel", "type": "response.cancel"}',
            ["duplicate-key /type: *", "why     If a key occurs twice*", "source  C4*"],
        ),
        (
            '{"type":',
            [
                "not-json: *",
                "in a message on connection 1 (/realtime)",
                "why     JSON parsers reject*",
                "source  RFC 8259",
            ],
        ),
        ("[1]", ["type-changed: expected an object*", "in a message on*", "why     Every event is an object*"]),
    ],
)
def test_what_is_not_an_event_fails_with_a_reason(module: Module, text: str, lines: list[str]) -> None:
    result = module.run("def test_own(realtime_server):", f"    talk(realtime_server, {text!r})")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(lines)


def test_a_test_that_failed_shows_what_passed_last(module: Module) -> None:
    result = module.run(
        "def test_own(realtime_server):",
        '    talk(realtime_server, *[\'{"type": "input_audio_buffer.clear"}\'] * 2)',
        "    realtime_server.wait_for(lambda server: False, timeout=0.01)",
    )
    result.assert_outcomes(failed=1)
    lines = [
        "*Captured realtime teardown*",
        "connection 1 (/realtime), * messages, the last ones:",
        "  server  session.created",
        "  client  input_audio_buffer.clear*",
        "  server  input_audio_buffer.cleared*",
        "  closed with 1000",
    ]
    result.stdout.fnmatch_lines(lines)
    assert "client  " not in str(module.run("def test_own(realtime_server):", "    talk(realtime_server)").stdout)


def test_unknown_events_do_not_fail(module: Module) -> None:
    lines = ("def test_own(realtime_server):", '    talk(realtime_server, \'{"type": "session.newest"}\')')
    module.run(*lines).assert_outcomes(passed=1)


def test_a_should_fails_at_that_level_only(module: Module) -> None:
    audio = '{"input": {"format": {"type": "audio/pcmu", "rate": 8000}}}'
    sent = f'{{"type": "session.update", "session": {{"type": "realtime", "audio": {audio}}}}}'
    lines = ("def test_own(realtime_server):", f"    talk(realtime_server, '{sent}')")
    module.run(*lines).assert_outcomes(passed=1)
    module.run(*lines, arguments=("--realtime-fail-level=should",)).assert_outcomes(passed=1, errors=1)


NEWER = 'talk(realtime_server, \'{"type": "session.update", "session": {"type": "realtime", "newest": 1}}\')'


def test_an_undeclared_member_fails_until_the_option_or_the_ini_file_declares_it(
    module: Module, pytester: pytest.Pytester
) -> None:
    lines = ("def test_own(realtime_server):", f"    answer = {NEWER}[-1]", "    print('answer:', answer['type'])")
    result = module.run(*lines, arguments=("-s",))
    result.assert_outcomes(passed=1, errors=1)
    place = "RealtimeSessionCreateRequest.newest"
    result.stdout.fnmatch_lines(
        [
            "*answer: error*",
            "is not a member of RealtimeSessionCreateRequest [[]MUST]",
            f"newer?     declare it with --realtime-known-members={place}",
        ]
    )
    known = module.run(*lines, arguments=("-s", f"--realtime-known-members={place}"))
    known.assert_outcomes(passed=1)
    known.stdout.fnmatch_lines(["*answer: session.updated*"])
    pytester.makeini(f"[pytest]\nrealtime_known_members = RealtimeAudioConfig.newest, {place}")
    module.run(*lines).assert_outcomes(passed=1)


def test_scenarios_and_several_servers(module: Module) -> None:
    result = module.run(
        "from pytest_realtime.server.api import Scenario, Turn",
        "@pytest.fixture",
        "def realtime_scenario(): return Scenario(turns=(Turn('Overridden.'),))",
        "def test_override(realtime_server):",
        "    events = talk(realtime_server, '{\"type\": \"response.create\"}', until='response.done')",
        "    assert 'Overridden.' in str(events)",
        "def test_several(realtime_server_factory):",
        "    one, other = realtime_server_factory(Scenario(created='minimal')), realtime_server_factory()",
        "    assert one.api_key != other.api_key and one.port != other.port",
        "    assert sorted(talk(one)[0]['session']) == ['id', 'object', 'type']",
        "    assert len(talk(other)[0]['session']) > 3",
    )
    result.assert_outcomes(passed=2)


def test_a_sync_test_can_run_async_code_without_a_plugin(module: Module) -> None:
    result = module.run(
        "import asyncio",
        "from websockets.asyncio.client import connect",
        "def test_own(realtime_server):",
        "    async def main():",
        "        headers = {'Authorization': f'Bearer {realtime_server.api_key}'}",
        "        async with connect(realtime_server.ws_url + '?model=m', additional_headers=headers) as socket:",
        '            await socket.send(\'{"type": "response.create"}\')',
        "            connection = await realtime_server.until_connection()",
        "            [frame] = await connection.until_messages(type='response.create')",
        "            return frame.text",
        '    assert asyncio.run(main()) == \'{"type": "response.create"}\'',
    )
    result.assert_outcomes(passed=1)


def test_an_error_of_the_server_is_not_blamed_on_the_client(module: Module) -> None:
    result = module.run(
        "class Broken:",
        "    def apply(self, message_count, actions): raise RuntimeError('a fault of the test itself')",
        "from pytest_realtime.server.api import Scenario",
        "def test_own(realtime_server_factory):",
        "    server = realtime_server_factory(Scenario(faults=(Broken(),)))",
        "    with contextlib.suppress(Exception): talk(server)",
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        ["The local Realtime server itself failed, not the client: *a fault of the test itself*"]
    )


@pytest.mark.parametrize("kept", [1000, 1])
def test_too_many_connections_fail_with_the_reason(module: Module, kept: int) -> None:
    result = module.run(
        "from pytest_realtime.server.limits import ServerLimits",
        "def test_own(realtime_server_factory, monkeypatch):",
        f"    monkeypatch.setattr('pytest_realtime.server.recorder.MAX_REJECTIONS', {kept})",
        "    server = realtime_server_factory(limits=ServerLimits(total_sockets=2))",
        "    for _ in range(4):",
        "        with contextlib.suppress(Exception): talk(server)",
        f"    assert len(server.rejected) == {min(kept, 2)}",
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["Too many connections: the server rejected 2 of them, the last because *"])


def test_clients_that_insist_on_tls_trust_the_bundle(module: Module) -> None:
    result = module.run(
        "import ssl",
        "def test_own(realtime_server_factory):",
        "    server = realtime_server_factory(tls=True)",
        "    trust = ssl.create_default_context(cafile=str(server.ca_bundle))",
        "    headers = {'Authorization': f'Bearer {server.api_key}'}",
        "    with connect(server.ws_url + '?model=m', additional_headers=headers, ssl=trust) as socket:",
        "        assert json.loads(socket.recv(30))['type'] == 'session.created'",
        "def test_absent(realtime_server_factory): realtime_server_factory(tls=True)",
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["The server uses TLS: *realtime_server.ca_bundle*SSL_CERT_FILE*"])
