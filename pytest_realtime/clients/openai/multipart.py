"""The form that ``client.realtime.calls.create`` of the openai package sends, captured below its HTTP client.

A call is created with a multipart form. The request goes through a client of the package's own class with a mock
transport, so that the package itself writes what is checked.
"""

import importlib
import json
from collections.abc import Callable
from typing import Any

from pytest_realtime.clients.body_text import body_text
from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.endpoints import LIVE_BODIES
from pytest_realtime.server.records import Request

PATH = LIVE_BODIES["RealtimeCallCreateRequest"].path


def form_writer() -> Callable[[str], str]:
    """Make a function from the form's fields to its parts as they were sent, both as members of a JSON text."""
    import openai

    sent: list[Any] = []
    # The library on which the installed version runs; it has changed.
    http = importlib.import_module(openai.DefaultHttpxClient.__mro__[1].__module__.partition(".")[0])

    def network(request: Any) -> Any:
        request.read()
        sent.append(request)
        return http.Response(201, content=b"v=0")

    client = openai.OpenAI(
        base_url="http://nowhere.invalid",
        api_key="not-a-key",
        max_retries=0,
        http_client=openai.DefaultHttpxClient(transport=http.MockTransport(network)),
    )

    def write(text: str) -> str:
        fields = json.loads(text)
        sent.clear()
        try:
            client.realtime.calls.create(**fields)
        except Exception as error:
            # What users get who omit a field or pass a number as the offer; its class has changed.
            raise Rejected(f"{type(error).__name__}: {error}") from error
        headers = tuple(sent[0].headers.items())
        return body_text(Request("POST", PATH, PATH, {}, headers, sent[0].content, time=0.0, order=0))

    return write
