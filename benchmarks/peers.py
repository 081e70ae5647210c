"""The competitors: one function each that makes ``draw(count, seed) -> payloads`` for a wire type."""

from dataclasses import dataclass
from typing import Any

from common import installed
from document import Document, operation_of
from drawing import Draw, drawing

OURS, HANDWRITTEN = "ours", "handwritten"
FROM_TYPE, POLYFACTORY = "st.from_type(TypedDict)", "polyfactory(TypedDict)"
SCHEMATHESIS, HYPOTHESIS_JSONSCHEMA = "schemathesis as_strategy", "hypothesis-jsonschema"
OF_OPENAI = {
    "RealtimeSessionCreateRequest": "RealtimeSessionCreateRequestParam",
    "RealtimeTranscriptionSessionCreateRequest": "RealtimeTranscriptionSessionCreateRequestParam",
    "RealtimeClientSecretCreateRequest": "client_secret_create_params.ClientSecretCreateParams",
}
"""The TypedDicts of the openai package; it has none for responses."""


@dataclass(frozen=True)
class Peer:
    """A competitor for one wire type."""

    name: str
    draw: Draw | None
    """None where it isn't installed or has nothing for the type."""
    strategy: Any = None
    """Its Hypothesis strategy, where it has one."""
    why_not: str = ""


def competitors(document: Document, name: str) -> list[Peer]:
    """Everyone who generates payloads of a wire type in this process."""
    return [_ours(name), _handwritten(name), *_of_openai(name), _schemathesis(document, name)]


def _peer(name: str, strategy: Any) -> Peer:
    return Peer(name, drawing(strategy), strategy)


def _ours(name: str) -> Peer:
    from pytest_realtime.strategies import payloads

    return _peer(OURS, payloads(name))


def _handwritten(name: str) -> Peer:
    from handwritten import STRATEGIES

    return _peer(HANDWRITTEN, STRATEGIES[name]())


def _of_openai(name: str) -> list[Peer]:
    if not installed("openai"):
        return [Peer(peer, None, why_not="openai is not installed") for peer in (FROM_TYPE, POLYFACTORY)]
    if name not in OF_OPENAI:
        return [Peer(peer, None, why_not="openai has no TypedDict for it") for peer in (FROM_TYPE, POLYFACTORY)]
    from hypothesis import strategies as st

    kind = typed_dict(name)
    return [_peer(FROM_TYPE, st.from_type(kind)), _polyfactory(kind)]


def typed_dict(name: str) -> Any:
    """The openai package's TypedDict for a wire type."""
    import openai.types.realtime as module
    from openai.types.realtime import client_secret_create_params  # noqa: F401  (makes it a member of the module)

    found: Any = module
    for step in OF_OPENAI[name].split("."):
        found = getattr(found, step)
    return found


def _polyfactory(kind: Any) -> Peer:
    if not installed("polyfactory"):
        return Peer(POLYFACTORY, None, why_not="not installed")
    from polyfactory.factories import TypedDictFactory

    factory = TypedDictFactory.create_factory(kind)

    def draw(count: int, number: int) -> list[Any]:
        factory.seed_random(number)
        return [factory.build() for _ in range(count)]

    return Peer(POLYFACTORY, draw)


def _schemathesis(document: Document, name: str) -> Peer:
    operation = operation_of(document, name)
    if operation is None:
        return Peer(SCHEMATHESIS, None, why_not="not installed")
    return _peer(SCHEMATHESIS, operation.as_strategy().map(lambda case: case.body))
