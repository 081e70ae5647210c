"""The deviations file: what is listed is expected, and nothing else is."""

import pytest

from tests.pytest_integration.user_project import (
    NULL,
    NULL_ENTRY,
    PCM,
    Project,
    assert_outcomes,
    assert_usage_error,
    text_of,
    verdicts,
)

TRANSCRIPTION = "must.realtime-transcription-session-audio-input.turn-detection.null-is-kept"
FINDINGS = [
    "null-dropped /turn_detection",
    "null-dropped /audio/input/turn_detection",
    "null-dropped /session/audio/input/turn_detection",
]


def entry(contract: str, *findings: str, reason: str = "known") -> str:
    listed = f"findings = {list(findings)!r}".replace("'", '"') if findings else ""
    return f'[[deviation]]\ncontract = "{contract}"\nreason = "{reason}"\n{listed}'


def test_a_known_deviation_fails_nothing_and_is_shown_and_counted(project: Project) -> None:
    project.write("realtime-deviations.toml", NULL_ENTRY)
    only = f"{NULL} or {PCM}"
    result = project.contracts("-v", "--realtime-report=report.json", client="null_dropper", only=only)
    assert_outcomes(result, 0, passed=1, known=1)
    result.stdout.fnmatch_lines(
        [
            "realtime deviations: *realtime-deviations.toml",
            f"*{NULL}] KNOWN DEVIATION *",
            "MUST  *1  *0  *1  *0  *0  *0",
            "known deviation  null-dropped RealtimeAudioConfigInput.turn_detection (1 MUST contract)",
            "                 nulls are skipped",
        ]
    )
    assert verdicts(project.report()) == {NULL: "expected", PCM: "pass"}
    assert [row["reason"] for row in project.report()["results"]] == ["", "nulls are skipped"]


def test_fixed_fails_differently_fails_and_crash_fails(project: Project) -> None:
    crash = "must.audio-pcm.minimal-form-is-kept"
    project.write(
        "known.toml",
        entry(PCM, reason="of old"),
        entry(NULL, "null-dropped /audio/input/turn_detection"),
        entry(crash),
    )
    deviations = "--realtime-deviations=known.toml"
    named = "--realtime-client=subject:crasher"
    result = project.contracts(deviations, named, client="null_dropper", only=f"{PCM} or {NULL} or {crash}")
    assert_outcomes(result, 1, failed=6)
    result.stdout.fnmatch_lines(
        [
            "client null-dropper 1.0",
            "The contract passed, but *known.toml lists it as a known deviation (of old). "
            f"Remove the entry '{PCM}' from *",
            f"rerun   pytest-realtime check subject:null_dropper {deviations} -k '{PCM}'",
        ]
    )
    result.stdout.fnmatch_lines(
        [
            f"{NULL} [[]MUST[]]",
            "Listed as a known deviation, but with other findings.",
            *(f"{finding}: expected null, observed absent" for finding in FINDINGS),
        ]
    )
    result.stdout.fnmatch_lines(["          error  crashed *"])


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([entry("must.nothing.like-this")], ["entry 1 (line 1): unknown contract 'must.nothing.like-this'"]),
        ([entry(PCM), entry(PCM)], [f"entry 2 (line 5): '{PCM}' is already listed by entry 1"]),
        ([entry(PCM, reason=" ")], ["reason is blank; say why the client does this"]),
        ([entry("must.*")], ["the pattern 'must.*' matches", "at most 20 are allowed"]),
        ([entry(PCM), 'since = "v1"'], ["unknown key 'since'", "allowed: client, contract, findings, reason, "]),
        (["[[deviation]"], ["not a TOML file"]),
    ],
)
def test_file_that_can_not_be_used(project: Project, lines: list[str], told: list[str]) -> None:
    project.write("realtime-deviations.toml", *lines)
    assert_usage_error(project.contracts(client="faithful"), "realtime-deviations.toml: ", *told)


def test_missing_file(project: Project) -> None:
    result = project.contracts("--realtime-deviations=nowhere.toml", client="faithful")
    assert_usage_error(result, "nowhere.toml: can't read the deviations file: No such file or directory")


def test_ini_file_names_it_from_the_root_directory(project: Project) -> None:
    project.write("pytest.ini", "[pytest]", "pythonpath = .", "realtime_deviations = known/list.toml")
    project.write("known/list.toml", NULL_ENTRY)
    folder = project.write("tests/notes.txt").parent
    project.change_to(folder)
    result = project.contracts(client="null_dropper", only=NULL)
    assert_outcomes(result, 0, known=1)


