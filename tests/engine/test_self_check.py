"""The suite checks itself: what is right passes, what is wrong is caught for what is wrong with it."""

import json
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pytest_realtime.clients import Client
from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.clients.spec import load_client
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.engine.probes import is_applicable
from pytest_realtime.judge import Finding, FindingKind, Verdict
from pytest_realtime.results import Exchange
from pytest_realtime.suite.manifest import Contract, requirements
from pytest_realtime.suite.manifest import contracts as all_contracts
from pytest_realtime.wire.json.pointer import follow, parse
from tests.faulty import reference
from tests.faulty.behaviour import SilentClient, hanging_client
from tests.faulty.builders import BUILDERS
from tests.faulty.check import TIMEOUT, broken, proven
from tests.faulty.right import right_clients
from tests.faulty.wrong import Wrong
from tests.faulty.zoo import ZOO


def contracts() -> dict[str, Contract]:
    """The enumerated contracts; generated ones have a self-check of their own."""
    return {id_: contract for id_, contract in all_contracts().items() if not contract.generator}


RIGHT: dict[str, Client] = {"reference-beta": reference.beta_client(), **right_clients()}
EXAMPLE = "must.turn-detection.server-vad.arm-is-kept"
GENERATED = {"covering-set-is-kept", "generated-payloads-are-kept"}
every_wrong_client = pytest.mark.parametrize("name", ZOO)
# A wrong client's results are computed once a process, by the test that needs them first.
pytestmark = pytest.mark.long


@pytest.mark.parametrize("client", RIGHT.values(), ids=RIGHT)
def test_what_is_right_passes_every_contract(client: Client) -> None:
    # What the others do is allowed everywhere: a third of the contracts shows it.
    every = 1 if client.card.name == "reference-beta" else 3
    asked = [*contracts().values()][::every]
    knowledge = Knowledge()
    results = [check_contract(contract, client, timeout=TIMEOUT, knowledge=knowledge) for contract in asked]
    if client.card.name != "reference-beta":
        results = [result for result in results if not result.contract.stream]  # they do not listen
    failures = {r.contract.id: [str(f) for f in r.findings] for r in results if r.verdict() is not Verdict.PASS}
    assert failures == {}


def test_a_client_of_the_live_api_is_asked_all_but_beta() -> None:
    card = reference.client().card
    asked = {id_ for id_, contract in contracts().items() if is_applicable(contract, card)}
    assert asked == {id_ for id_, contract in contracts().items() if contract.dialect != "beta"}


def test_a_client_of_the_live_api_passes_what_it_is_asked() -> None:
    client, knowledge = load_client("tests.faulty.reference:client"), Knowledge()
    # It answers as the client of all dialects does, so that a third shows it.
    for contract in [*contracts().values()][::3]:
        expected = Verdict.NOT_APPLICABLE if contract.dialect == "beta" else Verdict.PASS
        result = check_contract(contract, client, timeout=TIMEOUT, knowledge=knowledge)
        assert result.verdict() is expected, contract.id


@every_wrong_client
def test_a_wrong_client_shows_what_is_wrong_and_nothing_else(name: str) -> None:
    wrong = ZOO[name]
    findings = [finding for result in broken(name).values() for finding in result.findings]
    assert {finding.kind for finding in findings} == wrong.kinds
    assert [str(finding) for finding in findings if not re.search(wrong.places, finding.pointer)] == []
    contract, finding = wrong.example
    assert finding in [str(finding) for finding in broken(name)[contract].findings]


@every_wrong_client
def test_a_wrong_client_breaks_contracts_about_its_traps(name: str) -> None:
    named = set().union(*(rules(result.contract.source) for result in broken(name).values()))
    assert set(ZOO[name].rules) - named == set()


@every_wrong_client
def test_findings_are_borne_out_by_the_texts(name: str) -> None:
    exchanges = [exchange for result in broken(name).values() for exchange in result.failures]
    wrong = [str(f) for exchange in exchanges for f in exchange.findings if not is_borne_out(f, exchange)]
    assert wrong == []


def test_every_contract_is_broken_by_a_client_that_is_wrong_in_its_subject() -> None:
    caught = set().union(*(proven(name) for name, wrong in ZOO.items() if not wrong.on_everything))
    assert [id_ for id_ in contracts() if id_ not in caught] == []
    assert {contracts()[id_].requirement.name for id_ in caught} == set(requirements()) - GENERATED


def test_every_trap_of_the_manifest_has_a_wrong_client() -> None:
    named = set().union(*(rules(contract.source) for contract in contracts().values()))
    claimed = {rule for wrong in ZOO.values() for rule in wrong.rules}
    assert named - claimed == set()


@pytest.mark.parametrize("wrong", BUILDERS, ids=lambda wrong: str(wrong.name))
def test_a_builders_mistake_does_not_show_in_a_round_trip(wrong: Wrong) -> None:
    client = replace(wrong, build=None).client()
    assert check_contract(contracts()[wrong.example[0]], client, timeout=TIMEOUT).findings == ()


