"""Check a contract inside its test: pass, fail or skip it, and record the result."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from pytest_realtime.clients import Client
from pytest_realtime.deviations.known import Deviation, Listed, judge_listed
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.engine.generated import GenerationSettings, check_generated
from pytest_realtime.engine.probes import is_applicable
from pytest_realtime.engine.safe_client import SafeClient, card_of
from pytest_realtime.judge import Finding, Verdict, mask
from pytest_realtime.judge.entry_text import entry_text
from pytest_realtime.pytest_integration.clients import checked
from pytest_realtime.pytest_integration.run import Run
from pytest_realtime.pytest_integration.stash import RUN
from pytest_realtime.report.junit import NAMES, properties
from pytest_realtime.report.terminal.failure import failure_text
from pytest_realtime.results import PROPERTY, Record, Result, to_record
from pytest_realtime.safe_text import on_one_line, visible
from pytest_realtime.suite.manifest import Contract


class ContractChecker:
    """Checks contracts with one client, inside one test."""

    def __init__(self, item: pytest.Item, client: Client) -> None:
        run = item.config.stash.get(RUN, None)
        if run is None:
            pytest.fail("realtime_check needs a contract run: use --realtime-contracts", pytrace=False)
        self._run: Run = run
        self._item = item
        self._client = SafeClient(checked(client), run.time_outs)

    def __call__(self, contract: Contract) -> None:
        """Check a contract and record the result.

        Fails the test if the contract fails the run, and skips it if the contract is not applicable.
        """
        options = self._run.options
        result = self._check(contract)
        deviation = options.deviations.find(result.card.name, contract.id)
        known = self._known(result, deviation)
        verdict = result.verdict(is_known=len(known) == len(result.findings))
        message = self._failure(result, deviation, known, verdict)
        self._record(to_record(result, known=known, verdict=verdict, failed=bool(message)))
        if verdict is Verdict.NOT_APPLICABLE:
            pytest.skip(f"not applicable: {_why_not(result)}")
        if message:
            pytest.fail(message, pytrace=False)

    def _known(self, result: Result, deviation: Deviation | None) -> dict[Finding, str]:
        """The findings that the deviations file explains, each with the reason of its entry."""
        if deviation is not None:
            is_known = judge_listed(deviation, result.findings) is Listed.EXPECTED
            return dict.fromkeys(result.findings if is_known else (), deviation.reason)
        explanation = self._run.options.deviations.explanation
        entries = {finding: explanation(result.card.name, finding.key) for finding in result.findings}
        return {finding: entry.reason for finding, entry in entries.items() if entry and not finding.kind.is_error}

    def _record(self, record: Record) -> None:
        """Attach the result to the test's report, replacing that of an earlier run of the same test."""
        kept, is_old = [], False
        for name, value in self._item.user_properties:
            if name == PROPERTY:
                is_old = json.loads(str(value))["contract"] == record["contract"]
            if not (is_old and name in (PROPERTY, *NAMES)):
                kept.append((name, value))
        self._item.user_properties[:] = [*kept, (PROPERTY, json.dumps(record)), *properties(record)]

    def _check(self, contract: Contract) -> Result:
        options = self._run.options
        if not contract.generator:
            return check_contract(contract, self._client, timeout=options.timeout, knowledge=self._run.knowledge)
        generation = GenerationSettings(options.examples, options.corpus, options.database, options.seed)
        return check_generated(
            contract, self._client, generation, timeout=options.timeout, knowledge=self._run.knowledge
        )

    def _failure(
        self, result: Result, deviation: Deviation | None, known: Mapping[Finding, str], verdict: Verdict
    ) -> str:
        """Return why the test fails, or an empty string."""
        if verdict is Verdict.PASS:
            return self._fixed(result, deviation) if deviation else ""
        if verdict in (Verdict.EXPECTED, Verdict.NOT_APPLICABLE):
            return ""
        fails = verdict is Verdict.ERROR or deviation or result.contract.level in self._run.options.fail_levels
        if not fails:
            return ""
        note = "Listed as a known deviation, but with other findings." if deviation else ""
        keys = [finding.key for finding in result.findings if finding not in known and not finding.kind.is_error]
        entry = entry_text(result.card.name, keys) if keys and not deviation else ""
        rerun, columns = self._rerun(result), self._run.columns
        return failure_text(result, known=known, rerun=rerun, note=note, entry=entry, columns=columns)

    def _fixed(self, result: Result, deviation: Deviation) -> str:
        return visible(
            f"{result.contract.id} [{result.contract.level}]\n"
            f"client {result.card.name} {result.card.version}\n"
            f"The contract passed, but {self._run.options.deviations_path} lists it as a known deviation "
            f"({deviation.reason}). Remove the entry {deviation.contract!r} from the file, or narrow it.\n"
            f"rerun   {self._rerun(result)}"
        )

    def _rerun(self, result: Result) -> str:
        return self._run.options.rerun_command(result.contract.id, result.card.name)


def skip_without_type(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Report a contract as skipped if a named client has no type for it; leave any other test alone.

    Most contracts of a client with few types are skipped. Set-up and tear-down would take most of their time.

    Args:
        item: A test of the packaged suite.
        nextitem: The next test. Where it is of another module, pytest has to tear this one down.

    Returns:
        True if all is done; None if pytest should run the test.
    """
    parameters: dict[str, Any] = (
        item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    )
    contract, client = parameters.get("realtime_contract"), parameters.get("realtime_client")
    if not (contract and client and nextitem and nextitem.parent is item.parent):
        return None
    if is_applicable(contract, card_of(client)):
        return None
    hook = item.ihook
    hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    _report(item, pytest.CallInfo.from_call(lambda: ContractChecker(item, client)(contract), "setup"))
    # The report of the tear-down is where other plugins take a test for finished.
    _report(item, pytest.CallInfo.from_call(lambda: None, "teardown"))
    hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def _report(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    report = item.ihook.pytest_runtest_makereport(item=item, call=call)
    item.ihook.pytest_runtest_logreport(report=report)


def _why_not(result: Result) -> str:
    """Return why a contract is not applicable: the client has no such type, or its own reason."""
    if result.contract.stream and not result.unsupported:
        return f"{result.card.name} hears nothing of {result.contract.id} by design"
    if not result.unsupported:
        return f"{result.card.name} has no type for {result.contract.id}"
    return on_one_line(mask(visible(result.unsupported[0].response.message)))
