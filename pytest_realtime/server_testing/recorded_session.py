"""The judge of a recording: the same findings as those of the local server, after the fact."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pytest_realtime.deviations.known import KnownDeviations
from pytest_realtime.endpoints import types_of_event
from pytest_realtime.judge import mask
from pytest_realtime.report.terminal.failure import MOST_FINDINGS
from pytest_realtime.safe_text import Colour, visible
from pytest_realtime.server.recordings.contents import Recording
from pytest_realtime.server.recordings.recording_reader import read_recording
from pytest_realtime.server.records import counted
from pytest_realtime.server_testing.messages import described
from pytest_realtime.server_testing.traffic import CONVERSATIONAL, Traffic
from pytest_realtime.server_testing.validation import ClientMessage, ServerFinding
from pytest_realtime.wire.json.reader import read
from pytest_realtime.wire.places import place_of
from pytest_realtime.wire.registry import UnknownWireType, get_wire_type
from pytest_realtime.wire.rules import api_rules


@dataclass(frozen=True)
class JudgedFinding:
    """A finding of a recording, and what the run makes of it."""

    message: ClientMessage
    found: ServerFinding
    """Its finding has a place in the wire types, a rule and a reason."""
    known: str
    """The reason of the entry in the deviations file that explains it; empty if none does."""
    is_failure: bool
    """Whether it fails the run, by its level and the deviations file."""

    @property
    def key(self) -> str:
        """The cause key, as the deviations file lists it."""
        return self.found.finding.key


@dataclass(frozen=True)
class JudgedRecording:
    """A recording with its findings.

    Args:
        path: The file.
        recording: What was read from it.
        messages: What the clients sent, with all that is wrong with it.
        known: The entries of the deviations file.
        client: The client's name, as entries may have it.
        levels: The levels that fail the run, in capitals.
    """

    path: Path
    recording: Recording
    messages: list[ClientMessage]
    known: KnownDeviations
    client: str
    levels: Collection[str]

    @cached_property
    def findings(self) -> list[JudgedFinding]:
        """All findings, in the order of what was sent."""
        return [self._judged(message, found) for message in self.messages for found in message.findings]

    def _judged(self, message: ClientMessage, found: ServerFinding) -> JudgedFinding:
        reason = api_rules().get(found.rule) or found.reason or found.message
        cause = replace(found.finding, place=_place(message, found), rule=found.rule, reason=reason)
        found = replace(found, finding=cause)
        entry = self.known.explanation(self.client, found.finding.key) if found.finding.place else None
        is_failure = entry is None and found.level in self.levels
        return JudgedFinding(message, found, entry.reason if entry else "", is_failure)

    def lines(self, paint: Callable[[str, Colour], str] = lambda line, _: line) -> Iterator[str]:
        """Yield the lines of the result, without secrets.

        Args:
            paint: Gives a line its colour: the verdict, and the first line of each finding.
        """
        for line, colour in self._lines():
            yield paint(mask(visible(line)), colour)

    def _lines(self) -> Iterator[tuple[str, Colour]]:
        failures = [one for one in self.findings if one.is_failure]
        others = [one for one in self.findings if not one.is_failure]
        yield f"{self.path}: {self._extent()}", ""
        yield self._verdict(failures, others), "red" if failures else "green"
        for judged in [*failures, *others][:MOST_FINDINGS]:
            yield "", ""
            first, *more = self._described(judged)
            yield first, "red" if judged.is_failure else "yellow"
            yield from ((line, "") for line in more)
        if len(self.findings) > MOST_FINDINGS:
            yield from (("", ""), (f"… and {len(self.findings) - MOST_FINDINGS} more", ""))
        for name in dict.fromkeys(message.name for message in self.messages if not message.is_known):
            yield from (("", ""), (f"this package does not know the event {name}", ""))

    def _described(self, judged: JudgedFinding) -> Iterator[str]:
        yield from described(judged.message, judged.found)
        if self.recording.has_lines:
            yield f"file    line {judged.message.order}"
        if judged.known:
            yield f"known   {judged.known}"
        elif judged.found.finding.place:
            yield f"cause   {judged.key}"

    def _extent(self) -> str:
        connections, requests = self.recording.connections, self.recording.requests
        counts = [
            counted(len(connections), "connection"),
            counted(len(requests) - sum(one.request in requests for one in connections), "other request"),
            counted(sum(len(connection.messages()) for connection in connections), "message") + " of the client",
        ]
        if self.recording.ignored:
            counts.append(f"{self.recording.ignored:,} requests that are not about the Realtime API")
        return ", ".join(counts)

    def _verdict(self, failures: list[JudgedFinding], others: list[JudgedFinding]) -> str:
        if not self.findings:
            return "no findings"
        known = sum(bool(one.known) for one in others)
        parts = [counted(len(failures), "finding") + (" fails" if len(failures) == 1 else " fail")]
        parts += [f"{len(others) - known} advisory"] * (len(others) > known) + [f"{known} known"] * (known > 0)
        return ", ".join(parts)


def judge_recording(
    path: Path, *, known: KnownDeviations | None = None, client: str = "", levels: Collection[str] = ("MUST",)
) -> JudgedRecording:
    """Read and judge a recording, as if its session had passed at the local server.

    Args:
        path: The file: a recording, or a HAR of Chromium.
        known: The entries of a deviations file.
        client: The client's name, for entries that name one.
        levels: The levels that fail the run, in capitals.

    Raises:
        RecordingError: The file can't be read as a recording.
    """
    recording = read_recording(path)
    messages = Traffic().messages(
        recording.requests, recording.connections, recording.refused, recording.rejected, is_over=True
    )
    return JudgedRecording(path, recording, messages, known or KnownDeviations(), client, levels)


def _place(message: ClientMessage, found: ServerFinding) -> str:
    """The place of a finding; of one about the conversation, the wire type of its message; empty without any."""
    name = next(iter(types_of_event(message.name)), message.name)
    try:
        get_wire_type(name)
    except UnknownWireType:
        return ""
    if found.finding.kind in CONVERSATIONAL:
        return name
    return str(place_of(name, found.finding.pointer, read(message.text).value))
