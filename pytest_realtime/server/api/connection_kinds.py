"""What kind of connection a request opens."""

from pytest_realtime.endpoints import (
    BETA,
    BETA_TRANSCRIPTION,
    CONVERSATION,
    TRANSCRIPTION,
    TRANSLATION,
    ConnectionKind,
)
from pytest_realtime.server.api.credentials import SUBPROTOCOLS
from pytest_realtime.server.records import Request


def is_beta(request: Request) -> bool:
    """Whether a connection is opened with the beta protocol, which the API retired (API rule S2)."""
    if "realtime=v1" in (request.header("openai-beta") or "").replace(" ", ""):
        return True
    return "openai-beta.realtime-v1" in request.header_items(SUBPROTOCOLS)


def kind_of(request: Request, granted: ConnectionKind = CONVERSATION) -> ConnectionKind:
    """Return the kind of connection that a request opens; ``granted`` is the kind that its client secret is for."""
    is_transcription = request.query.get("intent") == "transcription"
    if is_beta(request):
        return BETA_TRANSCRIPTION if is_transcription or granted is BETA_TRANSCRIPTION else BETA
    if request.path == TRANSLATION.path:
        return TRANSLATION
    return TRANSCRIPTION if is_transcription else granted
