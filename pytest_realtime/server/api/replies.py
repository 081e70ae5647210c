"""How the server answers the requests of each endpoint."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pytest_realtime.endpoints import (
    BETA,
    BETA_TRANSCRIPTION,
    TRANSLATION,
    ConnectionKind,
    Endpoint,
    kind_of_settings,
)
from pytest_realtime.server.actions import Reply
from pytest_realtime.server.api.bodies import is_excessive, media_type, offer, payload_text
from pytest_realtime.server.api.credentials import Credentials, Grant
from pytest_realtime.server.api.errors import EXCESSIVE, ApiError, json_reply, violation_error
from pytest_realtime.server.api.ids import Issuer
from pytest_realtime.server.api.scenario import Scenario
from pytest_realtime.server.api.sdp import answer_to
from pytest_realtime.server.api.settings import new_session, public
from pytest_realtime.server.records import Request

Payload = dict[str, Any]


@dataclass(eq=False, repr=False)
class Replies:
    """Answers requests, and keeps the calls that exist."""

    issuer: Issuer
    credentials: Credentials
    scenario: Scenario
    calls: dict[str, Payload] = field(default_factory=dict)
    """The settings of each call's session, by the id of the call."""

    def __post_init__(self) -> None:
        self.calls.update({call_id: {} for call_id in self.scenario.incoming_calls})

    def reply(self, endpoint: Endpoint, request: Request, grant: Grant) -> Reply:
        """Return the reply to an authorized request: its result, or the API's error."""
        match = endpoint.match(request.path)
        call_id = match.groupdict().get("call_id", "") if match else ""
        if call_id and call_id not in self.calls:
            return ApiError(f"There is no call with id '{call_id}'.", "call_not_found", "call_id").reply(404)
        payload = _payload(endpoint, request)
        if isinstance(payload, ApiError):
            return payload.reply()
        return _HANDLERS[endpoint.name](self, _ValidRequest(request, grant, payload, call_id))

    def _client_secret(self, valid: "_ValidRequest") -> Reply:
        settings = valid.payload.get("session", {"type": "realtime"})
        return self._secret(valid, kind_of_settings(settings), settings)

    def _translation_secret(self, valid: "_ValidRequest") -> Reply:
        return self._secret(valid, TRANSLATION, valid.payload["session"])

    def _secret(self, valid: "_ValidRequest", kind: ConnectionKind, settings: Payload) -> Reply:
        seconds = valid.payload.get("expires_after", {}).get("seconds", self.scenario.secret_seconds)
        value, expires_at = self.credentials.issue(kind, settings, seconds)
        session = public(kind, new_session(kind, self.issuer, settings))
        return json_reply({"value": value, "expires_at": expires_at, "session": session})

    def _beta_session(self, valid: "_ValidRequest") -> Reply:
        state = new_session(BETA, self.issuer, valid.payload)
        # This endpoint's response mixes the beta's names with those of the current API.
        names = {"modalities": "output_modalities", "max_response_output_tokens": "max_output_tokens"}
        shared = ("id", "object", "expires_at", "model", "instructions", "tools", "tool_choice", "turn_detection")
        session = {name: state[name] for name in shared} | {new: state[old] for old, new in names.items()}
        return self._with_secret(session, BETA, valid.payload)

    def _beta_transcription(self, valid: "_ValidRequest") -> Reply:
        session = public(BETA_TRANSCRIPTION, new_session(BETA_TRANSCRIPTION, self.issuer, valid.payload))
        return self._with_secret(session, BETA_TRANSCRIPTION, valid.payload)

    def _with_secret(self, session: Payload, kind: ConnectionKind, settings: Payload) -> Reply:
        value, expires_at = self.credentials.issue(kind, settings, self.scenario.secret_seconds)
        return json_reply({**session, "client_secret": {"value": value, "expires_at": expires_at}})

    def _create_call(self, valid: "_ValidRequest") -> Reply:
        if media_type(valid.request) == "application/sdp" and valid.grant.is_api_key:
            return BARE_OFFER.reply()
        offered = offer(valid.request)
        if not offered.startswith("v=0"):
            return ApiError("Invalid 'sdp': an SDP offer starts with 'v=0'.", "invalid_offer", "sdp").reply()
        call_id = self.issuer.new("rtc")
        self.calls[call_id] = valid.payload.get("session", valid.grant.settings)
        headers = (("Content-Type", "application/sdp"), ("Location", f"/v1/realtime/calls/{call_id}"))
        return Reply(201, answer_to(offered).encode(), headers)

    def _accept(self, valid: "_ValidRequest") -> Reply:
        self.calls[valid.call_id] = valid.payload
        return Reply()

    def _end(self, valid: "_ValidRequest") -> Reply:
        del self.calls[valid.call_id]
        return Reply()


BARE_OFFER = ApiError(
    "A bare SDP offer needs a client secret, which has the session. With an API key, send a form with 'sdp' and "
    "'session'.",
    "unsupported_content_type",
)


class _ValidRequest(NamedTuple):
    """A request with a valid body."""

    request: Request
    grant: Grant
    payload: Payload
    call_id: str


_HANDLERS: dict[str, Callable[[Replies, _ValidRequest], Reply]] = {
    "client_secret": Replies._client_secret,
    "translation_secret": Replies._translation_secret,
    "beta_session": Replies._beta_session,
    "beta_transcription": Replies._beta_transcription,
    "call": Replies._create_call,
    "accept": Replies._accept,
    "reject": Replies._end,
    "refer": lambda replies, valid: Reply(),
    "hangup": Replies._end,
}


def _payload(endpoint: Endpoint, request: Request) -> Payload | ApiError:
    """Return the body as JSON-ready objects, or the error if the API would reject it."""
    if not endpoint.body or media_type(request) == "application/sdp":
        return {}
    text = payload_text(request)
    if text is None:
        return ApiError("The request has no body.", "missing_required_parameter") if endpoint.requires_body else {}
    if is_excessive(text):
        return EXCESSIVE
    from pytest_realtime.wire.json.reader import read

    reading = read(text)
    if reading.fatal or not isinstance(reading.value, dict):
        return ApiError("We could not parse the JSON body of your request.", None)
    return violation_error(endpoint.body, reading.value) or reading.value
