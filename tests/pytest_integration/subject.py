"""The clients that the tests of the plugin hold against the contracts; each test gets a copy as ``subject.py``."""

import json
import time
from collections.abc import Callable
from typing import Any

from pytest_realtime.clients import Card, Client, InProcessClient, ListenRequest, Response
from pytest_realtime.clients.card import Operation
from pytest_realtime.wire import dump_json, parse, wire_types

EVERY: dict[str, frozenset[Operation]] = {
    entry.name: frozenset({"roundtrip", "read"} if "read" in entry.directions else {"roundtrip"})
    for entry in wire_types()
}
FEW = {
    name: EVERY[name] for name in ("AudioPcm", "RealtimeAudioConfigInput", "RealtimeTranscriptionSessionAudioInput")
}
"""Types for runs of the whole suite: of a client that has no others, most contracts are not applicable at once."""
Rewrite = Callable[[str, str], Any]
NULL = '"turn_detection":null'


def rewritten(wire_type: str, text: str) -> str:
    return dump_json(wire_type, parse(wire_type, text))


def read_again(wire_type: str, text: str) -> str:
    return dump_json(wire_type, parse(wire_type, text, direction="read"))


def client(name: str, roundtrip: Rewrite = rewritten, read: Rewrite | None = None, **card: Any) -> InProcessClient:
    read = read or (read_again if roundtrip is rewritten else roundtrip)
    members = {"types": EVERY, "version": "1.0", **card}
    return InProcessClient(Card(name, **members), roundtrip=roundtrip, read=read)


def faithful() -> Client:
    return client("subject")


def few() -> Client:
    return client("few", types=FEW)


def second() -> Client:
    return client("second")


def without_null(_: str, text: str) -> str:
    for member in (f",{NULL}", f"{NULL},", NULL):
        text = text.replace(member, "")
    return text


def without_nulls(_: str, text: str) -> str:
    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: bare(item) for name, item in value.items() if item is not None}
        return [bare(item) for item in value] if isinstance(value, list) else value

    return json.dumps(bare(json.loads(text)))


def trimming() -> Client:
    def trimmed(wire_type: str, text: str) -> str:
        found = json.loads(text)
        return json.dumps({k: v.strip() if isinstance(v, str) else v for k, v in found.items()})

    return client("trimming", trimmed)


def nullless() -> Client:
    """Drops every null: few generated payloads are needed to see it."""
    return client("nullless", without_nulls)


def lenient() -> Client:
    """Writes what it is given, as long as that is an audio format."""
    return client("lenient", lambda _, text: text, types={"AudioPcm": frozenset({"roundtrip"})})


def with_defaults() -> Client:
    """Always sends an API key, which nobody does, and says so."""
    key = {"/instructions": "sk-proj-0123456789abcdefghij<b>"}
    return client("defaulting", defaults={"RealtimeSessionCreateRequest": key})


def listener() -> Client:
    """Hears errors, and takes them for the end."""

    def listen(request: ListenRequest, hear: Callable[[str], None]) -> None:
        from websockets.sync.client import connect

        with connect(f"{request.ws_url}/realtime", proxy=None, max_queue=None) as socket:
            for text in socket:
                kind = json.loads(text)["type"]
                if kind in LISTENER_HEARS:
                    hear(str(text))
                if kind in ("error", request.until):
                    return

    return InProcessClient(Card("listener", {}, hears=LISTENER_HEARS), listen=listen)


LISTENER_HEARS = frozenset({"error", "response.done", "rate_limits.updated"})


def null_dropper() -> Client:
    """Drops every null of a turn detection, and is faithful otherwise."""
    return client("null-dropper", without_null)


def null_dropper_of_few_types() -> Client:
    return client("null-dropper", without_null, types=FEW)


def half_mended() -> Client:
    """The same after a release in which nulls at the root are kept."""
    return client("null-dropper", lambda name, text: text if text == f"{{{NULL}}}" else without_null(name, text))


def mended() -> Client:
    """The same after the release in which all was mended."""
    return client("null-dropper", types=FEW)


def fussy() -> Client:
    """Refuses to read what is not in the published document."""
    return client("fussy", read=lambda name, text: dump_json(name, parse(name, text, direction="write")))


def of_audio_types() -> Client:
    """Has one type only, so that nearly all contracts are not applicable."""
    return client("of-audio-types", types={"AudioPcm": frozenset({"roundtrip"})})


def with_nothing_to_ask() -> Client:
    return client("with-nothing-to-ask", types={"AudioPcm": frozenset()})


def hostile() -> Client:
    """Its every text tries to be markup, to steer the terminal or to break an encoding."""
    wrote = '{"\x1b[2J<script>|\ud800":"<b>ek_verysecret</b>"}'
    card = Card("host\x1b[31m<i>|ile", EVERY, "<u>1</u>", "|<s>no</s>")
    return InProcessClient(card, roundtrip=lambda _name, _text: wrote, read=lambda _name, _text: wrote)


def telling() -> Client:
    """Tells secrets wherever it can: in its error text, and in what it writes."""

    def tell(wire_type: str, text: str) -> str:
        if wire_type == "RealtimeAudioFormats":
            raise ValueError('{"authorization": "Bearer abc.secret.def", "headers": {"X-Key": "my secret"}}')
        return text.replace("{", '{"authorization":"very secret","note":"ek_secret123",', 1)

    return client("telling", tell)


def crash(wire_type: str, text: str) -> str:
    if wire_type == "AudioPcm" and text.startswith("{"):
        raise RuntimeError("no luck\nat all")
    return text


def crasher() -> Client:
    return client("crasher", crash)


def crasher_of_few_types() -> Client:
    return client("crasher", crash, types=FEW)


def hanging() -> Client:
    return client("hanging", lambda _name, _text: time.sleep(600))


def returning_bytes() -> Client:
    return client("wrong", lambda _name, text: text.encode())


def returning_none() -> Client:
    return client("wrong", lambda _name, _text: None)


def returning_an_object() -> Client:
    return client("wrong", lambda _name, _text: object())


def returning_no_json() -> Client:
    return client("wrong", lambda _name, _text: "{nope")


def returning_far_too_much() -> Client:
    return client("wrong", lambda _name, _text: '"%s"' % ("x" * 50_000_000))


def failing() -> Client:
    raise RuntimeError("no luck")


class Adapter(Client):
    """An adapter that breaks the rules of its interface."""

    def __init__(
        self, card: Callable[[], Any], ask: Callable[[], Any], close: Callable[[], None] = lambda: None
    ) -> None:
        self._card, self._ask, self._close = card, ask, close

    @property
    def card(self) -> Card:
        card: Card = self._card()
        return card

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        outcome: Response = self._ask()
        return outcome

    def close(self) -> None:
        self._close()


def _fail() -> Any:
    raise RuntimeError("adapter broken")


def raising_card() -> Client:
    return Adapter(_fail, _fail)


def wrong_card() -> Client:
    return Adapter(lambda: 7, _fail)


def raising_adapter() -> Client:
    return Adapter(lambda: Card("adapter", EVERY), _fail, _fail)


def adapter_without_outcome() -> Client:
    return Adapter(lambda: Card("adapter", EVERY), lambda: "{}")


number = 7
