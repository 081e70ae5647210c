"""Generated payloads in a run: switched off, remembered, shared through a folder and through Redis."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest

from tests.pytest_integration.user_project import Project, assert_outcomes, assert_usage_error, text_of

DRAWN = "must.realtime-session-create-request.generated-payloads-are-kept"


def test_a_failure_is_kept_as_a_file_and_asked_first(project: Project) -> None:
    first = project.contracts(client="nullless", only=DRAWN)
    assert_outcomes(first, 1, failed=1)
    (kept,) = (project.path / "realtime-regressions").glob("*.json")
    assert json.loads(kept.read_text())["wire_type"] == "RealtimeSessionCreateRequest"
    again = project.contracts(
        "--realtime-report=report.json", "--realtime-examples=1", client="nullless", only=DRAWN
    )
    assert_outcomes(again, 1, failed=1)
    kept.unlink()
    assert_outcomes(project.contracts(client="faithful", only=DRAWN), 0, passed=1)


def test_no_examples_leave_the_drawn_contracts_out(project: Project) -> None:
    result = project.contracts("--realtime-examples=0", client="faithful", only="realtime-call-reject-request.")
    assert "generated" not in text_of(
        project.contracts("--realtime-examples=0", "--collect-only", client="faithful")
    )
    assert result.ret == 0


def test_a_broken_corpus_file_is_a_usage_error(project: Project) -> None:
    project.write("realtime-regressions/x.json", "{")
    assert_usage_error(project.contracts(client="faithful"), "x.json", "fix or delete it")


@pytest.mark.parametrize("url", ["postgres://x/1", "http://localhost"])
def test_an_unknown_kind_of_database_is_a_usage_error(project: Project, url: str) -> None:
    result = project.contracts(f"--realtime-database={url}", client="faithful")
    assert_usage_error(result, url, "allowed: a folder, or redis://")


def test_a_folder_brings_a_failure_to_the_next_run(project: Project) -> None:
    shared = "--realtime-database=examples"
    first = project.contracts(shared, client="nullless", only=DRAWN)
    assert_outcomes(first, 1, failed=1)
    assert sent(first)
    shutil.rmtree(project.path / "realtime-regressions")
    second = project.contracts(shared, "--realtime-examples=1", client="nullless", only=DRAWN)
    assert_outcomes(second, 1, failed=1)
    assert sent(second) == sent(first)


def sent(result: pytest.RunResult) -> str:
    """The payload that a failure shows."""
    lines = result.stdout.lines
    return next(lines[index + 1] for index, line in enumerate(lines) if line.startswith("input "))


@pytest.fixture
def redis() -> Iterator[str]:
    """A Redis server of the test's own, on a free loopback port."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("needs redis-server, of the package redis-server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("redis-server does not answer")


def test_redis_brings_a_failure_to_another_machine(project: Project, redis: str) -> None:
    shared = f"--realtime-database={redis}"
    first = project.contracts(shared, client="nullless", only=DRAWN)
    assert_outcomes(first, 1, failed=1)
    shutil.rmtree(project.path / "realtime-regressions")
    shutil.rmtree(project.path / ".hypothesis", ignore_errors=True)
    second = project.contracts(shared, "--realtime-examples=1", client="nullless", only=DRAWN)
    assert_outcomes(second, 1, failed=1)
    assert sent(second) == sent(first)
    assert_outcomes(project.contracts(shared, client="faithful", only=DRAWN), 0, passed=1)


def test_a_redis_that_is_away_is_a_warning(project: Project) -> None:
    arguments = ["--realtime-contracts", "--realtime-client=subject:faithful", "-k", DRAWN, "-p", "no:randomly"]
    result = project.run_plainly(*arguments, "--realtime-database=redis://127.0.0.1:1/0")
    assert_outcomes(result, 0, passed=1)
    assert "can't be used" in text_of(result)


def test_the_same_is_drawn_under_xdist(project: Project) -> None:
    few = ("--realtime-examples=20", "--realtime-report=report.json")
    project.contracts(*few, client="nullless", only="generated-payloads-are-kept")
    alone = project.report()["results"]
    shutil.rmtree(project.path / "realtime-regressions")
    project.contracts(*few, "-n", "2", client="nullless", only="generated-payloads-are-kept")
    spread = project.report()["results"]
    assert [{**result, "seconds": 0} for result in spread] == [{**result, "seconds": 0} for result in alone]
