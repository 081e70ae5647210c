"""HTTP/1.1: requests are recorded as they were sent, and clients can read every reply."""

import http.client
import json
import urllib.request

import pytest
from websockets.sync.client import connect

from pytest_realtime.server.actions import Accept, Reply
from pytest_realtime.server.records import Request
from tests.server.harness import ScriptedApi, ask, event, head, knock, rest, serving


def test_records_a_request_as_it_was_sent() -> None:
    lines = ("authorization: Bearer  k", "X-Odd:  two  words\t", "x-odd: again", "Content-Length: 4")
    with serving() as server:
        ask(server, head("POST", "/v1/realtime/calls?b=%41&a=1&a=2", *lines, "Connection: close") + "\r\n\0x")
        request = server.wait_for_request()
    assert (request.method, request.path) == ("POST", "/realtime/calls")
    assert request.target == "/v1/realtime/calls?b=%41&a=1&a=2"
    assert request.query == {"b": "A", "a": "2"}
    assert request.headers == (
        ("Host", "localhost"),
        ("authorization", "Bearer  k"),
        ("X-Odd", "two  words"),
        ("x-odd", "again"),
        ("Content-Length", "4"),
        ("Connection", "close"),
    )
    assert request.body == b"\r\n\0x"
    assert b"X-Odd:  two  words\t\r\n" in request.head


def test_shows_no_secret_in_a_repr() -> None:
    with serving() as server:
        ask(server, head("GET", "/v1/realtime?key=SECRET", "Authorization: SECRET", "Connection: close"))
        assert "SECRET" not in repr(server.wait_for_request())
        with connect(f"{server.ws_url}?key=SECRET", additional_headers={"Authorization": "SECRET"}) as client:
            client.send(event("session.update", authorization="SECRET"))
            connection = server.wait_for_connection()
            [frame] = connection.wait_for_messages()
    assert "SECRET" not in repr(connection)
    assert repr(frame) == f"Frame(session.update of 53 bytes, order={frame.order})"


@pytest.mark.parametrize("key", ["ek_68af296e8e408191a1120ab6383263c2", "sk-proj-ABC_def-123"])
def test_shows_no_key_that_a_client_put_in_the_wrong_place(key: str) -> None:
    with serving() as server:
        ask(server, head("POST", f"/v1/realtime/{key}", "Connection: close"))
        with connect(server.ws_url) as client:
            client.send(event(key))
            client.close(1000, key)
        connection = server.wait_for_connection()
        connection.wait_closed()
        assert key not in repr(server.requests) + repr(server.connections)
        for late in (server.wait_for_connection, connection.wait_for_messages):
            with pytest.raises(TimeoutError, match=r"\*\*\*") as timeout:
                late(9, timeout=0.01)
            assert key not in str(timeout.value)
    assert connection.close_reason == key


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/v1/realtime/client_secrets", "/realtime/client_secrets"),
        ("/realtime/client_secrets", "/realtime/client_secrets"),
        ("/any/prefix/v1/realtime", "/realtime"),
        ("/realtime-proxy/realtime/v1/realtime/calls/rtc_1/accept", "/realtime/calls/rtc_1/accept"),
        ("http://localhost:1/v1/realtime/sessions?x=1", "/realtime/sessions"),
        ("/v1/realtimes", "/v1/realtimes"),
        ("/v1/models", "/v1/models"),
        ("/", "/"),
    ],
)
def test_finds_the_path_behind_any_prefix(target: str, path: str) -> None:
    with serving() as server:
        ask(server, head("POST", target, "Connection: close"))
        assert server.wait_for_request().path == path


def test_keeps_one_connection_for_many_requests() -> None:
    with serving(ScriptedApi(on_request=lambda request: Reply(201, request.body, (("Location", "/x"),)))) as server:
        client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        for number in range(5):
            client.request("POST", "/v1/realtime/calls", body=f"offer {number}")
            answer = client.getresponse()
            assert (answer.status, answer.reason, answer.getheader("Location")) == (201, "Created", "/x")
            assert answer.read() == f"offer {number}".encode()
        client.close()
    assert [request.body for request in server.requests] == [f"offer {number}".encode() for number in range(5)]


