"""Sequences of ``session.update`` against your session: its state has to change as the API's would.

Point a :class:`SessionUpdateMachine` at whatever keeps a session: a builder that collects settings, a fake server,
a gateway. Hypothesis plays sequences of updates and compares the state after each one with what
:func:`pytest_realtime.wire.session_merge.merge` returns. A failure ends as the shortest script that shows it::

    class GatewaySession(SessionUpdateMachine):
        def __init__(self):
            super().__init__()
            self.session = Session()

        def send(self, update):
            self.session.apply(update)

        def state(self):
            return self.session.as_dict()

    TestGatewaySession = GatewaySession.TestCase

Set the number of sequences as for any Hypothesis state machine:
``TestGatewaySession.settings = settings(TestGatewaySession.settings, max_examples=1000)``.
"""

import json
from collections.abc import Callable
from functools import cache, partial, reduce
from typing import Any, ClassVar, TypeVar

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.judge import compare, mask
from pytest_realtime.payloads.cases.sequences import smallest_update
from pytest_realtime.payloads.generation.compile import generator_tree_of
from pytest_realtime.payloads.generation.coverage import coverage_targets_of
from pytest_realtime.payloads.generation.nodes import LEAVE_OUT, Plan
from pytest_realtime.payloads.generation.pairwise import covering
from pytest_realtime.payloads.generation.strategy import fixed_bytes
from pytest_realtime.wire.integer_places import integer_map
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.json.tree import fresh
from pytest_realtime.wire.registry import name_of
from pytest_realtime.wire.session_merge import merge, overlay, session_shape, settings_of
from pytest_realtime.wire.shapes import ScalarShape

__all__ = ["SessionUpdateMachine", "session_update_machine"]

Json = dict[str, Any]
S = TypeVar("S")

_MOST_JOINED = 5
"""The most members that an update of several changes: what goes wrong with several members shows with a few."""
_LEFT_OUT = 26
"""Members of a whole update whose byte lies below it are left out, one in ten: enough to shrink by."""
_HEADLINE = "the session is not in the state that the API's would be in after this session.update:"


def _broken(name: str, session: Json) -> frozenset[tuple[Any, str]]:
    """The top-level members of a session that are not valid, with the error and its place."""
    try:
        wire.validate(name, session, direction="write")
    except ValidationError as error:
        return frozenset(
            (line["loc"][0], f"{line['type']} {line['loc']}") for line in error.errors() if line["loc"]
        )
    return frozenset()


@cache
def _unchangeable(name: str) -> tuple[str, ...]:
    """What an update should not name, because it is fixed for the connection (X7)."""
    shape = session_shape(name)
    return ("model",) if "model" in shape.members and "model" not in shape.required_on_write() else ()


@cache
def _single_updates(name: str) -> list[Json]:
    """For each state of each member, the smallest update that brings it about."""
    node = generator_tree_of(name)
    found: dict[str, Json] = {}
    for target in coverage_targets_of(name):
        if target.path[0] not in _unchangeable(name):
            update = node.build(Plan(LEAVE_OUT, target.decisions), bytes(node.width), 0)
            found.setdefault(canonical(update), update)
    return list(found.values())


@st.composite
def _joined_updates(draw: st.DrawFn, name: str) -> Json:
    """Several single updates in one, chosen by one draw.

    They shrink member by member, which the bytes of a whole payload do not. Hypothesis deletes steps of a script
    well if they consist of few draws.
    """
    single = _single_updates(name)
    count, *places = draw(fixed_bytes(1 + 2 * _MOST_JOINED))
    chosen = [(256 * high + low) % len(single) for high, low in zip(places[::2], places[1::2], strict=True)]
    updates = [single[place] for place in chosen[: 1 + count % _MOST_JOINED]]
    return reduce(partial(merge, wire_type=name), updates)


@cache
def _whole_updates(name: str) -> list[Json]:
    """A few full payloads that show every state of every member."""
    fixed = _unchangeable(name)
    return [
        {member: value for member, value in payload.items() if member not in fixed}
        for payload in covering(name, strength=1).payloads
    ]


@st.composite
def _mostly_whole(draw: st.DrawFn, name: str) -> Json:
    """A full payload without a few of its members: those that do not matter shrink away."""
    members, required = tuple(session_shape(name).members), session_shape(name).required_on_write()
    whole = draw(st.sampled_from(_whole_updates(name)))
    presence = dict(zip(members, draw(fixed_bytes(len(members))), strict=True))
    return {name: value for name, value in whole.items() if name in required or presence[name] >= _LEFT_OUT}


@cache
def _nulls(name: str) -> list[Json]:
    return [smallest_update(setting, None) for setting in settings_of(name) if setting.member.nullable]


@cache
def _empties(name: str) -> list[Json]:
    cleared = ((setting, setting.member.shape) for setting in settings_of(name) if "N4" in setting.member.rules)
    return [smallest_update(setting, "" if isinstance(shape, ScalarShape) else []) for setting, shape in cleared]


@st.composite
def _updates(draw: st.DrawFn, kind: Callable[[str], st.SearchStrategy[Json]]) -> Json:
    """Updates of a kind for the machine that is running, without what the API would reject at that moment."""
    machine = draw(st.runner())
    name, session = name_of(machine.wire_type), machine._expected or {}
    update = draw(kind(name))
    broken = _broken(name, overlay(session, update, wire_type=name))
    members = {member for member, _ in broken and broken - _broken(name, session)}
    if session.get("tracing") is not None and update.get("tracing") is not None:
        members.add("tracing")
    # Without the whole top-level member: what it would have changed stays as it was, which is fine.
    return {member: fresh(value) for member, value in update.items() if member not in members}


