"""What a test expects to be wrong: findings that do not fail it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, Self

import pytest

from pytest_realtime.server.watch import TIMEOUT

if TYPE_CHECKING:
    from pytest_realtime.server_testing.validation import ClientMessage, ServerFinding


class ExpectingServer(Protocol):
    """The server of a test: :class:`pytest_realtime.server_testing.checked_server.CheckedServer`."""

    @property
    def next_order(self) -> int:
        """A number greater than the orders of all frames so far."""

    def validated_messages(self) -> "list[ClientMessage]":
        """All messages so far."""

    def wait_for(self, check: Callable[[Self], object], timeout: float = TIMEOUT, what: str = "") -> None:
        """Wait until a condition is true."""


Matches = Callable[["ClientMessage", "ServerFinding | None"], bool]
"""Whether a message, or a finding of it, is what is expected."""


@dataclass
class Expectation:
    """Findings that do not fail a test.

    As a context manager it allows only what arrives during the block, and the end of the block waits until a
    finding is there: the client may still be sending.
    """

    server: ExpectingServer
    what: str
    """What is expected, for people: ``invalid payload: null-invented``."""
    matches: Matches
    is_specific: bool
    """Whether the test names it, so that it has to occur."""
    timeout: float = TIMEOUT
    start: int = 0
    """The order of the first message that may have the finding."""
    stop: float = float("inf")
    """The order after the last one."""

    def allows(self, message: "ClientMessage", finding: "ServerFinding | None" = None) -> bool:
        """Whether the test expects a finding of a message; without a finding, the message itself."""
        return self.start <= message.order < self.stop and self.matches(message, finding)

    @property
    def occurred(self) -> bool:
        """Whether a client sent what is expected."""
        return any(
            self.allows(message, found)
            for message in self.server.validated_messages()
            for found in (*message.findings, None)
        )

    def __str__(self) -> str:
        return self.what

    def __enter__(self) -> "Expectation":
        self.start = self.server.next_order
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> Literal[False]:
        try:
            if kind is None:
                self.server.wait_for(lambda server: self.occurred, self.timeout, str(self))
        except TimeoutError as late:
            pytest.fail(f"No client sent the expected {self}\n{late}", pytrace=False)
        finally:
            self.stop = self.server.next_order
        return False


def invalid(kind: str | None, pointer: str | None) -> Matches:
    """Match findings of a kind and at a place; without a kind all but those of order and refusals.

    Raises:
        ValueError: The kind does not exist.
    """
    from pytest_realtime.did_you_mean import did_you_mean
    from pytest_realtime.judge import FindingKind
    from pytest_realtime.server_testing.traffic import CONVERSATIONAL

    kinds = [str(known) for known in FindingKind]
    if kind is not None and kind not in kinds:
        raise ValueError(f"unknown finding kind {kind!r}{did_you_mean(kind, kinds)}; allowed: {', '.join(kinds)}")

    def matches(message: "ClientMessage", found: "ServerFinding | None") -> bool:
        if found is None:
            return False
        is_kind = found.finding.kind == kind if kind else found.finding.kind not in CONVERSATIONAL
        return is_kind and pointer in (None, found.finding.pointer)

    return matches


def refused(code: str | None) -> Matches:
    """Match messages that the server refused, with everything that is wrong with them."""
    return lambda message, found: message.refusal is not None and code in (None, message.refusal.code)


def out_of_order(rule: str | None) -> Matches:
    """Match findings of order, by the number of the API rule.

    Raises:
        ValueError: The rule does not exist.
    """
    from pytest_realtime.judge import FindingKind
    from pytest_realtime.wire.rules import api_rules

    if rule is not None and rule not in api_rules():
        raise ValueError(f"unknown API rule {rule!r}; the rules of order are O1 to O25, E7, I17 and X7")

    def matches(message: "ClientMessage", found: "ServerFinding | None") -> bool:
        return found is not None and found.finding.kind is FindingKind.OUT_OF_ORDER and rule in (None, found.rule)

    return matches
