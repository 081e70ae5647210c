"""A contract run of a client that listens: what it prints, reports and lists."""

import jsonschema

from tests.pytest_integration.test_reports import SCHEMA
from tests.pytest_integration.user_project import Project, assert_outcomes, text_of, verdicts

ERROR = "must.listening.error.stream-goes-on"
VOICE = "must.listening.voice-turn.stream-goes-on"
TEXT = "must.response-text-delta-event.event-is-heard"
ENTRY = """\
[[deviation]]
client   = "listener"
findings = ["read-rejected RealtimeErrorEvent value"]
reason   = "it takes every error for the end"
"""


def test_a_listening_that_ends_is_one_cause(project: Project) -> None:
    names = ["report.json", "report.html", "report.md"]
    options = [f"--realtime-report={name}" for name in names]
    result = project.contracts(*options, client="listener", only=f"{ERROR} or {VOICE} or {TEXT}")
    assert_outcomes(result, 1, passed=1, failed=1, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "A client that listens to errors amid a turn stays connected, and hands on what it knows of it.",
            "read-rejected: expected the client goes on listening, observed the client closed the connection",
            "input RealtimeErrorEvent (said by the server)",
            "client handed over nothing",
            "hears 3 of the server's events by design",
            "*read-rejected RealtimeErrorEvent value (1 MUST contract)",
        ]
    )
    report = project.report()
    jsonschema.validate(report, SCHEMA)
    assert verdicts(report) == {ERROR: "deviation", VOICE: "pass", TEXT: "not-applicable"}
    assert report["clients"][0]["hears"] == ["error", "rate_limits.updated", "response.done"]
    assert {exchange["operation"] for exchange in report["exchanges"]} == {"listen"}
    for name in names[1:]:
        assert "all others are not applicable" in (project.path / name).read_text(encoding="utf-8")


def test_it_can_be_listed(project: Project) -> None:
    project.write("realtime-deviations.toml", ENTRY)
    result = project.contracts("-v", client="listener", only=f"{ERROR} or {VOICE}")
    assert_outcomes(result, 0, passed=1, known=1)
    assert "it takes every error for the end" in text_of(result)
