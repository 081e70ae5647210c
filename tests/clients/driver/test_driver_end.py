"""How drivers end: they are ended with all that they started, and started again a few times, whatever they do."""

import _thread
import threading
import time
from pathlib import Path

import pytest

from pytest_realtime.clients import Response
from pytest_realtime.clients.driver import DriverClient
from tests.clients.driver.processes import (
    CRASHED,
    TEXT,
    WROTE,
    Make,
    children,
    command,
    perform,
)


def test_a_grandchild_is_ended_too(make: Make) -> None:
    response = perform(make("grandchild"))
    pid = int(response.message.rpartition(" ")[2])
    assert_gone(pid)


def test_a_noisy_grandchild_does_not_hang_the_caller(make: Make, tmp_path: Path) -> None:
    response = perform(make("noisy-grandchild", str(tmp_path / "pid")), timeout=5)
    assert response.status is CRASHED
    assert_gone(int((tmp_path / "pid").read_text()))


def assert_gone(pid: int) -> None:
    """Nobody's child any more, it is gone when whoever takes orphans has taken it."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        status = Path(f"/proc/{pid}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.01)
    pytest.fail(f"process {pid} keeps running")


def test_five_restarts_and_no_more(make: Make) -> None:
    client = make("exits")
    responses = [perform(client) for _ in range(6)]
    assert {response.status for response in responses} == {CRASHED}
    assert all("exit status 3" in response.message for response in responses)
    last = perform(client)
    assert last.status is CRASHED
    assert "was not started again: it has been restarted 5 times" in last.message
    assert children() == set()
    assert client.card.name == "subject"


def test_a_driver_that_does_not_start_again(make: Make, tmp_path: Path) -> None:
    client = make("hello-once", str(tmp_path / "started"))
    responses = [perform(client) for _ in range(8)]
    assert {response.status for response in responses} == {CRASHED}
    assert "did not start: at hello, " in responses[1].message
    assert "(exit status 5)" in responses[5].message
    assert "not started again" in responses[6].message


@pytest.mark.parametrize("behaviour", ["stays", "mute-at-bye", "floods-at-bye", "exits-at-bye"])
def test_a_driver_that_does_not_exit_is_killed(behaviour: str, make: Make) -> None:
    client = make(behaviour)
    assert perform(client) == Response(WROTE, TEXT)
    started = time.monotonic()
    client.close()
    assert time.monotonic() - started < 30
    assert children() == set()


def test_an_interrupt_ends_the_driver_and_goes_on(make: Make) -> None:
    client = make("hangs")
    assert client.card
    timer = threading.Timer(0.3, _thread.interrupt_main)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        perform(client, timeout=20)
    timer.join()
    assert children() == set()


def test_a_client_that_nobody_closes() -> None:
    client = DriverClient(command("honest"))
    perform(client)
    del client