def test_should_is_advisory_unless_the_fail_level_says_otherwise(project: Project) -> None:
    contract = "should.connector-id.unknown-value-is-read"
    advisory = project.contracts(client="fussy", only=contract)
    assert_outcomes(advisory, 0, advisory=1)
    advisory.stdout.fnmatch_lines(["pytest_realtime/contracts/test_contracts.py a *", "*read-rejected*"])
    failing = project.contracts("--realtime-fail-level=should", client="fussy", only=contract)
    assert_outcomes(failing, 1, failed=1)
    assert f"--realtime-fail-level=should -k '{contract}'" in text_of(failing)


CAUSE = "null-dropped RealtimeAudioConfigInput.turn_detection"
OTHER = "must.session-update-event.session.value-is-kept"


def cause(*findings: str, reason: str = "nulls are skipped", more: str = "") -> str:
    listed = str(list(findings)).replace("'", '"')
    return f'[[deviation]]\nfindings = {listed}\nreason = "{reason}"\n{more}'


def test_an_entry_by_cause_explains_a_finding_wherever_it_is(project: Project) -> None:
    project.write("realtime-deviations.toml", cause(CAUSE))
    result = project.contracts("--realtime-report=report.json", client="null_dropper", only=f"{NULL} or {PCM}")
    assert_outcomes(result, 0, passed=1, known=1)
    (listed,) = (row for row in project.report()["results"] if row["findings"])
    assert (listed["verdict"], listed["reason"]) == ("expected", "nulls are skipped")
    assert {finding["known"] for finding in listed["findings"]} == {"nulls are skipped"}
    (row,) = project.report()["causes"]
    assert (row["cause"], row["known"], row["failed"]) == (CAUSE, "nulls are skipped", False)


def test_what_no_entry_explains_fails_alone(project: Project) -> None:
    project.write("realtime-deviations.toml", cause("null-dropped RealtimeAudioConfigInput.transcription"))
    result = project.contracts(client="null_dropper", only=NULL)
    assert_outcomes(result, 1, failed=1)
    result.stdout.fnmatch_lines([f"cause   {CAUSE}", "[[][[]deviation[]][]]", f'findings = [[]"{CAUSE}"[]]'])


def test_an_entry_that_explains_nothing_fails_a_complete_run_only(project: Project) -> None:
    project.write("realtime-deviations.toml", cause(CAUSE), cause("member-dropped McpTool.headers", reason="old"))
    told = "explains nothing any more. The client was fixed: remove the entry for member-dropped McpTool"
    client = "null_dropper_of_few_types"
    partial = project.contracts(client=client, only=NULL)
    assert partial.ret == 0
    whole = project.contracts(client=client, only="")
    assert whole.ret == 1
    assert told in text_of(whole)
    assert told not in text_of(partial)


def test_an_entry_that_grows_fails(project: Project) -> None:
    project.write("realtime-deviations.toml", cause("null-dropped Realtime*", more="contracts = 1\nplaces = 1"))
    result = project.contracts(client="null_dropper", only="null-is-kept and turn-detection")
    assert result.ret == 1
    for what in ("contracts", "places"):
        result.stdout.re_match_lines(
            [rf".*entry 1 \(line 1\): explains findings in \d+ {what}, more than the 1 listed\."]
        )


def test_a_client_that_is_spelled_nearly_alike_fails(project: Project) -> None:
    more = [cause("null-dropped McpTool.headers", more=f'client = "{name}"') for name in ("nul-dropper", "other")]
    project.write("realtime-deviations.toml", *more)
    result = project.contracts(client="null_dropper", only=PCM)
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        ["*entry 1 (line 1): unknown client 'nul-dropper' (did you mean 'null-dropper'[?]). If there are two*"]
    )
    assert "'other'" not in text_of(result)


def test_a_reason_that_nobody_has_written_fails(project: Project) -> None:
    project.write("realtime-deviations.toml", cause(CAUSE, reason="TODO"))
    result = project.contracts(client="null_dropper", only=NULL)
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "The run fails because of the deviations file:",
            "*entry 1 (line 1): the reason is still 'TODO'. Say why the client does this",
        ]
    )


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            [cause("null-dropped McpTool.heders")],
            "unknown place 'McpTool.heders' (did you mean 'McpTool.headers'?)",
        ),
        (
            [cause("null-droped McpTool.headers")],
            "unknown finding kind 'null-droped' (did you mean 'null-dropped'?)",
        ),
        ([cause("null-dropped Nothing.*")], "the pattern 'Nothing.*' matches no place of the wire types"),
        ([cause(CAUSE), cause(CAUSE)], f"'{CAUSE}' is already listed by entry 1"),
        ([cause("crashed McpTool")], "a finding 'crashed' can't be listed"),
    ],
)
def test_an_entry_by_cause_that_can_not_be_used(project: Project, lines: list[str], told: str) -> None:
    project.write("realtime-deviations.toml", *lines)
    assert_usage_error(project.contracts(client="faithful"), "realtime-deviations.toml: ", told)
