"""Clients that answer with what is no answer: told clearly, and the results of others are kept."""

import pytest

from tests.pytest_integration.user_project import PCM, Project, assert_outcomes, text_of, verdicts


@pytest.mark.parametrize(
    ("client", "verdict", "told"),
    [
        (
            "returning_bytes",
            "error",
            "returned an object of type bytes; allowed: JSON text as str; decode it first",
        ),
        ("returning_none", "error", "roundtrip returned None; allowed: JSON text as str"),
        ("returning_an_object", "error", "returned an object of type object; allowed: JSON text as str"),
        ("returning_no_json", "deviation", "not-json: expected JSON, observed Expecting property name"),
        (
            "returning_far_too_much",
            "error",
            "wrote 50,000,002 bytes, which are dropped; allowed: at most 8,388,608",
        ),
    ],
)
def test_answer_that_is_none(project: Project, client: str, verdict: str, told: str) -> None:
    result = project.contracts("--realtime-report=report.json", client=client)
    assert_outcomes(result, 1, failed=1)
    assert told in text_of(result)
    assert verdicts(project.report()) == {PCM: verdict}


def test_crash_is_told_in_one_line_and_in_full(project: Project) -> None:
    only = f"{PCM} or must.audio-pcmu.maximal-form-is-kept"
    result = project.contracts("--realtime-report=report.json", client="crasher", only=only)
    assert_outcomes(result, 1, failed=1, passed=1)
    result.stdout.fnmatch_lines(
        [
            "crashed: expected an answer, observed RuntimeError: no luck at all",
            "client wrote nothing: crashed",
            '    File "*subject.py", line *, in crash',
            "  RuntimeError: no luck",
            "  at all",
        ]
    )
    assert sorted(verdicts(project.report()).values()) == ["error", "pass"]


def test_client_that_hangs_is_given_up(project: Project) -> None:
    options = ["--realtime-timeout=0.2", "--realtime-client=subject:faithful", "--realtime-report=report.json"]
    result = project.contracts(
        *options, client="hanging", only="must.audio-pcm and kept or must.audio-pcmu and kept"
    )
    told = [row["findings"][0]["observed"] for row in project.report()["results"] if row["client"] == "hanging"]
    assert len(told) > 5
    assert_outcomes(result, 1, failed=len(told), passed=len(told))
    assert told.count("hanging gave no answer in 0.2 s") == 5
    assert told.count("skipped: the client timed out 5 times in a row") == len(told) - 5
