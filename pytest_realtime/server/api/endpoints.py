"""The HTTP endpoints, as a table; see also :mod:`pytest_realtime.server.api.replies`."""

import re
from typing import NamedTuple

from pytest_realtime.server.records import Request


class Endpoint(NamedTuple):
    """One address that clients may send requests to."""

    name: str
    path: str
    """A regular expression for the path below the prefix."""
    body: str = ""
    """The wire type of the body; empty where there is none."""
    needs_api_key: bool = True
    """Whether a client secret is not enough."""
    requires_body: bool = True
    method: str = "POST"


_CALL = r"/realtime/calls/(?P<call_id>[^/]+)"

ENDPOINTS = (
    Endpoint("client_secret", "/realtime/client_secrets", "RealtimeClientSecretCreateRequest", requires_body=False),
    Endpoint(
        "translation_secret",
        "/realtime/translations/client_secrets",
        "RealtimeTranslationClientSecretCreateRequest",
    ),
    Endpoint("beta_session", "/realtime/sessions", "LegacyRealtimeSessionCreateRequest", requires_body=False),
    Endpoint(
        "beta_transcription",
        "/realtime/transcription_sessions",
        "LegacyRealtimeTranscriptionSessionCreateRequest",
        requires_body=False,
    ),
    Endpoint("call", "/realtime/calls", "RealtimeCallCreateRequest", needs_api_key=False),
    Endpoint("accept", f"{_CALL}/accept", "RealtimeSessionCreateRequest"),
    Endpoint("reject", f"{_CALL}/reject", "RealtimeCallRejectRequest", requires_body=False),
    Endpoint("refer", f"{_CALL}/refer", "RealtimeCallReferRequest"),
    Endpoint("hangup", f"{_CALL}/hangup", needs_api_key=False, requires_body=False),
)

WEBSOCKETS = {"/realtime": "", "/realtime/translations": "translation"}
"""The paths at which WebSockets are opened, and the kind that a path stands for."""


def endpoint_of(request: Request) -> Endpoint | None:
    """The endpoint that a request is for, whatever its method."""
    return next((entry for entry in ENDPOINTS if re.fullmatch(entry.path, request.path)), None)


def is_known(request: Request) -> bool:
    """Whether there is anything at the address of a request."""
    return request.path in WEBSOCKETS or endpoint_of(request) is not None


def call_id_of(endpoint: Endpoint, request: Request) -> str:
    """The call that a request is about; empty when it is about none."""
    match = re.fullmatch(endpoint.path, request.path)
    return match["call_id"] if match and "call_id" in match.groupdict() else ""
