"""Long texts: written whole, in golden files and reports short, and a megabyte is put to a client once."""

import json
import re
from collections import Counter

import pytest

from pytest_realtime.clients import Card
from pytest_realtime.clients.card import Operation
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.engine.probes import probes
from pytest_realtime.payloads.cases.long_texts import LONG_TEXTS, compacted
from pytest_realtime.report.terminal.failure import failure_text
from pytest_realtime.results import to_record
from pytest_realtime.suite.golden import golden_text
from pytest_realtime.suite.manifest import contracts
from pytest_realtime.wire.json.canonical import canonical
from tests.faulty.check import TIMEOUT
from tests.faulty.zoo import ZOO

NAME = "must.realtime-session-create-request.instructions.long-text-is-kept"
LONG = contracts()[NAME]
MEGABYTE = 1_000_000


def test_texts_go_beyond_each_size_and_differ_only_at_their_far_end() -> None:
    sizes = (1_024, 65_536, MEGABYTE)
    for size, repeated in zip(sizes, LONG_TEXTS, strict=True):
        kept, cut = repeated.text[:size], repeated.text[size:]
        assert kept == repeated.line * repeated.times
        assert not cut.isascii()
        assert {"\\", '"', "\n"} <= set(cut)
    # The socket of a client that has Python's usual limit still takes such a session back.
    assert len(canonical(LONG_TEXTS[-1].text).encode()) + 4_000 < 2**20


@pytest.mark.parametrize("size", [1_024, 65_536, MEGABYTE])
def test_the_client_that_cuts_at_a_size_is_caught_and_the_report_stays_short(size: int) -> None:
    result = check_contract(LONG, ZOO[f"cuts-texts-at-{size}"].client(), timeout=TIMEOUT)
    cut = {len(json.loads(exchange.payload).get("instructions", "")) for exchange in result.failures} - {0}
    assert cut == {len(repeated.text) for repeated in LONG_TEXTS if len(repeated.text) > size}
    shown = failure_text(result, rerun="")
    assert "understood." in shown
    assert "Zoë" in shown
    assert len(shown) < 5_000
    record = json.dumps(to_record(result, known={}, verdict=result.verdict(), failed=True), ensure_ascii=False)
    assert len(record) < 100_000
    if size > 20_000:
        assert re.search(r"… \([\d,]+ characters\) …", record)


def test_a_megabyte_is_put_to_a_client_once_for_each_of_its_operations() -> None:
    operations: frozenset[Operation] = frozenset({"roundtrip", "send"})
    asked = [*probes(LONG, Card("asked", dict.fromkeys(HOSTS, operations)))]
    assert {probe.wire_type for probe in asked} == set(HOSTS)
    large = Counter(probe.operation for probe in asked if len(probe.payload) > MEGABYTE)
    assert large == {"roundtrip": 1, "send": 1}


HOSTS = ("RealtimeSessionCreateRequest", "SessionUpdateEvent", "RealtimeClientSecretCreateRequest")


def test_golden_files_describe_them_so_that_every_change_shows() -> None:
    lines = [json.loads(line.rstrip(",")) for line in golden_text(LONG).splitlines() if line.startswith("  ")]
    assert [line["instructions"] for line in lines] == [repeated.compact for repeated in LONG_TEXTS]
    assert [line["instructions"]["times"] for line in lines] == [16, 1_024, 15_625]
    text = canonical({"instructions": LONG_TEXTS[0].text})
    assert len(compacted(text)) < 400
    other = text.replace("slowly", "slowlY", 1)
    assert compacted(other) == other
