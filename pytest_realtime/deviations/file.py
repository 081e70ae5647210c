"""Reading the deviations file. Whatever is wrong in it is told in one sentence that says what to write."""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from pytest_realtime.deviations.model import Deviation
from pytest_realtime.judge.findings import ERRORS, FindingKind
from pytest_realtime.wire.json.pointer import parse

MOST_CONTRACTS: Final = 20
"""How many contracts one pattern with ``*`` may stand for."""


class DeviationsError(ValueError):
    """A deviations file can't be used. The message names the file, the entry and what is allowed."""


def load_deviations(path: Path, *, contract_ids: Collection[str]) -> tuple[Deviation, ...]:
    """The entries of a deviations file, in its order, with patterns expanded.

    :param contract_ids: the ids of all contracts that there are
    :raises DeviationsError: when the file can't be read, or anything in it is wrong or unknown
    """
    try:
        text = path.read_text(encoding="utf-8")
        entries = _entries(tomllib.loads(text))
        return tuple(_Listing(contract_ids).deviations(entries, _lines(text, len(entries))))
    except OSError as error:
        raise DeviationsError(f"{path}: can't read the deviations file: {error.strerror}") from error
    except _Wrong as wrong:
        raise DeviationsError(f"{path}: {wrong}") from None
    except (ValueError, RecursionError) as error:
        raise DeviationsError(f"{path}: not a TOML file: {error}") from error


class _Wrong(Exception):
    """What is wrong with a file or an entry, still without its name."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry while it is checked."""

    members: dict[str, Any]
    contract_ids: Collection[str]

    def deviation(self) -> Deviation:
        for name in self.members:
            if name not in _MEMBERS:
                raise _Wrong(f"unknown key {name!r}{_nearest(name, _MEMBERS)}; allowed: {', '.join(_MEMBERS)}")
        for name, check in _MEMBERS.items():
            check(name, self.members.get(name))
        findings = self.members.get("findings")
        return Deviation(
            client=self.members.get("client"),
            contract=self.members["contract"],
            reason=self.members["reason"],
            findings=None if findings is None else tuple(findings),
            contracts=self._contracts(self.members["contract"]),
        )

    def _contracts(self, contract: str) -> frozenset[str]:
        if "*" not in contract:
            if contract not in self.contract_ids:
                raise _Wrong(f"unknown contract {contract!r}{_nearest(contract, self.contract_ids)}")
            return frozenset({contract})
        pattern = re.compile(".*".join(map(re.escape, re.split(r"\*+", contract))), re.DOTALL)
        matching = frozenset(filter(pattern.fullmatch, self.contract_ids))
        if not matching:
            raise _Wrong(f"the pattern {contract!r} matches no contract{_nearest(contract, self.contract_ids)}")
        if len(matching) > MOST_CONTRACTS:
            raise _Wrong(
                f"the pattern {contract!r} matches {len(matching)} contracts; at most {MOST_CONTRACTS} are"
                " allowed, so that it can't hide what nobody has looked at"
            )
        return matching


class _Listing:
    """The entries of one file; knows what earlier entries have listed."""

    def __init__(self, contract_ids: Collection[str]) -> None:
        self._contract_ids = contract_ids
        self._listed: dict[str, dict[str | None, int]] = {}

    def deviations(self, entries: list[Any], lines: list[str]) -> Iterator[Deviation]:
        for number, (members, line) in enumerate(zip(entries, lines, strict=True), start=1):
            try:
                deviation = _Entry(members, self._contract_ids).deviation()
                self._list(deviation, number)
            except _Wrong as wrong:
                raise _Wrong(f"entry {number}{line}: {wrong}") from None
            yield deviation

    def _list(self, deviation: Deviation, number: int) -> None:
        for contract in sorted(deviation.contracts):
            clients = self._listed.setdefault(contract, {})
            for client, earlier in clients.items():
                # An entry without a client holds for every client.
                if None in (client, deviation.client) or client == deviation.client:
                    raise _Wrong(f"{contract!r} is listed already by entry {earlier}; once a client is allowed")
            clients[deviation.client] = number


def _entries(document: dict[str, Any]) -> list[Any]:
    for name in document:
        if name != "deviation":
            raise _Wrong(f"unknown key {name!r}{_nearest(name, ['deviation'])}; allowed: [[deviation]] entries")
    entries = document.get("deviation", [])
    if not isinstance(entries, list) or not all(isinstance(members, dict) for members in entries):
        raise _Wrong("'deviation' has to be a list of entries, each under [[deviation]]")
    return entries


def _lines(text: str, count: int) -> list[str]:
    """Where each entry starts, as far as it can be told without the parser's help."""
    starts = [text.count("\n", 0, match.end()) + 1 for match in _HEADER.finditer(text)]
    return [f" (line {start})" for start in starts] if len(starts) == count else [""] * count


def _client(name: str, value: object) -> None:
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise _Wrong(f"{name} has to be a client's name; leave it out when one client is tested")


def _text(name: str, value: object) -> None:
    if value is None:
        raise _Wrong(f"{name} is missing; every entry has a contract and a reason")
    if not isinstance(value, str):
        raise _Wrong(f"{name} has to be a text in quotes, not {value!r}")
    if not value.strip():
        raise _Wrong(f"{name} is blank; every entry has a contract and a reason")


def _findings(name: str, value: object) -> None:
    if value is None:
        return
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _Wrong(f'{name} has to be a list of texts such as "null-dropped /audio", not {value!r}')
    if not value:
        raise _Wrong(f"{name} is empty; leave it out to allow any finding")
    for finding in value:
        _finding(finding)


def _finding(finding: str) -> None:
    name, space, pointer = finding.partition(" ")
    allowed = [kind.value for kind in FindingKind if not kind.is_error]
    if name in {kind.value for kind in ERRORS}:
        raise _Wrong(f"a finding {name!r} can't be listed: crashes, time-outs and driver errors are never expected")
    if name not in allowed:
        raise _Wrong(f"unknown kind of finding {name!r}{_nearest(name, allowed)}; allowed: {', '.join(allowed)}")
    try:
        parsed = parse(pointer)
    except ValueError as error:
        raise _Wrong(f"the finding {finding!r} is not 'kind /pointer': {error}") from None
    if space and not parsed:
        raise _Wrong(f"the finding {finding!r} is not 'kind /pointer'; for the root it is the kind alone")


def _nearest(name: str, allowed: Collection[str]) -> str:
    nearest = get_close_matches(name, allowed, n=1, cutoff=0.5)
    return f", did you mean {nearest[0]!r}?" if nearest else ""


_MEMBERS: dict[str, Callable[[str, object], None]] = {
    "client": _client,
    "contract": _text,
    "reason": _text,
    "findings": _findings,
}
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*deviation[ \t]*\]\]", re.MULTILINE)
