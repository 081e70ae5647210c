"""The Realtime API behind the local server: authorization, sessions, and the answers to requests and events."""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pytest_realtime.endpoints import (
    BETA,
    BETA_TRANSCRIPTION,
    CONVERSATION,
    KINDS,
    TRANSCRIPTION,
    TRANSLATION,
    ConnectionKind,
    endpoint_at,
)
from pytest_realtime.server.actions import Accept, Action, Close, Push, Reply, Send, Wait
from pytest_realtime.server.api import events
from pytest_realtime.server.api.bodies import is_excessive
from pytest_realtime.server.api.conversation import RejectedEvent, answer, is_served
from pytest_realtime.server.api.credentials import SUBPROTOCOL, SUBPROTOCOLS, Credentials, Grant
from pytest_realtime.server.api.errors import EXCESSIVE, UNAUTHORIZED, ApiError, violation_error
from pytest_realtime.server.api.ids import Issuer
from pytest_realtime.server.api.replies import Replies
from pytest_realtime.server.api.scenario import Scenario
from pytest_realtime.server.api.session_state import Session
from pytest_realtime.server.api.settings import minimal, new_session, public
from pytest_realtime.server.records import Connection, Frame, Request

RETIRED = ApiError(
    "The beta of the Realtime API is retired. Leave out the header 'OpenAI-Beta: realtime=v1'.",
    "beta_api_shape_disabled",
)
_POLICY_VIOLATION = 1008


class RealtimeApi:
    """An :class:`pytest_realtime.server.actions.Api`: plain code that neither waits nor sends.

    Args:
        scenario: How it behaves.
        api_key: The key to accept; by default a new one.
        clock: Returns the time in seconds since 1970.
    """

    def __init__(
        self, scenario: Scenario | None = None, *, api_key: str = "", clock: Callable[[], float] = time.time
    ) -> None:
        self.scenario = scenario or Scenario()
        self.issuer = Issuer(clock)
        self.api_key = api_key or f"sk-test-{secrets.token_hex(12)}"
        self.credentials = Credentials(self.issuer, self.api_key)
        self._replies = Replies(self.issuer, self.credentials, self.scenario)

    def on_request(self, request: Request) -> Reply | Accept:
        """Answer a request, or accept a WebSocket; 401 for anything without a valid bearer token."""
        grant = self.credentials.grant(request)
        if grant is None:
            return UNAUTHORIZED.reply(401, (("WWW-Authenticate", "Bearer"),))
        if (request.header("upgrade") or "").lower() == "websocket":
            return self._upgrade(request, grant)
        endpoint = endpoint_at(request.path)
        if endpoint is None:
            return ApiError(f"Invalid URL ({request.method} {request.path})", "unknown_url").reply(404)
        if request.method != endpoint.method:
            allow = (("Allow", endpoint.method),)
            return ApiError(f"Not allowed: {request.method}", "method_not_supported").reply(405, allow)
        if endpoint.needs_api_key and not grant.is_api_key:
            return UNAUTHORIZED.reply(401)
        return self._replies.reply(endpoint, request, grant)

    def _upgrade(self, request: Request, grant: Grant) -> Reply | Accept:
        if all(request.path != kind.path for kind in KINDS):
            return ApiError(f"Invalid URL ({request.method} {request.path})", "unknown_url").reply(404)
        call_id = request.query.get("call_id")
        if call_id is not None and call_id not in self._replies.calls:
            return ApiError(f"There is no call with id '{call_id}'.", "call_not_found", "call_id").reply(404)
        names_session = call_id is not None or not grant.is_api_key or "intent" in request.query
        if not request.query.get("model") and not names_session:
            return ApiError("You must provide a model parameter.", "missing_model", "model").reply(400)
        return Accept(SUBPROTOCOL if SUBPROTOCOL in request.header_items(SUBPROTOCOLS) else None)

    def on_open(self, connection: Connection) -> Iterable[Action | Push]:
        """Begin the session; the scenario says when its first event is sent."""
        request = connection.request
        kind, settings = self._kind_and_settings(request)
        state = new_session(kind, self.issuer, settings, request.query.get("model", ""))
        session = Session(kind, state, self.scenario, self.issuer, self.issuer.new("conv"))
        connection.state = session
        if is_beta(request) and not self.scenario.beta:
            return (self._error(RETIRED), Close(_POLICY_VIOLATION, "beta_api_shape_disabled"))
        return self._with_faults(session, self._created(session))

    def _kind_and_settings(self, request: Request) -> tuple[ConnectionKind, dict[str, Any]]:
        grant = self.credentials.grant(request) or Grant()
        call = self._replies.calls.get(request.query.get("call_id", ""))
        settings = grant.settings if call is None else call
        kind = kind_of(request, grant.kind)
        if kind is CONVERSATION:
            settings = {**self.scenario.session, **settings}
        if kind is TRANSCRIPTION and settings.get("type") == "realtime":
            settings = {}
        return kind, settings

    def _created(self, session: Session) -> Iterator[Action]:
        when = self.scenario.created
        if when == "never":
            return
        if when == "late":
            yield Wait(self.scenario.late_seconds)
        created = (minimal if when == "minimal" else public)(session.kind, session.settings)
        yield events.session_event(self.issuer, f"{session.kind.prefix}.created", created)

    def on_message(self, connection: Connection, frame: Frame) -> Iterable[Action | Push]:
        """Answer a message of a client."""
        session: Session = connection.state
        session.message_count += 1
        return self._with_faults(session, self._answers(session, frame))

    def _answers(self, session: Session, frame: Frame) -> Iterable[Action]:
        event = _event(frame)
        if isinstance(event, ApiError):
            return (self._error(event),)
        if error := _event_error(session, event):
            return (self._error(error, event),)
        try:
            return tuple(answer(session, event))
        except RejectedEvent as rejected:
            return (self._error(rejected.error, event),)

    def _error(self, error: ApiError, event: dict[str, Any] | None = None) -> Send:
        event_id = (event or {}).get("event_id")
        members = {**error.members(), "event_id": event_id if isinstance(event_id, str) else None}
        return events.send(self.issuer, {"type": "error", "error": "$error"}, error=members)

    def _with_faults(self, session: Session, actions: Iterable[Action]) -> Iterable[Action]:
        for fault in self.scenario.faults:
            actions = fault.apply(session.message_count, actions)
        return actions

    def on_close(self, connection: Connection) -> None:
        """Do nothing: the session is kept by the connection itself."""


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


