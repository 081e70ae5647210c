"""What is wrong with the clients of one server, as the texts that fail a test."""

from collections.abc import Container
from http import HTTPStatus
from typing import NamedTuple

from pytest_realtime.server_testing.checked_server import CheckedServer


class Complaints(NamedTuple):
    """The texts about one server."""

    failures: list[str]
    """What fails the test."""
    notes: str
    """Findings of weaker levels, which do not fail it, and what passed before it failed."""


def complaints_about(server: CheckedServer, nodeid: str, outcome: str, levels: Container[str]) -> Complaints:
    """Return what is wrong with a server that has stopped.

    Args:
        server: The server.
        nodeid: The test.
        outcome: How the test itself went: ``passed``, ``failed`` or ``skipped``.
        levels: The levels that fail the run.
    """
    errors = [f"The local Realtime server itself failed, not the client: {error!r}" for error in server.errors]
    if server.was_connected or errors or any(expected.occurred for expected in server.expectations):
        failures, notes = _about_payloads(server, nodeid, outcome, levels)
        if outcome == "failed":
            from pytest_realtime.server_testing.messages import conversation_text

            notes = "\n\n".join(filter(None, [notes, conversation_text(server)]))
        return Complaints(errors + _about_storms(server) + failures, notes)
    if not server.is_connection_expected or outcome == "skipped":
        return Complaints([], "")
    from pytest_realtime.server_testing.messages import no_connection_text

    return Complaints([no_connection_text(server)], "")


def _about_payloads(server: CheckedServer, nodeid: str, outcome: str, levels: Container[str]) -> Complaints:
    messages = [message for message in server.validated_messages() if message.findings or not message.is_known]
    # A test that ended early has not reached what it expects.
    expectations = server.expectations if outcome == "passed" else []
    unmet = [
        f"No client sent the expected {expectation}"
        for expectation in expectations
        if expectation.is_specific and not expectation.occurred
    ]
    if not messages:
        return Complaints(unmet, "")
    from pytest_realtime.server_testing.messages import findings_text, notes_text

    failures = [
        (message, found)
        for message in messages
        for found in message.findings
        if found.level in levels and not any(expected.allows(message, found) for expected in server.expectations)
    ]
    texts = [findings_text(failures, nodeid)] if failures else []
    return Complaints(unmet + texts, notes_text(messages, levels))


def _about_storms(server: CheckedServer) -> list[str]:
    reasons = [each.reason for each in server.rejected if each.status == HTTPStatus.SERVICE_UNAVAILABLE]
    if not reasons:
        return []
    # Once the list is full, all further rejections are those of a storm.
    count = len(reasons) + server.rejection_count - len(server.rejected)
    return [f"Too many connections: the server rejected {count:,} of them, the last because {reasons[-1]}."]
