"""Waiting for clients: by condition, with a deadline, from sync and async tests, with an error that explains."""

import asyncio
import threading

import pytest
from websockets.asyncio.client import connect as connect_async
from websockets.sync.client import connect

from pytest_realtime.server.records import Connection, Request
from tests.server.harness import ask, event, head, serving


def test_wakes_when_the_client_has_done_it() -> None:
    with serving() as server:

        def act() -> None:
            with connect(server.ws_url) as client:
                for number in range(3):
                    client.send(event("session.update", session={"n": number}))
                client.send(event("response.create"))

        acting = threading.Thread(target=act)
        acting.start()
        connection = server.wait_for_connection()
        frames = connection.wait_for_messages(3, type="session.update")
        assert [f'"n": {number}' in frame.text for number, frame in enumerate(frames)] == [True] * 3
        connection.wait_for_messages(1, type="response.create")
        connection.wait_closed()
        server.wait_for(lambda server: server.connections[0].close_code == 1000)
        acting.join()


def test_async_tests_await_the_same() -> None:
    async def test() -> None:
        with serving() as server:
            async with connect_async(server.ws_url) as client:
                waiting = asyncio.create_task(server.until(lambda server: server.connections[0].client_messages))
                await client.send(event("session.update"))
                await waiting
                connection = await server.until_connection()
                assert len(await connection.until_messages(1, type="session.update")) == 1
                assert (await server.until_request()).path == "/realtime"
            await connection.until_closed()
            with pytest.raises(
                TimeoutError,
                match=r"Only 1 of 2 WebSocket connections opened within 0\.01 s\. Received so far: 1 request",
            ):
                await server.until_connection(2, timeout=0.01)
            with pytest.raises(TimeoutError, match="Received so far: 2 frames"):
                await connection.until(lambda connection: False, timeout=0.01)

    asyncio.run(test())


def test_trio_tests_await_the_same() -> None:
    trio = pytest.importorskip("trio", reason="trio is not installed")

    async def test() -> None:
        with serving() as server:
            asking = threading.Timer(0, ask, (server, head("POST", "/v1/realtime/sessions", "Connection: close")))
            asking.start()
            assert (await server.until_request()).path == "/realtime/sessions"
            with pytest.raises(TimeoutError, match=r"Only 1 of 2 HTTP requests received within 0\.01 s"):
                await server.until_request(2, timeout=0.01)
            asking.join()

    trio.run(test)


def test_a_timeout_says_what_is_missing_and_what_was_received() -> None:
    with serving() as server:
        ask(server, head("POST", "/v1/realtime/client_secrets", "Authorization: SECRET", "Connection: close"))
        with connect(server.ws_url + "?model=SECRET") as client:
            client.send(event("session.update", key="SECRET"))
            client.send("no JSON")
            connection = server.wait_for_connection()
            connection.wait_for_messages(2)
            with pytest.raises(TimeoutError) as late:
                server.wait_for(lambda server: len(server.requests) == 7, timeout=0.01)
            with pytest.raises(TimeoutError) as later:
                connection.wait_for_messages(2, type="session.update", timeout=0.01)
    assert str(late.value) == (
        "Condition `server.wait_for(lambda server: len(server.requests) == 7, timeout=0.01)` not met within 0.01 s."
        " Received so far: 2 requests: POST /realtime/client_secrets, GET /realtime; "
        "1 connection: (2 frames: session.update of 43 bytes, text of 7 bytes)."
    )
    start = "Only 1 of 2 session.update received within 0.01 s. Received so far: 2 frames: "
    assert str(later.value).startswith(start)


def test_a_timeout_names_the_condition_in_the_words_of_the_test() -> None:
    with (
        serving() as server,
        pytest.raises(TimeoutError, match=r"Condition 'a miracle' not met within 0 s\. Received so far: nothing\."),
    ):
        server.wait_for(lambda server: False, timeout=0, what="a miracle")


def test_a_timeout_says_who_was_rejected() -> None:
    with serving() as server:
        ask(server, head("GET", "/v1/realtime", host="example.com"))
        with pytest.raises(
            TimeoutError, match="Rejected clients: 1, the last with 421: this server answers only to"
        ):
            server.wait_for_connection(timeout=0.01)


def test_a_timeout_hints_at_a_blocked_event_loop() -> None:
    async def test() -> None:
        with (
            serving() as server,
            pytest.raises(TimeoutError, match=r"blocks the event loop\. In async code use `await …until_…"),
        ):
            server.wait_for_request(timeout=0.01)

    asyncio.run(test())


def test_a_timeout_says_that_the_server_does_not_run() -> None:
    with serving() as server:
        server.stop()
        with pytest.raises(TimeoutError, match="The server is not running"):
            server.wait_for_connection(timeout=0.01)


def test_a_condition_that_is_true_already_needs_no_timeout() -> None:
    with serving() as server:
        server.wait_for(lambda server: True, timeout=0)


def test_an_error_in_the_condition_is_raised_in_the_test() -> None:
    with serving() as server, pytest.raises(IndexError):
        server.wait_for(lambda server: server.connections[0])


def test_a_connection_without_a_server_can_be_read() -> None:
    connection = Connection(Request("GET", "/realtime", "/v1/realtime", {}, (), b"", 0.0, 0))
    assert connection.messages() == []
    with pytest.raises(TimeoutError, match=r"No message received within 0 s\. Received so far: nothing\."):
        connection.wait_for_messages(timeout=0)
