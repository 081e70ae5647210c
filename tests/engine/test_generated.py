"""Generated contracts: the right client holds them, wrong ones are caught with the smallest payload."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis.database import InMemoryExampleDatabase

from pytest_realtime.clients import Client
from pytest_realtime.engine.example_database import SharedFailures
from pytest_realtime.engine.generated import GenerationSettings, check_generated
from pytest_realtime.engine.regressions import RegressionCorpus, RegressionCorpusError
from pytest_realtime.engine.safe_client import SafeClient
from pytest_realtime.judge import Verdict
from pytest_realtime.suite.manifest import Contract, contracts
from tests.faulty import reference
from tests.faulty.zoo import ZOO

GENERATED = [contract for contract in contracts().values() if contract.generator]
SESSION = "must.realtime-session-create-request.generated-payloads-are-kept"
COVERING = "must.realtime-session-create-request.covering-set-is-kept"

CAUGHT = ("drops-every-null", "writes-null-for-absent", "shouts", "through-float32", "sorts")


def drawing(folder: Path, examples: int = 100, **options: Any) -> GenerationSettings:
    return GenerationSettings(examples, RegressionCorpus.load(folder), **options)


@pytest.mark.parametrize("contract", GENERATED, ids=lambda contract: contract.id)
def test_the_reference_holds_them(contract: Contract, tmp_path: Path) -> None:
    result = check_generated(contract, reference.beta_client(), drawing(tmp_path, 20), timeout=60)
    assert result.verdict() is Verdict.PASS
    assert result.probed >= (1 if contract.generator == "covering" else min(20, result.probed))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("id_", [SESSION, COVERING])
@pytest.mark.parametrize(
    "name", ["drops-every-null", "writes-null-for-absent", "shouts", "through-float32", "sorts"]
)
def test_wrong_clients_break_them(id_: str, name: str, tmp_path: Path) -> None:
    wrong = ZOO[name]
    result = check_generated(contracts()[id_], wrong.client(), drawing(tmp_path), timeout=60)
    assert result.verdict() is Verdict.DEVIATION
    # Where a payload differs in many places at once, other kinds may be told beside it.
    assert wrong.kind in {finding.kind for finding in result.findings}


def test_a_failure_is_shrunk_and_remembered_and_asked_first(tmp_path: Path) -> None:
    client = ZOO["drops-every-null"].client()
    result = check_generated(contracts()[SESSION], client, drawing(tmp_path), timeout=60)
    (failure,) = result.failures
    assert failure.probe.payload.count("null") == 1
    assert len(failure.probe.payload) < 150
    (kept,) = tmp_path.glob("*.json")
    assert json.loads(kept.read_text()) == {
        "wire_type": "RealtimeSessionCreateRequest",
        "payload": json.loads(failure.probe.payload),
    }
    again = check_generated(contracts()[SESSION], client, drawing(tmp_path), timeout=60)
    assert len(again.exchanges) == 1
    assert again.findings == result.findings
    mended = check_generated(contracts()[SESSION], reference.beta_client(), drawing(tmp_path, 5), timeout=60)
    assert mended.verdict() is Verdict.PASS


def test_draws_are_the_same_in_every_run(tmp_path: Path) -> None:
    runs = [
        check_generated(contracts()[SESSION], reference.beta_client(), drawing(tmp_path, 30), timeout=60)
        for _ in "ab"
    ]
    first, second = ([exchange.probe.payload for exchange in run.exchanges] for run in runs)
    assert first == second


def test_a_shared_database_brings_a_failure_back_at_once(tmp_path: Path) -> None:
    shared = SharedFailures(InMemoryExampleDatabase(), "memory")
    client = ZOO["drops-every-null"].client()
    first = check_generated(contracts()[SESSION], client, drawing(tmp_path / "a", shared=shared), timeout=60)
    second = check_generated(contracts()[SESSION], client, drawing(tmp_path / "b", shared=shared), timeout=60)
    assert first.failures
    assert [exchange.payload for exchange in second.exchanges] == [first.failures[0].payload]


def test_a_shared_payload_that_fails_no_more_is_forgotten(tmp_path: Path) -> None:
    shared = SharedFailures(InMemoryExampleDatabase(), "memory")
    wrong, key = ZOO["drops-every-null"].client(), f"{SESSION}:{reference.beta_client().card.name}"
    shared.remember(key, '{"type":"realtime","tracing":null}')
    shared.remember(key, '{"type":"realtime","from_another_version":null}')
    shared.remember(key, "{")
    check_generated(contracts()[SESSION], wrong, drawing(tmp_path, 0, shared=shared), timeout=60)
    assert [*shared.payloads(key, "RealtimeSessionCreateRequest")] == [{"type": "realtime", "tracing": None}]
    check_generated(contracts()[SESSION], reference.beta_client(), drawing(tmp_path, 0, shared=shared), timeout=60)
    assert [*shared.payloads(key, "RealtimeSessionCreateRequest")] == []


def test_a_seed_draws_other_payloads_and_the_same_ones_again(tmp_path: Path) -> None:
    def payloads(seed: str | None) -> list[str]:
        client = reference.beta_client()
        result = check_generated(contracts()[SESSION], client, drawing(tmp_path, 10, seed=seed), timeout=60)
        return [exchange.payload for exchange in result.exchanges]

    assert payloads("1") == payloads("1")
    assert len({*payloads(None), *payloads("1"), *payloads("2")}) > 20


def test_a_failure_among_many_that_pass_ends_the_drawing_at_once(tmp_path: Path) -> None:
    client = ZOO["drops-every-null"].client()
    result = check_generated(contracts()[SESSION], client, drawing(tmp_path), timeout=60)
    assert len(result.failures) == 1
    assert result.exchanges[-1] is result.failures[0]


def test_a_crash_ends_the_asking_and_is_not_remembered(tmp_path: Path) -> None:
    client: Client = SafeClient(ZOO["crashes-on-write"].client(), Counter())
    result = check_generated(contracts()[SESSION], client, drawing(tmp_path), timeout=60)
    assert result.verdict() is Verdict.ERROR
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "line 1"),
        ("[]", "not an entry of the corpus"),
        ('{"wire_type": "ServerVad"}', "not an entry of the corpus"),
        ('{"wire_type": "ServerVat", "payload": {}}', "did you mean 'ServerVad'"),
        ('{"wire_type": "ServerVad", "payload": {}}', "not a valid ServerVad"),
    ],
)
def test_broken_corpus_files_are_told(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(RegressionCorpusError, match=message) as caught:
        RegressionCorpus.load(tmp_path)
    assert "x.json" in str(caught.value)
