"""What a test expects to be wrong on purpose."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pytest

from pytest_realtime.server.waiting import TIMEOUT

if TYPE_CHECKING:
    from pytest_realtime.judge import Finding
    from pytest_realtime.server_testing.fixture import CheckedServer


@dataclass
class Expectation:
    """Findings that do not fail a test; as a context manager it waits for one of them.

    Inside a ``with`` block only what arrives during the block is excused, and the block's end waits until a
    finding is there: the client may still be sending.
    """

    server: "CheckedServer"
    kind: str | None
    """The finding's kind, such as ``null-invented``; None: any."""
    pointer: str | None
    """The finding's place in the event or body, such as ``/session/tools``; None: any."""
    timeout: float = TIMEOUT
    start: int = 0
    stop: float = field(default=float("inf"))

    @property
    def is_named(self) -> bool:
        """Whether the test says which finding it expects, so that one has to occur."""
        return (self.kind, self.pointer) != (None, None)

    def excuses(self, order: int, finding: "Finding") -> bool:
        """Whether a finding in the text of this number is what the test expects."""
        is_it = self.kind in (None, finding.kind.value) and self.pointer in (None, finding.pointer)
        return is_it and self.start <= order < self.stop

    def __enter__(self) -> "Expectation":
        self.start = self.server.arrived
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> Literal[False]:
        if kind is None:
            self._wait()
        self.stop = self.server.arrived
        return False

    def _wait(self) -> None:
        try:
            self.server.wait_for(lambda server: self.occurred, self.timeout, str(self))
        except TimeoutError as error:
            pytest.fail(f"{self.unmet}\n{error}", pytrace=False)

    @property
    def occurred(self) -> bool:
        """Whether a client did what is expected."""
        sent = self.server.judged()
        return any(self.excuses(one.order, finding) for one in sent for finding in one.findings)

    @property
    def unmet(self) -> str:
        """What to tell when no client did it."""
        return f"the test expects {self}, and no client sent anything of the kind"

    def __str__(self) -> str:
        return " ".join(filter(None, ["an invalid payload:", self.kind or "any finding", self.pointer]))


def checked_kind(kind: str | None) -> str | None:
    """The kind, if there is such a one. Raises :class:`ValueError`, naming the did_you_mean."""
    from pytest_realtime.did_you_mean import did_you_mean
    from pytest_realtime.judge import FindingKind

    kinds = [str(known) for known in FindingKind]
    if kind is not None and kind not in kinds:
        raise ValueError(
            f"{kind!r} is no kind of finding{did_you_mean(kind, kinds)}; there are: {', '.join(kinds)}"
        )
    return kind
