"""The fixtures in ``async def`` tests, and beside other plugins.

The plugins are in the extra ``plugins``; where they are not installed these tests skip, or fail with
``REALTIME_REQUIRE_PLUGINS=all``.
"""

from importlib.util import find_spec

import pytest

from tests.required import PLUGINS, absent
from tests.server_testing.user_module import Module

NONE = ("-p", "no:asyncio", "-p", "no:trio")
STRICT = ("-p", "no:trio", "-o", "asyncio_default_fixture_loop_scope=function")
AUTO = (*STRICT, "-o", "asyncio_mode=auto")
TRIO = ("-p", "no:asyncio")
TALK = (
    "import anyio",
    'INVALID = \'{"type": "session.update", "session": {}}\'',
    "async def turn(server, *texts):",
    "    reading = anyio.create_task_group()",
    "    async with reading as tasks:",
    "        tasks.start_soon(anyio.to_thread.run_sync, lambda: talk(server, *texts))",
    "        connection = await server.until_connection()",
    "        await connection.until_messages(len(texts))",
    "        await connection.until_closed()",
)


def needs(*modules: str) -> None:
    for name in modules:
        if find_spec(name) is None:
            absent(f"{name} is not installed: pip install 'pytest-realtime[plugins]'", PLUGINS)


def test_without_a_plugin_an_async_test_fails_with_what_to_do(module: Module) -> None:
    result = module.run(
        "async def test_own(realtime_server): raise AssertionError('never reached')",
        "async def test_fresh(realtime_fresh_server): raise AssertionError('never reached')",
        arguments=NONE,
    )
    # No error at teardown says that no client connected.
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(
        [
            "async def functions are not natively supported.",
            "*Captured realtime call*",
            "No plugin ran this `async def` test. Install one, and mark the test for it: @pytest.mark.asyncio *",
        ]
    )


ASYNC = (
    *TALK,
    "MARK",
    "async def test_right(realtime_server): await turn(realtime_server)",
    "MARK",
    "async def test_wrong(realtime_server): await turn(realtime_server, INVALID)",
    "MARK",
    "@pytest.mark.realtime_invalid('member-dropped')",
    "async def test_marked(realtime_server): await turn(realtime_server, INVALID)",
    "MARK",
    "async def test_expected(realtime_server):",
    "    with realtime_server.expect_invalid(): await turn(realtime_server, INVALID)",
    "MARK",
    "async def test_fresh(realtime_fresh_server):",
    "    with realtime_fresh_server() as server: await turn(server)",
    "    with realtime_fresh_server() as server: await turn(server, INVALID)",
    "MARK",
    "async def test_late(realtime_server):",
    "    with pytest.raises(TimeoutError, match='Received so far: nothing'):",
    "        await realtime_server.until_connection(timeout=0.01)",
    "    await turn(realtime_server)",
)


@pytest.mark.parametrize(
    ("mark", "arguments", "plugins"),
    [
        ("@pytest.mark.asyncio", STRICT, ["pytest_asyncio"]),
        ("", AUTO, ["pytest_asyncio"]),
        ("@pytest.mark.anyio", NONE, ["anyio"]),
        ("@pytest.mark.anyio", NONE, ["anyio", "trio"]),
        ("@pytest.mark.trio", TRIO, ["pytest_trio"]),
    ],
    ids=["asyncio-strict", "asyncio-auto", "anyio-asyncio", "anyio-trio", "trio"],
)
def test_async_tests_are_checked_as_others(
    module: Module, mark: str, arguments: tuple[str, ...], plugins: list[str]
) -> None:
    needs(*plugins)
    result = module.run(
        "@pytest.fixture",
        f"def anyio_backend(): return '{'trio' if 'trio' in plugins else 'asyncio'}'",
        *(line.replace("MARK", mark) for line in ASYNC),
        arguments=arguments,
    )
    result.assert_outcomes(passed=5, failed=1, errors=1)
    result.stdout.fnmatch_lines(
        ["*ERROR at teardown of test_wrong*", "member-dropped /session/type: *", "*_ test_fresh _*"]
    )


def test_async_fixtures_hypothesis_timeouts_and_coverage_with_asyncio(module: Module) -> None:
    needs("pytest_asyncio", "pytest_cov", "pytest_timeout")
    result = module.run(
        "import asyncio, time",
        "from hypothesis import given, settings, strategies as st",
        *TALK,
        "@pytest.fixture",
        "async def connection(realtime_server):",
        "    await turn(realtime_server)",
        "    return realtime_server.connections[0]",
        "async def test_fixture(connection): assert connection.closed",
        "@settings(deadline=None, max_examples=10, database=None, derandomize=True)",
        "@given(number=st.integers(0, 9))",
        "async def test_given(realtime_fresh_server, number):",
        "    with realtime_fresh_server() as server: await turn(server, *[INVALID] * (number > 3))",
        "@pytest.mark.timeout(0.5)",
        "def test_hangs(realtime_server):",
        "    talk(realtime_server, INVALID)",
        "    realtime_server.wait_for_connection(2, timeout=30)",
        "async def test_blocks(realtime_server):",
        "    with pytest.raises(TimeoutError, match='blocks the event loop'):",
        "        realtime_server.wait_for_connection(timeout=0.01)",
        "    await turn(realtime_server)",
        arguments=(*AUTO, "--cov=test_own", "--cov-report=term-missing"),
    )
    result.assert_outcomes(passed=2, failed=2, errors=1)
    result.stdout.fnmatch_lines(
        [
            "*ERROR at teardown of test_hangs*",
            "member-dropped /session/type: *",
            "*_ test_given _*",
            "*number=4,",
            "*_ test_hangs _*",
            "*Failed: Timeout *from pytest-timeout.",
            "test_own.py *",
        ]
    )


def test_trio_takes_examples_of_hypothesis(module: Module) -> None:
    needs("pytest_trio")
    result = module.run(
        "from hypothesis import given, settings, strategies as st",
        *TALK,
        "@pytest.mark.trio",
        "@settings(deadline=None, max_examples=10, database=None, derandomize=True)",
        "@given(number=st.integers(0, 9))",
        "async def test_given(realtime_fresh_server, number):",
        "    with realtime_fresh_server() as server: await turn(server, *[INVALID] * (number > 3))",
        arguments=TRIO,
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*number=4,", "*member-dropped /session/type: *"])
