"""One process of a driver, from ``hello`` to ``bye``: which answer belongs to which request.

A driver that writes a bad line is not ended for it. Its case is over, but the true answer may still come;
so ids stay open until they are answered, and what comes for a case that is over is passed by. Where the
order can't be known any more (time-out, exit, answers out of order), the process is ended.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pytest_realtime.clients.card import Card, CardError
from pytest_realtime.clients.client import ClientError, Response, Status
from pytest_realtime.clients.driver.command import not_runnable, unbuilt
from pytest_realtime.clients.driver.line_reader import QUOTED, InvalidLineError
from pytest_realtime.clients.driver.process import GRACE, DriverExited, DriverTimeout, Process
from pytest_realtime.clients.driver.protocol import (
    INSTEAD,
    PROTOCOL,
    card_from,
    member_of,
    number_of,
    outcome_of,
    parse,
    request_line,
)
from pytest_realtime.clients.in_process import MAX_MESSAGE

HELLO_TIMEOUT = 60.0
"""How long a driver may take to start, in seconds: virtual machines and first compilations are slow."""


@dataclass(frozen=True)
class PendingRequest:
    """A request that waits for its answer."""

    number: int
    command: str


class DriverSession:
    """A started driver. Raises :class:`ClientError` when it does not start or introduces itself wrongly."""

    def __init__(self, words: Sequence[str]) -> None:
        self._unanswered: set[int] = set()
        self._next = 0
        self.is_over = False
        """Whether the process was ended; then nothing may be asked any more."""
        try:
            self._process = Process(words)
        except OSError as error:
            raise ClientError(not_runnable(words, error)) from None
        try:
            self.card: Card = self._introduced(words)
        except BaseException:
            self.end()
            raise

    def send(self, command: str, **members: Any) -> PendingRequest:
        """Send a request, maybe before earlier ones were answered."""
        sent = PendingRequest(self._next, command)
        self._process.send(request_line(sent.number, command, **members))
        self._unanswered.add(sent.number)
        self._next += 1
        return sent

    def answer(self, sent: PendingRequest, timeout: float) -> Response:
        """Wait for the answer to the oldest request that was not waited for."""
        try:
            answer, line = self._receive(sent, timeout)
            return outcome_of(answer, sent.command, line)
        except InvalidLineError as error:
            # A driver that writes without reading would have us gather requests without end.
            if not self._process.flush():
                self.end()
            return Response(Status.ERROR, message=self._with_stderr(str(error)))
        except DriverTimeout:
            return self._over(Status.TIMED_OUT, self._late(timeout))
        except DriverExited:
            return self._ended()
        except BaseException:
            self.end()
            raise

    def unasked(self) -> Response | None:
        """What a driver has written while nothing was asked: a driver error, or None."""
        try:
            while (line := self._process.receive_now()) is not None:
                self._check_number(parse(line), line, self._next)
        except InvalidLineError as error:
            return Response(Status.ERROR, message=self._with_stderr(f"before it was asked, {error}"))
        return None

    def end(self, *, politely: bool = False) -> None:
        """End the process; politely, with ``bye`` and time to finish."""
        is_over, self.is_over = self.is_over, True
        if not is_over:
            self._process.end(request_line(self._next, "bye") if politely else b"")

    def _introduced(self, words: Sequence[str]) -> Card:
        sent = self.send("hello", protocol=PROTOCOL)
        try:
            answer, line = self._receive(sent, HELLO_TIMEOUT)
            member = member_of(answer, "hello", line)
            if member in INSTEAD:
                told = answer[member][-MAX_MESSAGE:]
                raise ClientError(self._with_stderr(f"the driver answered hello with {member}: {told}"))
            return card_from(answer["card"])
        except CardError as error:
            # A card may hold megabytes where a word should stand.
            told = str(error)[:MAX_MESSAGE]
            end = "" if told.endswith("?") else "."
            raise ClientError(f"{told}{end} The fault is in the driver") from None
        except InvalidLineError as error:
            raise ClientError(self._with_stderr(f"instead of answering hello, {error}")) from None
        except DriverTimeout:
            raise ClientError(self._with_stderr(f"at hello, {self._late(HELLO_TIMEOUT)}")) from None
        except DriverExited:
            raise ClientError(f"at hello, {self._ended(unbuilt(words)).message}") from None

    def _receive(self, sent: PendingRequest, timeout: float) -> tuple[dict[str, Any], bytes]:
        deadline = time.monotonic() + timeout
        while True:
            line = self._process.receive(deadline)
            answer = parse(line)
            if self._check_number(answer, line, sent.number) == sent.number:
                return answer, line

    def _check_number(self, answer: dict[str, Any], line: bytes, expected: int) -> int:
        """The id, when it is the expected one or that of a case that is over. Raises :class:`InvalidLineError`."""
        number = number_of(answer, line)
        if number in self._unanswered and number > expected:
            self.end()
            raise InvalidLineError(f"the answer to {number} before the one to {expected}, out of order", line)
        if number not in self._unanswered:
            known = "was answered before" if 0 <= number < self._next else "was never asked"
            raise InvalidLineError(f"an answer with the wrong id {str(number)[:QUOTED]}, which {known}", line)
        self._unanswered.remove(number)
        return number

    def _ended(self, hint: str = "") -> Response:
        self._process.wait(GRACE)
        if status := self._process.status:
            whose = "the driver, or the client in it, ended without answering"
            return self._over(Status.CRASHED, f"{whose} ({status}){hint}")
        fault = "the driver closed its stdout without answering and lives on. The fault is in the driver"
        return self._over(Status.ERROR, fault)

    def _over(self, answer: Status, told: str) -> Response:
        self.end()
        return Response(answer, message=self._with_stderr(told))

    def _late(self, timeout: float) -> str:
        begun = self._process.begun_line
        half = f"; it wrote {begun} without ending the line" if begun else ""
        return (
            f"the driver, or the client in it, gave no answer in {timeout:g} s{half}. "
            "Does the driver flush stdout after each line?"
        )

    def _with_stderr(self, told: str) -> str:
        return f"{told}\nstderr ends with:\n{self._process.stderr}" if self._process.stderr else told
