"""Clients that don't answer as clients do: they crash, hang, babble, refuse everything or send nothing."""

import threading
from typing import Any

from pytest_realtime.clients import Client, Response, Status
from pytest_realtime.clients.card import Card, Operation
from pytest_realtime.clients.in_process import InProcessClient, Rejected
from pytest_realtime.judge import FindingKind
from tests.faulty.reference import card, write
from tests.faulty.walks import respelling
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


def _answering(name: str, fault: str, kind: FindingKind, answer: Any) -> Wrong:
    return Wrong(name, fault, (), kind, (MINIMAL, kind), write=respelling(answer), on_everything=True)


BEHAVIOUR = (
    Wrong(
        "crashes-on-write",
        "raises an error of its own making",
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
        write=respelling(_non_ascii_crashes),
    ),
    Wrong(
        "refuses-to-write",
        "refuses every payload",
        (),
        FindingKind.VALID_REJECTED,
        (MINIMAL, "valid-rejected"),
        write=_refuse,
        on_everything=True,
    ),
    Wrong(
        "refuses-to-read",
        "refuses whatever a server sends",
        (),
        FindingKind.READ_REJECTED,
        (READ, "read-rejected"),
        read=_refuse,
        on_everything=True,
    ),
    Wrong(
        "writes-type-twice",
        "tags an object that has its tag as a member, too",
        ("U4",),
        FindingKind.DUPLICATE_KEY,
        (MINIMAL, "duplicate-key /type"),
        write=respelling(_twice),
        places=r"/type$",
    ),
    Wrong(
        "validates-nothing",
        "writes whatever it was given",
        ("N3", "V2", "V5", "S2"),
        FindingKind.INVALID_ACCEPTED,
        ("may.server-vad.out-of-bounds.is-refused", "invalid-accepted /threshold"),
        write=lambda wire_type, sent: sent,
    ),
    _answering("writes-bytes", "returns bytes instead of text", FindingKind.DRIVER_ERROR, str.encode),
    _answering("writes-nothing", "returns None", FindingKind.DRIVER_ERROR, lambda text: None),
    _answering("writes-an-object", "returns an object", FindingKind.DRIVER_ERROR, lambda text: {"json": text}),
    _answering("writes-an-empty-text", "returns no JSON at all", FindingKind.NOT_JSON, lambda text: ""),
    _answering(
        "stops-halfway", "writes the first half", FindingKind.NOT_JSON, lambda text: text[: len(text) // 2] or "{"
    ),
    _answering(
        "writes-more", "writes something after the JSON", FindingKind.NOT_JSON, lambda text: f"{text}\nsent"
    ),
    _answering("writes-single-quotes", "writes Python", FindingKind.NOT_JSON, lambda text: text.replace('"', "'")),
)
"""The table; see :class:`Wrong` for the columns."""
