"""One process of a driver, from ``hello`` to ``bye``: which answer belongs to which request.

A driver that writes an invalid line is not ended for it. That request is over, but its true answer may still come;
so ids stay open until they are answered, and late answers are dropped. Where the order can no longer be known
(timeout, exit, answers out of order), the process is ended.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pytest_realtime.clients.card import Card, CardError
from pytest_realtime.clients.client import ClientError, Response, Status
from pytest_realtime.clients.driver.command import build_hint, start_error
from pytest_realtime.clients.driver.line_reader import QUOTED, InvalidLineError
from pytest_realtime.clients.driver.process import GRACE, DriverExited, DriverTimeout, Process
from pytest_realtime.clients.driver.protocol import (
    INSTEAD,
    PROTOCOL,
    card_of,
    member_of,
    number_of,
    parse,
    request_line,
    response_of,
)
from pytest_realtime.clients.in_process import MAX_MESSAGE

HELLO_TIMEOUT = 60.0
"""How long a driver may take to answer ``hello``, in seconds: virtual machines and first compilations are slow."""


@dataclass(frozen=True)
class PendingRequest:
    """A request that waits for its answer."""

    number: int
    command: str


class DriverSession:
    """A started driver. Raises :class:`ClientError` when it does not start or answers ``hello`` wrongly."""

    def __init__(self, words: Sequence[str]) -> None:
        self._unanswered: set[int] = set()
        self._known: set[str] = set()
        """The commands that the driver has answered, with anything but an error."""
        self._next = 0
        self.is_over = False
        """Whether the process was ended; then no request may be sent."""
        try:
            self._process = Process(words)
        except OSError as error:
            raise ClientError(start_error(words, error)) from None
        try:
            self.card: Card = self._hello(words)
        except BaseException:
            self.end()
            raise

    def send(self, command: str, **members: Any) -> PendingRequest:
        """Send a request, perhaps before earlier ones were answered."""
        request = PendingRequest(self._next, command)
        self._process.send(request_line(request.number, command, **members))
        self._unanswered.add(request.number)
        self._next += 1
        return request

    def response(self, request: PendingRequest, timeout: float) -> Response:
        """Wait for the answer to the oldest request that was not waited for, for at most ``timeout`` seconds."""
        try:
            answer, line = self._receive(request, timeout)
            response = response_of(answer, request.command, line)
            if response.status is not Status.ERROR:
                self._known.add(request.command)
            elif "command" in response.message and request.command not in self._known:
                response = replace(response, message=f"{response.message}{_not_known(request.command)}")
            return response
        except InvalidLineError as error:
            # For a driver that writes without reading, unsent requests would pile up without end.
            if not self._process.flush():
                self.end()
            return Response(Status.ERROR, message=self._with_stderr(str(error)))
        except DriverTimeout:
            hint = "" if request.command in self._known else _not_known(request.command)
            return self._end_with(Status.TIMED_OUT, f"{self._no_answer(timeout)}{hint}")
        except DriverExited:
            return self._exited()
        except BaseException:
            self.end()
            raise

    def unexpected_line(self) -> Response | None:
        """The driver error for a line that was written before the next request; None if there is none."""
        try:
            while (line := self._process.receive_now()) is not None:
                self._check_number(parse(line), line, self._next)
        except InvalidLineError as error:
            return Response(Status.ERROR, message=self._with_stderr(f"before the request, {error}"))
        return None

    def end(self, *, politely: bool = False) -> None:
        """End the process; politely, with ``bye`` and time to finish."""
        is_over, self.is_over = self.is_over, True
        if not is_over:
            self._process.end(request_line(self._next, "bye") if politely else b"")

    def _hello(self, words: Sequence[str]) -> Card:
        request = self.send("hello", protocol=PROTOCOL)
        try:
            answer, line = self._receive(request, HELLO_TIMEOUT)
            member = member_of(answer, "hello", line)
            if member in INSTEAD:
                message = f"the driver answered hello with {member}: {answer[member][-MAX_MESSAGE:]}"
                raise ClientError(self._with_stderr(message))
            return card_of(answer["card"])
        except CardError as error:
            # A card may contain megabytes where a word is expected.
            message = str(error)[:MAX_MESSAGE]
            raise ClientError(
                f"{message}{'' if message.endswith('?') else '.'} The fault is in the driver"
            ) from None
        except InvalidLineError as error:
            raise ClientError(self._with_stderr(f"instead of answering hello, {error}")) from None
        except DriverTimeout:
            raise ClientError(self._with_stderr(f"at hello, {self._no_answer(HELLO_TIMEOUT)}")) from None
        except DriverExited:
            raise ClientError(f"at hello, {self._exited(build_hint(words)).message}") from None

    def _receive(self, request: PendingRequest, timeout: float) -> tuple[dict[str, Any], bytes]:
        deadline = time.monotonic() + timeout
        while True:
            line = self._process.receive(deadline)
            answer = parse(line)
            if self._check_number(answer, line, request.number) == request.number:
                return answer, line

    def _check_number(self, answer: dict[str, Any], line: bytes, expected: int) -> int:
        """Return the id if it is the expected one or that of a request that is over."""
        number = number_of(answer, line)
        if number in self._unanswered and number > expected:
            self.end()
            raise InvalidLineError(f"answer {number} before answer {expected}, out of order", line)
        if number not in self._unanswered:
            known = "was answered before" if 0 <= number < self._next else "belongs to no request"
            raise InvalidLineError(f"an answer with the wrong id {str(number)[:QUOTED]}, which {known}", line)
        self._unanswered.remove(number)
        return number

    def _exited(self, hint: str = "") -> Response:
        self._process.wait(GRACE)
        if status := self._process.status:
            message = f"the driver, or the client in it, exited without answering ({status}){hint}"
            return self._end_with(Status.CRASHED, message)
        message = "the driver closed its stdout without answering, but keeps running. The fault is in the driver"
        return self._end_with(Status.ERROR, message)

    def _end_with(self, status: Status, message: str) -> Response:
        self.end()
        return Response(status, message=self._with_stderr(message))

    def _no_answer(self, timeout: float) -> str:
        partial = self._process.partial_line
        wrote = f"; it wrote {partial} without ending the line" if partial else ""
        return (
            f"the driver, or the client in it, gave no answer in {timeout:g} s{wrote}. "
            "Does the driver flush stdout after each line?"
        )

    def _with_stderr(self, message: str) -> str:
        stderr = self._process.stderr
        return f"{message}\nstderr ends with:\n{stderr}" if stderr else message


def _not_known(command: str) -> str:
    hint = f" It has not answered {command} yet, which its card lists"
    return f"{hint}; if it does not know it, the fault is the driver's"
