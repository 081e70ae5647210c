"""What the payloads of a generator are judged by: three schemas, and how much of a type they show together."""

import json
from collections.abc import Sequence
from typing import Any

import showing
from document import Document, validator_of
from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.payloads.generation.coverage import states_of
from pytest_realtime.payloads.generation.pairwise import covering
from pytest_realtime.wire.json_schema import json_schema


class Judges:
    """What a payload of one type is judged by."""

    def __init__(self, document: Document, name: str) -> None:
        self.name = name
        self.published = document.is_valid(name)
        self.exported = validator_of(json_schema(name, direction="write"))
        self.paths = showing.optional_paths(document.bundle(name))
        self.forms = showing.wanted(name)
        cover = covering(name, strength=1).payloads
        self.possible = frozenset().union(*(states_of(name, payload) for payload in cover))

    def shares(self, payloads: Sequence[Any]) -> tuple[float, float, float]:
        """Shares that are valid by the published schema, by our JSON Schema and by our models."""
        texts = [text for text in map(_text, payloads) if text is not None]
        values = [json.loads(text) for text in texts]
        judged = (self.published, self.exported, self.is_model)
        return tuple(sum(map(judge, values)) / len(payloads) for judge in judged)  # type: ignore[return-value]

    def is_model(self, value: Any) -> bool:
        """Whether our models take it on write."""
        return is_valid(self.name, value)

    def without_nulls(self, payloads: Sequence[Any]) -> float:
        """The share that the published schema takes once nulls are left out where it refuses them."""
        return sum(self.published(item) or self.published(_without_nulls(item)) for item in payloads) / len(
            payloads
        )

    def variety(self, payloads: Sequence[Any]) -> tuple[float, float, float]:
        """Forms, and shares of optional paths and of states, that the payloads show together."""
        values = [json.loads(text) for text in map(_text, payloads) if text is not None]
        forms = set().union(*(showing.shown(self.name, value) for value in values))
        paths = set().union(*(showing.paths_in(value) for value in values))
        states = set().union(*(self.states(value) for value in values))
        return (
            len(forms & self.forms),
            len(paths & self.paths) / len(self.paths),
            len(states & self.possible) / len(self.possible),
        )

    def states(self, value: Any) -> frozenset[int]:
        """The states that a payload shows; none where it is so wrong that it can't be read."""
        try:
            return states_of(self.name, value)
        except (TypeError, AttributeError, ValueError, KeyError):
            return frozenset()


def _text(payload: Any) -> str | None:
    try:
        text = json.dumps(payload, allow_nan=False)
        text.encode()
    except (TypeError, ValueError, RecursionError):
        return None
    return text


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(part) for name, part in value.items() if part is not None}
    return [_without_nulls(part) for part in value] if isinstance(value, list) else value


def is_valid(name: str, payload: Any) -> bool:
    try:
        wire.validate(name, payload, direction="write")
    except ValidationError:
        return False
    return True
