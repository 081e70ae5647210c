"""A client gets the same verdicts as a driver and in process, and whole runs end as they should."""

import shlex
import sys
from pathlib import Path

import pytest

from pytest_realtime.clients import Client
from pytest_realtime.clients.driver import DriverClient
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.suite.manifest import contracts
from tests.clients.driver import reference_program
from tests.clients.driver.processes import command

ONE_PAYLOAD = [each for each in contracts().values() if all(case.then is None for case in each.cases)]
SAMPLE = [contract for contract in ONE_PAYLOAD if not contract.generator][::20]
"""Without sequences: these drivers keep no connection between requests."""
CONTRACT = "must.turn-detection.server-vad.arm-is-kept"


def verdicts(client: Client) -> dict[str, tuple[str, list[str], int]]:
    results = {contract.id: check_contract(contract, client, timeout=30) for contract in SAMPLE}
    return {id_: (str(r.verdict()), [str(f) for f in r.findings], r.probed) for id_, r in results.items()}


@pytest.mark.parametrize("name", ["reference", "reference-beta", "drops-every-null"])
def test_the_transport_does_not_change_verdicts(name: str) -> None:
    inside = reference_program.CLIENTS[name]()
    program = Path(reference_program.__file__)
    with DriverClient(shlex.join([sys.executable, str(program), name])) as outside:
        assert verdicts(outside) == verdicts(inside)
        assert outside.card.types == inside.card.types


@pytest.mark.parametrize("name", ["reference", "closes-on-error", "refuses-an-unknown-word", "joins-base64"])
def test_a_driver_listens_as_a_client_in_process_does(name: str) -> None:
    inside = reference_program.CLIENTS[name]()
    program = Path(reference_program.__file__)
    ids = [f"must.listening.{stream}.stream-goes-on" for stream in ("error", "newer-word", "voice-turn")]

    def heard(client: Client) -> dict[str, tuple[str, list[str]]]:
        knowledge = Knowledge()
        results = [check_contract(contracts()[id_], client, timeout=30, knowledge=knowledge) for id_ in ids]
        return {r.contract.id: (str(r.verdict()), [finding.key for finding in r.findings]) for r in results}

    with DriverClient(shlex.join([sys.executable, str(program), name])) as outside:
        assert heard(outside) == heard(inside)
        assert outside.card.hears == inside.card.hears


def test_a_driver_that_ends_while_it_listens_has_crashed() -> None:
    program = Path(reference_program.__file__)
    contract = contracts()["must.listening.newer-event.stream-goes-on"]
    with DriverClient(shlex.join([sys.executable, str(program), "dies-on-an-unknown-event"])) as outside:
        result = check_contract(contract, outside, timeout=30)
    assert [(str(finding), finding.place) for finding in result.findings] == [("crashed", "RealtimeServerEvent")]


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """The run inside is not a worker of the run outside."""
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    # Rewriting the assertions of all plugins anew takes as long as all else.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    return pytester


def contract_run(run: pytest.Pytester, behaviour: str, *arguments: str) -> pytest.RunResult:
    client = f"--realtime-client=cmd:{command(behaviour)}"
    return run.runpytest_subprocess("-W", "error", "--realtime-contracts", "-k", CONTRACT, client, *arguments)


def test_a_run_with_two_workers(run: pytest.Pytester) -> None:
    result = contract_run(run, "honest", "-n2")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["subject 1.0 (python, driver)"])


def test_a_run_with_a_driver_that_crashes(run: pytest.Pytester) -> None:
    result = contract_run(run, "exits")
    assert result.ret == 1
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*exited without answering (exit status 3)*"])


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_a_run_with_a_driver_that_does_not_start(workers: str, run: pytest.Pytester) -> None:
    result = contract_run(run, "exits-at-hello", workers)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    errors = [line for line in result.errlines if line.startswith("ERROR: ")]
    assert len(errors) == 1
    assert "did not start: at hello, the driver, or the client in it, exited without answering (exit" in errors[0]
    assert "no more" in result.stderr.str()


@pytest.mark.parametrize("behaviour", ["prints-a-key", "prints-a-key-at-hello", "key-for-a-name"])
def test_a_key_that_a_driver_prints_is_masked(behaviour: str, run: pytest.Pytester) -> None:
    names = ["report.json", "report.html", "report.md"]
    result = contract_run(run, behaviour, "-v", *(f"--realtime-report={name}" for name in names))
    written = [path.read_text(encoding="utf-8") for path in map(run.path.joinpath, names) if path.exists()]
    shown = "\n".join([*result.outlines, *result.errlines, *written])
    assert result.ret != 0
    assert "***" in shown
    assert [key for key in ("sk-proj", "0123456789", "9876543210") if key in shown] == []


def test_a_key_in_a_command_line_is_masked(run: pytest.Pytester) -> None:
    result = run.runpytest_subprocess("--realtime-contracts", "--realtime-client=cmd:no-such-program sk-proj-0123")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    shown = "\n".join([*result.outlines, *result.errlines])
    assert "--realtime-client=cmd:no-such-program ***: the driver 'cmd:no-such-program ***' did not start" in shown
    assert "sk-proj" not in shown