def test_every_kind_of_finding_is_shown() -> None:
    shown = {wrong.kind for wrong in ZOO.values()}
    elsewhere = {FindingKind.TIMED_OUT, FindingKind.NOT_SENT, FindingKind.REFUSED, FindingKind.OUT_OF_ORDER}
    assert set(FindingKind) - shown == elsewhere, "these have tests of their own"


@pytest.mark.parametrize("contract", ["must.mcp-tool.allowed-callers.order-is-kept", EXAMPLE])
def test_what_is_accepted_and_not_sent(contract: str) -> None:
    result = check_contract(contracts()[contract], SilentClient(), timeout=TIMEOUT)
    assert [str(finding) for finding in result.findings] == ["not-sent"]
    assert result.verdict() is Verdict.DEVIATION


def test_a_payload_without_what_the_schema_requires_may_be_rejected() -> None:
    def strict(wire_type: str, text: str) -> str:
        raise Rejected("missing field detail")

    contract = contracts()["should.response-prompt-variables.input-image.detail.advised-member-stays-absent"]
    client = reference.DirectClient(reference.card("strict"), roundtrip=strict, read=reference.read)
    result = check_contract(contract, client, timeout=TIMEOUT)
    assert result.exchanges
    assert result.verdict() is Verdict.PASS


def test_a_client_that_hangs_is_asked_once() -> None:
    freed = threading.Event()
    try:
        with hanging_client(freed) as client:
            result = check_contract(contracts()[EXAMPLE], client, timeout=0.05)
    finally:
        freed.set()
    assert [str(finding) for finding in result.findings] == ["timed-out"]
    assert len(result.exchanges) == 1


@pytest.mark.parametrize(
    "order",
    [sorted, lambda items: items[::-1], lambda items: list(dict.fromkeys(items))],
    ids=["sorted", "reversed", "unique"],
)
def test_order_is_asked_with_lists_that_show_it(order: Callable[[list[str]], list[str]]) -> None:
    asked = [contract for contract in contracts().values() if contract.requirement.name == "order-is-kept"]
    lists = [at(case.payload, case.pointer) for contract in asked for case in contract.cases]
    texts = [[json.dumps(item) for item in items] for items in lists]
    # An enum of one value makes lists that have no order, only repetitions.
    texts = [items for items in texts if len(set(items)) > 1]
    assert [items for items in texts if order(items) == items] == []


def rules(source: str) -> set[str]:
    """The API rules that a contract's source names."""
    numbers, dot, _ = source.partition(" · ")
    return set(numbers.split(", ")) if dot else set()


Check = Callable[[Any, Any], bool]
ABSENT = object()
BORNE_OUT: dict[FindingKind, Check] = {
    FindingKind.NULL_DROPPED: lambda wanted, seen: wanted is None and seen is ABSENT,
    FindingKind.NULL_INVENTED: lambda wanted, seen: wanted is ABSENT and seen is None,
    FindingKind.MEMBER_DROPPED: lambda wanted, seen: wanted not in (None, ABSENT) and seen is ABSENT,
    FindingKind.MEMBER_INVENTED: lambda wanted, seen: wanted is ABSENT and seen not in (None, ABSENT),
    FindingKind.MEMBER_RENAMED: lambda wanted, seen: wanted is not ABSENT and seen is ABSENT,
    FindingKind.VALUE_CHANGED: lambda wanted, seen: wanted != seen and json_type(wanted) == json_type(seen),
    FindingKind.TYPE_CHANGED: lambda wanted, seen: (
        ABSENT not in (wanted, seen) and json_type(wanted) != json_type(seen)
    ),
    FindingKind.NUMBER_KIND: lambda wanted, seen: (
        isinstance(wanted, int) and isinstance(seen, float) and wanted == seen
    ),
    FindingKind.ORDER_CHANGED: lambda wanted, seen: (
        wanted != seen and isinstance(wanted, list) and isinstance(seen, list)
    ),
    FindingKind.ITEM_DROPPED: lambda wanted, seen: wanted is not ABSENT,
    FindingKind.ITEM_INVENTED: lambda wanted, seen: seen is not ABSENT,
}
"""What has to be at the pointer in the two texts; kinds that are missing here tell of no place in both."""


def is_borne_out(finding: Finding, exchange: Exchange) -> bool:
    """Whether the texts have at the finding's pointer what the finding says."""
    check = BORNE_OUT.get(finding.kind)
    if check is None:
        return True
    wanted, seen = json.loads(exchange.probe.expected), json.loads(exchange.response.text or "null")
    return check(at(wanted, finding.pointer), at(seen, finding.pointer))


def at(value: Any, pointer: str) -> Any:
    try:
        return follow(value, parse(pointer))
    except LookupError:
        return ABSENT


def json_type(value: Any) -> type:
    return float if type(value) is int else type(value)