class SessionUpdateMachine(RuleBasedStateMachine):
    """Plays updates to a session and expects the state that the API's session would have.

    Subclass it, and implement :meth:`send` and :meth:`state`. Every example is a new instance, so create the
    session in ``__init__`` and close it in ``teardown``. What the session holds at the start, defaults included, is
    accepted as it is; from then on, nothing may change except what an update names.

    Every update is one that the API accepts at that moment: valid by itself and with the current settings, without
    ``model`` (X7), and without a change of ``tracing`` once it is on, other than to null (X8).
    """

    wire_type: ClassVar[Any] = "RealtimeSessionCreateRequest"
    """The type of the updates: a name or a class, as in :func:`pytest_realtime.wire.session_merge.merge`."""
    _expected: Json | None = None
    _update: Json | None = None

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        # The explain phase takes many times as long as shrinking, and names lines of this package.
        own = cls.TestCase.settings
        cls.TestCase.settings = settings(own, phases=[phase for phase in own.phases if phase is not Phase.explain])

    def send(self, update: Json) -> None:
        """Update your session; ``update`` is the ``session`` member of the event, a copy that you may change."""
        raise NotImplementedError(f"{type(self).__name__} has to implement send(update)")

    def state(self) -> Json:
        """Return your session as JSON-ready objects, as ``session.updated`` would; what is off is null."""
        raise NotImplementedError(f"{type(self).__name__} has to implement state()")

    # Hypothesis shrinks towards the rule that comes first in the alphabet, so the plainest ones come first.

    @precondition(lambda machine: bool(_empties(name_of(machine.wire_type))))
    @rule(update=_updates(lambda name: st.sampled_from(_empties(name))))
    def clear(self, update: Json) -> None:
        """Clear with an empty string or array (N4)."""
        self._play(update)

    @precondition(lambda machine: bool(_nulls(name_of(machine.wire_type))))
    @rule(update=_updates(lambda name: st.sampled_from(_nulls(name))))
    def turn_off(self, update: Json) -> None:
        """Turn one switch off with null (N1)."""
        self._play(update)

    @rule(update=_updates(lambda name: st.sampled_from(_single_updates(name))))
    def update_one(self, update: Json) -> None:
        """Bring one member into one of its states, as users mostly do."""
        self._play(update)

    @rule(update=_updates(_joined_updates))
    def update_several(self, update: Json) -> None:
        """Bring several members into one of their states each."""
        self._play(update)

    @rule(update=_updates(_mostly_whole))
    def update_whole(self, update: Json) -> None:
        """Set nearly everything, as clients do that always send their whole configuration."""
        self._play(update)

    @invariant()
    def state_is_right(self) -> None:
        """Compare the state with the expected one; the first time, start from it."""
        __tracebackhide__ = True  # the message says what differs; how it was found does not matter
        observed = self._observed()
        if self._expected is None:
            self._expected = json.loads(observed)
            return
        integers = integer_map(name_of(self.wire_type))
        findings = compare(json.dumps(self._expected), observed, integers=integers)
        if findings:
            lines = [
                _HEADLINE,
                f"  {mask(json.dumps(self._update))}",
                "differences from the expected state:",
            ]
            for finding in (finding.masked() for finding in findings):
                lines.append(f"  {finding}: expected {finding.expected}, observed {finding.observed}")
            raise AssertionError("\n".join(lines))

    def _observed(self) -> str:
        state = self.state()
        try:
            if isinstance(state, dict):
                return json.dumps(state, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise TypeError(f"state() has to return JSON-ready objects: {error}") from None
        raise TypeError(f"state() has to return a dict, not {type(state).__name__}")

    def _play(self, update: Json) -> None:
        self._update = update
        self._expected = merge(self._expected or {}, update, wire_type=self.wire_type)
        self.send(fresh(update))


def session_update_machine(
    start: Callable[[], S],
    *,
    send: Callable[[S, Json], object],
    state: Callable[[S], Json],
    wire_type: Any = "RealtimeSessionCreateRequest",
) -> type[SessionUpdateMachine]:
    """Make a :class:`SessionUpdateMachine` of three callables, for sessions that need no more.

    Args:
        start: Makes a new session, once for each example.
        send: Updates it, as :meth:`SessionUpdateMachine.send` does.
        state: Returns its state, as :meth:`SessionUpdateMachine.state` does.
        wire_type: The type of the updates: a name or a class.

    Returns:
        A class; its ``TestCase`` is what pytest collects.

    Raises:
        UnknownWireType: If there is no such type.
        ValueError: If the type is not an object.
    """
    session_shape(wire_type)
    send_update, get_state, updates = send, state, wire_type

    class Machine(SessionUpdateMachine):
        wire_type = updates

        def __init__(self) -> None:
            super().__init__()
            self._session = start()

        def send(self, update: Json) -> None:
            send_update(self._session, update)

        def state(self) -> Json:
            return get_state(self._session)

    Machine.__name__ = Machine.__qualname__ = "SessionUpdateMachine"
    return Machine
