"""Clients that crash, hang, write garbage, reject everything or send nothing."""

import threading
from typing import Any

from pytest_realtime.clients import Client, Response, Status
from pytest_realtime.clients.card import Card, Operation
from pytest_realtime.clients.in_process import InProcessClient, Rejected
from pytest_realtime.judge import FindingKind
from tests.faulty.changes import changing_text
from tests.faulty.reference import card, write
from tests.faulty.wrong import Wrong

MINIMAL = "must.session-config.realtime.arm-is-kept"
READ = "must.realtime-session-create-response.id.value-is-read"


def _crash(wire_type: str, sent: str) -> str:
    raise RuntimeError(f"no converter for {wire_type}")


def _refuse(wire_type: str, sent: str) -> str:
    raise Rejected(f"{wire_type} is not supported yet")


def _non_ascii_crashes(text: str) -> str:
    return text.encode("ascii").decode() if text.isascii() else _crash("text", text)


def _twice(text: str) -> str:
    return text.replace('"type":"realtime"', '"type":"realtime","type":"realtime"')


class SilentClient(Client):
    """Takes every payload and sends nothing; only a live client can do that."""

    @property
    def card(self) -> Card:
        return card("silent")

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        return Response(Status.NOT_SENT, message="nothing arrived")


def hanging_client(freed: threading.Event) -> Client:
    """A client that does not answer before ``freed`` is set."""

    def hang(wire_type: str, sent: str) -> str:
        freed.wait()
        return str(write(wire_type, sent))

    return InProcessClient(card("hanging"), roundtrip=hang, read=hang)


def _writing(name: str, mistake: str, kind: FindingKind, change: Any) -> Wrong:
    return Wrong(name, mistake, (), kind, (MINIMAL, kind), write=changing_text(change), on_everything=True)


BEHAVIOUR = (
    Wrong(
        "crashes-on-write",
        "raises an exception of its own",
        (),
        FindingKind.CRASHED,
        (MINIMAL, "crashed"),
        write=_crash,
        on_everything=True,
    ),
    Wrong(
        "crashes-on-non-ascii",
        "raises an encoding error",
        ("N4",),
        FindingKind.CRASHED,
        ("must.realtime-session-create-request.instructions.text-is-kept", "crashed"),
        write=changing_text(_non_ascii_crashes),
    ),
    Wrong(
        "refuses-to-write",
        "rejects every payload",
        (),
        FindingKind.VALID_REJECTED,
        (MINIMAL, "valid-rejected"),
        write=_refuse,
        on_everything=True,
    ),
    Wrong(
        "refuses-to-read",
        "rejects every message of a server",
        (),
        FindingKind.READ_REJECTED,
        (READ, "read-rejected"),
        read=_refuse,
        on_everything=True,
    ),
    Wrong(
        "writes-type-twice",
        "adds a tag to an object that already has it as a member",
        ("U4",),
        FindingKind.DUPLICATE_KEY,
        (MINIMAL, "duplicate-key /type"),
        write=changing_text(_twice),
        places=r"/type$",
    ),
    Wrong(
        "validates-nothing",
        "writes any payload unchanged",
        ("N3", "V2", "V5", "S2"),
        FindingKind.INVALID_ACCEPTED,
        ("may.server-vad.out-of-bounds.is-refused", "invalid-accepted /threshold"),
        write=lambda wire_type, sent: sent,
    ),
    _writing("writes-bytes", "returns bytes instead of text", FindingKind.DRIVER_ERROR, str.encode),
    _writing("writes-nothing", "returns None", FindingKind.DRIVER_ERROR, lambda text: None),
    _writing("writes-an-object", "returns an object", FindingKind.DRIVER_ERROR, lambda text: {"json": text}),
    _writing("writes-an-empty-text", "returns an empty string", FindingKind.NOT_JSON, lambda text: ""),
    _writing(
        "stops-halfway", "writes the first half", FindingKind.NOT_JSON, lambda text: text[: len(text) // 2] or "{"
    ),
    _writing("writes-more", "writes something after the JSON", FindingKind.NOT_JSON, lambda text: f"{text}\nsent"),
    _writing("writes-single-quotes", "writes Python", FindingKind.NOT_JSON, lambda text: text.replace('"', "'")),
)
"""The table; see :class:`Wrong` for the columns."""
