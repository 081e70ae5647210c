"""A test module of a user, with plain clients at hand, run in a process of its own."""

import pytest

HEAD = '''
import contextlib, http.client, json
import pytest
from websockets.sync.client import connect

def talk(server, *texts, until=None):
    """Send texts, each answered by one event (the last by several, ``until`` a type); return all events."""
    headers = {"Authorization": f"Bearer {server.api_key}"}
    with connect(f"{server.ws_url}?model=m", additional_headers=headers) as socket:
        events = [json.loads(socket.recv(30))]
        for text in texts:
            socket.send(text)
            events.append(json.loads(socket.recv(30)))
        while until and events[-1]["type"] != until:
            events.append(json.loads(socket.recv(30)))
        return events

def post(server, path, body):
    """The answer to a request."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    with contextlib.closing(connection):
        headers = {"Authorization": f"Bearer {server.api_key}", "Content-Type": "application/json"}
        connection.request("POST", "/v1" + path, body, headers)
        return connection.getresponse()
'''


class Module:
    """``test_own.py``, in a folder of its own."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester

    def run(self, *lines: str, arguments: tuple[str, ...] = ()) -> pytest.RunResult:
        """Write these lines below the clients, and run them with warnings as errors."""
        self._pytester.makepyfile(test_own=HEAD + "\n".join(lines))
        options = ("-p", "no:randomly", "-W", "error", "--tb=short", "-p", "no:cacheprovider")
        return self._pytester.runpytest_subprocess(*options, *arguments)