def test_answers_pipelined_requests_in_order() -> None:
    with serving(ScriptedApi(on_request=lambda request: Reply(200, request.body))) as server:
        requests = "".join(head("POST", "/x", "Content-Length: 1") + str(number) for number in range(3))
        answer = ask(server, requests + head("POST", "/x", "Content-Length: 1", "Connection: close") + "3")
    assert [part[-1:] for part in answer.split(b"HTTP/1.1 200")[1:]] == [b"0", b"1", b"2", b"3"]
    assert [request.order for request in server.requests] == [0, 1, 2, 3]


def test_puts_chunks_together() -> None:
    with serving() as server:
        chunks = "3\r\nabc\r\n2;extension=1\r\nde\r\n0\r\nTrailer: x\r\n\r\n"
        ask(server, head("POST", "/x", "Transfer-Encoding: Chunked", "Connection: close") + chunks)
        request = server.wait_for_request()
    assert request.body == b"abcde"
    assert request.header("transfer-encoding") == "Chunked"


def test_keeps_multipart_bodies_raw() -> None:
    body = b"--x\r\nContent-Disposition: form-data; name=sdp\r\n\r\nv=0\r\n--x--\r\n"
    with serving() as server:
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        urllib.request.urlopen(urllib.request.Request(f"{server.base_url}/realtime/calls", body, headers)).close()
        assert server.wait_for_request().body == body


def test_invites_the_body_of_a_client_that_expects_100_continue() -> None:
    with serving() as server, knock(server) as bare:
        lines = ("Expect: 100-continue", "Content-Length: 2", "Connection: close")
        bare.sendall(head("POST", "/x", *lines).encode())
        assert bare.recv(1000).startswith(b"HTTP/1.1 100 ")
        bare.sendall(b"ok")
        assert rest(bare).startswith(b"HTTP/1.1 200 OK\r\n")
    assert server.requests[0].body == b"ok"


def test_answers_head_without_a_body() -> None:
    with serving(ScriptedApi(on_request=lambda request: Reply(200, b"1234"))) as server:
        answer = ask(server, head("HEAD", "/x", "Connection: close"))
    assert answer.endswith(b"\r\n\r\n")
    assert b"content-length: 4" in answer.lower()


def test_answers_options_by_itself() -> None:
    def never(request: Request) -> Reply:
        raise AssertionError("the API was asked")

    with serving(ScriptedApi(on_request=never)) as server:
        answer = ask(server, head("OPTIONS", "*", "Connection: close"))
    assert answer.startswith(b"HTTP/1.1 204 ")
    assert b"Allow: GET, HEAD, OPTIONS, POST" in answer


def test_plain_requests_for_a_websocket_get_426() -> None:
    with serving(ScriptedApi(on_request=lambda request: Accept())) as server:
        answer = ask(server, head("GET", "/v1/realtime"))
    assert answer.startswith(b"HTTP/1.1 426 ")
    assert not server.connections


def test_serves_http_1_0() -> None:
    with serving() as server:
        assert ask(server, "GET /x HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200 ")


def test_an_api_that_raises_is_answered_with_500_and_recorded() -> None:
    def fail(request: Request) -> Reply:
        raise ValueError("boom")

    with serving(ScriptedApi(on_request=fail), errors=1) as server:
        answer = ask(server, head("POST", "/x", "Connection: close"))
        assert answer.startswith(b"HTTP/1.1 500 ")
        assert b"boom" not in answer
        with pytest.raises(TimeoutError, match=r"ValueError.*boom"):
            server.wait_for(lambda server: False, timeout=0.01)
    assert repr(server.errors) == "[ValueError('boom')]"


@pytest.mark.parametrize("reply", [Reply(7), Reply(headers=(("a b", "x"),)), Reply(body="text")])  # type: ignore[arg-type]
def test_a_reply_that_http_cannot_carry_is_recorded_as_an_error_of_the_api(reply: Reply) -> None:
    with serving(ScriptedApi(on_request=lambda request: reply), errors=1) as server:
        ask(server, head("POST", "/x"))
    assert len(server.requests) == 1


def test_has_urls_for_clients() -> None:
    with serving() as server:
        assert server.base_url == f"http://127.0.0.1:{server.port}/v1"
        assert server.ws_url == f"ws://127.0.0.1:{server.port}/v1/realtime"
        assert server.api_key
        with urllib.request.urlopen(f"{server.base_url}/realtime/sessions", b"{}") as answer:
            assert json.load(answer) == {}
