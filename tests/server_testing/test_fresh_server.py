"""The fixture ``realtime_fresh_server``: a server per example, checked at the end of its block."""

from tests.server_testing.user_module import Module

HYPOTHESIS = (
    "from hypothesis import HealthCheck, given, settings, strategies as st",
    "from pytest_realtime.server.api import Scenario, Turn",
    "quick = settings(deadline=None, max_examples=15, database=None, derandomize=True)",
    "def update(server, text):",
    "    session = {'type': 'realtime', 'instructions': None if len(text) > 2 else text}",
    "    return talk(server, json.dumps({'type': 'session.update', 'session': session}))",
)


def test_a_finding_fails_its_example_so_that_hypothesis_shrinks_it(module: Module) -> None:
    result = module.run(
        *HYPOTHESIS,
        "@quick",
        "@given(text=st.text('a', max_size=9))",
        "def test_wrong(realtime_fresh_server, text):",
        "    with realtime_fresh_server() as server: update(server, text)",
        "keys = set()",
        "@quick",
        "@given(text=st.text('a', max_size=2))",
        "def test_right(realtime_fresh_server, text):",
        "    with realtime_fresh_server(Scenario(turns=(Turn(text + '!'),))) as server:",
        "        assert update(server, text)[-1]['type'] == 'session.updated'",
        "        assert len(server.session_updates) == len(server.requests) == 1",
        "        assert server.api_key not in keys",
        "        keys.add(server.api_key)",
        "@quick",
        "@given(text=st.text('a', max_size=2))",
        "def test_one_server_for_all(realtime_server, text): update(realtime_server, text)",
        "@settings(quick, suppress_health_check=[HealthCheck.function_scoped_fixture])",
        "@given(text=st.text('a', max_size=9))",
        "def test_checked_late(realtime_server, text): update(realtime_server, text)",
    )
    result.assert_outcomes(passed=2, failed=2, errors=1)
    result.stdout.fnmatch_lines(
        [
            "*ERROR at teardown of test_checked_late*",
            "null-invented /session/instructions: expected absent, observed null",
            "*Captured realtime setup*",
            "realtime_server is one server for all examples of @given*",
            "*_ test_wrong _*",
            "*The client sent invalid payloads to the local Realtime server (1 finding).",
            "*null-invented /session/instructions: expected absent, observed null",
            "*rerun      pytest 'test_own.py::test_wrong'",
            "*text='aaa',",
            "*_ test_one_server_for_all _*",
            "*uses a function-scoped fixture 'realtime_server'*",
            "*Captured realtime setup*",
            "*`with realtime_fresh_server() as server:` in the test.",
        ]
    )


INVALID = """'{"type": "session.update", "session": {}}'"""


def test_each_block_is_checked_at_its_end(module: Module) -> None:
    result = module.run(
        f"INVALID = {INVALID}",
        "def test_the_second_round(realtime_fresh_server):",
        "    done = []",
        "    for texts in ([], [INVALID], []):",
        "        with realtime_fresh_server() as server:",
        "            assert server.is_running",
        "            talk(server, *texts)",
        "        done.append(texts)",
        "def test_not_connected(realtime_fresh_server):",
        "    with realtime_fresh_server(): pass",
        "def test_a_note(realtime_fresh_server):",
        "    with realtime_fresh_server() as server:",
        "        talk(server, INVALID)",
        "        assert not server.session_updates.merged, 'own complaint'",
        "        raise ValueError('own error')",
        "def test_skipped(realtime_fresh_server):",
        "    with realtime_fresh_server(): pytest.skip('nothing to do')",
        "@pytest.mark.realtime_invalid('member-dropped')",
        "def test_marked(realtime_fresh_server):",
        "    with realtime_fresh_server() as server: talk(server, INVALID)",
        "@pytest.mark.realtime_invalid('member-dropped')",
        "def test_marked_for_each(realtime_fresh_server):",
        "    with realtime_fresh_server() as server: talk(server, INVALID)",
        "    with realtime_fresh_server() as server: talk(server)",
        "def test_allowed(realtime_fresh_server):",
        "    with realtime_fresh_server() as server:",
        "        with server.expect_invalid(): talk(server, INVALID)",
        "    with realtime_fresh_server(compression=True) as server: server.expect_no_connection()",
    )
    result.assert_outcomes(passed=2, failed=4, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "*_ test_the_second_round _*",
            "*member-dropped /session/type: *",
            "*rerun      pytest 'test_own.py::test_the_second_round'",
            "*_ test_not_connected _*",
            "*No client connected to the local Realtime server*",
            "*_ test_a_note _*",
            "E   ValueError: own error",
            "E   The client sent invalid payloads to the local Realtime server (1 finding).",
            "E   connection 1 (/realtime), * messages, the last ones:",
            "*_ test_marked_for_each _*",
            "*No client sent the expected invalid payload: member-dropped",
        ]
    )


def test_other_fixtures_modules_and_unittest_can_use_it(module: Module) -> None:
    result = module.run(
        "import unittest",
        "@pytest.fixture(scope='module')",
        "def app(realtime_fresh_server):",
        "    with realtime_fresh_server() as server: yield talk(server)",
        "def test_app(app): assert app[0]['type'] == 'session.created'",
        "class TestApp(unittest.TestCase):",
        "    @pytest.fixture(autouse=True)",
        "    def take(self, realtime_server, realtime_fresh_server):",
        "        self.server, self.fresh = realtime_server, realtime_fresh_server",
        "    def test_turn(self):",
        "        for number in range(2):",
        "            with self.subTest(number=number), self.fresh() as server: talk(server)",
        f"        talk(self.server, {INVALID})",
        "class TestAsync(unittest.IsolatedAsyncioTestCase):",
        "    @pytest.fixture(autouse=True)",
        "    def take(self, realtime_server): self.server = realtime_server",
        "    async def test_turn(self):",
        "        import asyncio",
        "        await asyncio.to_thread(talk, self.server)",
        "        await self.server.until_connection()",
    )
    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(["*ERROR at teardown of TestApp.test_turn*", "member-dropped /session/type: *"])
