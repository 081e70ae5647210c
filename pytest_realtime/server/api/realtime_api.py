"""The Realtime API behind the local server: authorization, sessions, and the answers to requests and events."""

import itertools
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any

from pytest_realtime.endpoints import CONVERSATION, KINDS, TRANSCRIPTION, TRANSLATION, ConnectionKind, endpoint_at
from pytest_realtime.event_table import NOT_ON_WEBSOCKETS
from pytest_realtime.server.actions import Accept, Action, Beside, Close, Push, Reply, Wait
from pytest_realtime.server.api.bodies import is_excessive
from pytest_realtime.server.api.connection_kinds import is_beta, kind_of
from pytest_realtime.server.api.conversation import answer
from pytest_realtime.server.api.credentials import SUBPROTOCOL, SUBPROTOCOLS, Credentials, Grant
from pytest_realtime.server.api.errors import EXCESSIVE, UNAUTHORIZED, ApiError, violation_error
from pytest_realtime.server.api.events import say, say_error
from pytest_realtime.server.api.ids import Issuer
from pytest_realtime.server.api.limits_of_state import RejectedEvent
from pytest_realtime.server.api.replies import Replies
from pytest_realtime.server.api.responses import BegunResponse, ModelResponse
from pytest_realtime.server.api.scenario import Scenario
from pytest_realtime.server.api.session_state import Session
from pytest_realtime.server.api.settings import minimal, new_session, public
from pytest_realtime.server.records import Connection, Frame, Request

RETIRED = ApiError(
    "The beta of the Realtime API is retired. Leave out the header 'OpenAI-Beta: realtime=v1'.",
    "beta_api_shape_disabled",
)
REFUSED_REQUEST = 4000
"""The code with which the API closes a connection that it accepted only to say what is wrong (API rule O1)."""


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
        self.refused: dict[int, Reply] = {}
        """The replies to requests that were refused, by the orders of the requests."""
        self._session_count = 0
        self._replies = Replies(self.issuer, self.credentials, self.scenario)

    def on_request(self, request: Request) -> Reply | Accept:
        """Answer a request, or accept a WebSocket; 401 for anything without a valid bearer token."""
        reply = self._reply(request)
        if isinstance(reply, Reply) and reply.status >= HTTPStatus.BAD_REQUEST:
            self.refused[request.order] = reply
        return reply

    def _reply(self, request: Request) -> Reply | Accept:
        grant = self.credentials.grant(request)
        if grant is None:
            return UNAUTHORIZED.reply(401, (("WWW-Authenticate", "Bearer"),))
        if (request.header("upgrade") or "").lower() == "websocket":
            return self._upgrade(request, grant)
        endpoint = endpoint_at(request.path)
        if endpoint is None or (endpoint.is_beta and not self.scenario.beta):
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
        session = Session(kind, state, self.scenario, self.issuer, connection, self.issuer.new("conv"))
        session.number = self._session_count = self._session_count + 1
        connection.state = session
        if playbacks := self.scenario.playbacks:
            from pytest_realtime.server.api.playback import PlayedConnection

            session.played = PlayedConnection(playbacks[min(session.number, len(playbacks)) - 1])
            return self._with_faults(session, session.played.opened())
        if is_beta(request) and not self.scenario.beta:
            reason = f"{RETIRED.type}.{RETIRED.code}"
            return (*self._refuse(session, RETIRED, request.order), Close(REFUSED_REQUEST, reason))
        return self._carried_out(session, self._created(session))

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
        yield from say(session, f"{session.kind.prefix}.created", session=created)

    def on_message(self, connection: Connection, frame: Frame) -> Iterable[Action | Push]:
        """Answer a message of a client."""
        session: Session = connection.state
        session.message_count += 1
        if session.played:
            return self._with_faults(session, session.played.answers(frame))
        return self._carried_out(session, self._answers(session, frame))

    def _answers(self, session: Session, frame: Frame) -> Iterable[Action | BegunResponse]:
        event = _event(frame)
        if isinstance(event, ApiError):
            return self._refuse(session, event, frame.order)
        if error := _event_error(session, event):
            return self._refuse(session, error, frame.order, event.get("event_id"))
        try:
            return list(answer(session, event, frame.order))
        except RejectedEvent as rejected:
            return self._refuse(session, rejected.error, frame.order, event.get("event_id"))

    def _refuse(self, session: Session, error: ApiError, order: int, event_id: Any = None) -> list[Action]:
        """Return the error that answers a message, and remember that it was refused."""
        actions: list[Action] = list(say_error(session, error.members(), event_id))
        session.refusals[session.issuer.last] = order
        return actions

    def _carried_out(self, session: Session, answered: Iterable[Action | BegunResponse]) -> Iterable[Action]:
        """Return actions with the scenario's moments and faults; those of responses are made as they are sent."""
        actions = list(answered)
        moments = () if session.kind is TRANSLATION else self.scenario.moments
        due = [moment for moment in moments if moment.messages == session.message_count]
        planned = [action.response for action in actions if isinstance(action, BegunResponse)]
        if not due and not planned:
            return self._with_faults(session, actions)  # type: ignore[arg-type]
        begun: list[ModelResponse] = []
        whole = itertools.chain(actions, *(moment.take(session) for moment in due))
        faulty = self._with_faults(session, _flattened(whole, begun))
        return (Beside(_until_cancelled(faulty, begun, planned)),)

    def _with_faults(self, session: Session, actions: Iterable[Action]) -> Iterable[Action]:
        for fault in self.scenario.faults:
            if session.number <= (getattr(fault, "connections", 0) or session.number):
                actions = fault.apply(session.message_count, actions)
        return actions

    def on_close(self, connection: Connection) -> None:
        """Do nothing: the session is kept by the connection itself."""


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
    wire_type = session.kind.client_events.get(name)
    if wire_type is None or (name in NOT_ON_WEBSOCKETS and not session.is_call):
        message = f"Invalid value: '{name}' is not an event of a {session.kind.name} connection."
        return ApiError(message, param="type")
    return violation_error(wire_type, event)


def _flattened(actions: Iterable[Action | BegunResponse], begun: list[ModelResponse]) -> Iterator[Action]:
    """Yield actions with the events of responses in their places; ``begun`` gets the responses."""
    for action in actions:
        if isinstance(action, BegunResponse):
            begun.append(action.response)
            yield from action.response.events()
        else:
            yield action


def _until_cancelled(
    actions: Iterable[Action], begun: list[ModelResponse], planned: list[ModelResponse]
) -> Iterator[Action]:
    """Yield actions until the last response among them is cancelled, even while it waits.

    A response that a fault replaced by something else has never begun, and does not go on.
    """
    for action in actions:
        if begun and begun[-1].is_cancelled:
            return
        yield action
    for response in planned:
        if response not in begun:
            response.abandon()