def _event(frame: Frame) -> dict[str, Any] | ApiError:
    """Return the event in a message, or the error if there is none."""
    if frame.kind != "text":
        return ApiError("Events are text messages; this one is binary.", "invalid_event")
    from pytest_realtime.wire.json.reader import read

    text = frame.text
    if is_excessive(text):
        return EXCESSIVE
    reading = read(text)
    if reading.fatal:
        return ApiError("The message is not valid JSON.", "invalid_json")
    if not isinstance(reading.value, dict) or not isinstance(reading.value.get("type"), str):
        return ApiError("Missing required parameter: 'type'.", "missing_required_parameter", "type")
    return reading.value


def _event_error(session: Session, event: dict[str, Any]) -> ApiError | None:
    """Return why the API rejects an event on this kind of connection; None if it accepts it."""
    name = event["type"]
    if not is_served(session, name):
        message = f"Invalid value: '{name}' is not an event of a {session.kind.name} connection."
        return ApiError(message, param="type")
    if name in session.kind.client_events:
        return violation_error(session.kind.client_events[name], event)
    for member in events.CLIENT_EVENTS[name]:
        if member not in event:
            return ApiError(f"Missing required parameter: '{member}'.", "missing_required_parameter", member)
    for place, python in {**events.CLIENT_EVENTS[name], **events.OPTIONAL_MEMBERS.get(name, {})}.items():
        if (value := _at(event, place)) is not ... and type(value) is not python:
            return ApiError(f"Invalid type for '{place}'.", "invalid_type", place)
    return None


def _at(event: dict[str, Any], place: str) -> Any:
    """Return the value at a place; ``...`` if it is absent, or the null that names no previous item."""
    value: Any = event
    for step in place.split("."):
        value = value.get(step, ...) if isinstance(value, dict) else ...
    return ... if value is None and place == "previous_item_id" else value
