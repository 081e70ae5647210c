"""The form that ``client.realtime.calls.create`` of the openai package sends, taken from below its HTTP client.

A call is created with a multipart form. So that what is judged is what the package writes, the call goes through
a client of the package's own class, and the network below it only remembers.
"""

import importlib
import json
from collections.abc import Callable
from typing import Any

from pytest_realtime.clients.body_text import body_text
from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.endpoints import LIVE_BODIES
from pytest_realtime.server.records import Request

NOWHERE = "http://nowhere.invalid"
PATH = LIVE_BODIES["RealtimeCallCreateRequest"].path


def form_writer() -> Callable[[str], str]:
    """Takes the fields of the form as JSON text; gives its parts, as they went out, as members of one JSON text."""
    import openai

    sent: list[Any] = []
    http = _http_library(openai)

    def network(request: Any) -> Any:
        request.read()
        sent.append(request)
        return http.Response(201, content=b"v=0")

    client = openai.OpenAI(
        base_url=NOWHERE,
        api_key="not-a-key",
        max_retries=0,
        http_client=openai.DefaultHttpxClient(transport=http.MockTransport(network)),
    )

    def write(text: str) -> str:
        fields = json.loads(text)
        sent.clear()
        try:
            client.realtime.calls.create(**fields)
        except Exception as refusal:
            # What a user meets who leaves a field out or gives a number as the offer; its class has changed.
            raise Rejected(f"{type(refusal).__name__}: {refusal}") from refusal
        return _as_text(sent[0])

    return write


def _http_library(openai: Any) -> Any:
    """The library on which the installed version runs; it has changed."""
    own = openai.DefaultHttpxClient.__mro__[1]
    return importlib.import_module(own.__module__.partition(".")[0])


def _as_text(request: Any) -> str:
    headers = tuple(request.headers.items())
    return body_text(Request("POST", PATH, PATH, {}, headers, request.content, time=0.0, order=0))
