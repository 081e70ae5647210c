"""The deviations file: reading it, checking every entry, and the text of an entry.

An entry is kept together with the comments right above it. A TOML document as a whole would give such a comment
to the entry before, and lose it when that one is removed.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import tomlkit

from pytest_realtime.deviations.known import Deviation
from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.judge.findings import ERRORS, Finding, FindingKind
from pytest_realtime.wire.json.pointer import parse

MAX_CONTRACTS: Final = 20
"""How many contracts one pattern with ``*`` may match. More would excuse contracts that nobody has looked at."""
PLACEHOLDER: Final = "TODO"
"""The reason of a new entry, until a person has found the true one."""

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*deviation[ \t]*\]\]", re.MULTILINE)
_COMMENTS_ABOVE = re.compile(r"(?:^[ \t]*#.*\n)*\Z", re.MULTILINE)


class DeviationsError(ValueError):
    """The deviations file can't be used. The message names the entry and what is allowed."""


@dataclass(frozen=True)
class Entry:
    """One entry as its author wrote it."""

    members: Mapping[str, Any]
    text: str
    """From the comments right above it to the next entry; empty where entries are written inline."""
    line: int | None
    """Where it starts, counted from 1; None where entries are written inline."""


def load_deviations(path: Path, *, contract_ids: Collection[str]) -> tuple[Deviation, ...]:
    """Read and check a deviations file.

    Args:
        path: The file.
        contract_ids: The ids of all contracts, against which entries are checked.

    Returns:
        The entries in the order of the file, with patterns expanded.

    Raises:
        DeviationsError: If the file can't be read, or anything in it is wrong or unknown.
    """
    try:
        _, entries = split_entries(path.read_text(encoding="utf-8"))
        return tuple(_checked(entries, contract_ids))
    except OSError as error:
        raise DeviationsError(f"{path}: can't read the deviations file: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DeviationsError(f"{path}: not a TOML file: {error}") from error
    except DeviationsError as error:
        raise DeviationsError(f"{path}: {error}") from None


def split_entries(text: str) -> tuple[str, list[Entry]]:
    """Split the text of a file into what precedes the first entry, and the entries.

    Raises:
        DeviationsError: If the text is not TOML, or holds anything but ``[[deviation]]`` entries.
    """
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise DeviationsError(f"not a TOML file: {error}") from None
    for name in document:
        if name != "deviation":
            hint = did_you_mean(name, ["deviation"])
            raise DeviationsError(f"unknown key {name!r}{hint}; allowed: [[deviation]] entries")
    listed = document.get("deviation", [])
    if not isinstance(listed, list) or not all(isinstance(members, dict) for members in listed):
        raise DeviationsError("'deviation' must be a list of entries, each under [[deviation]]")
    text = text.replace("\r\n", "\n")
    headers = [match.end() for match in _HEADER.finditer(text)]
    if len(headers) != len(listed):
        return text, [Entry(members, "", None) for members in listed]
    starts = [_comments_above(text, match.start()) for match in _HEADER.finditer(text)]
    entries = [
        Entry(members, text[start:end], text.count("\n", 0, header) + 1)
        for members, (start, end), header in zip(listed, pairwise([*starts, len(text)]), headers, strict=True)
    ]
    return text[: starts[0]] if starts else text, entries


def _comments_above(text: str, end: int) -> int:
    above = _COMMENTS_ABOVE.search(text[:end])
    return above.start() if above else end


def matches(pattern: str, contract: str) -> bool:
    """Whether an entry's ``contract``, in which ``*`` stands for any characters, is about a contract."""
    return re.fullmatch(".*".join(map(re.escape, re.split(r"\*+", pattern))), contract, re.DOTALL) is not None


def entry_text(client: str | None, contract: str, findings: Iterable[Finding], reason: str = PLACEHOLDER) -> str:
    """Write the entry that lists these findings, as TOML to paste into a deviations file.

    Returns an empty string if nothing can be listed: without findings, and after a crash, time-out or driver error.
    """
    found = list(findings)
    if not found or any(finding.kind.is_error for finding in found):
        return ""
    return format_entry(client, contract, reason, list(dict.fromkeys(map(str, found))))


def format_entry(client: str | None, contract: str, reason: str, findings: list[str] | None) -> str:
    """Write an entry, its values aligned; None leaves the client or the findings out."""
    members = {"client": client, "contract": contract, "reason": reason, "findings": findings}
    lines = [f"{name:<8} = {toml_value(value)}" for name, value in members.items() if value is not None]
    return "\n".join(["[[deviation]]", *lines, ""])


def toml_value(value: str | list[str]) -> str:
    """Write a string, or an array of strings with one line per item."""
    if isinstance(value, str):
        return tomlkit.item(value).as_string()
    array = tomlkit.array()
    array.extend(value)
    return array.multiline(len(value) > 1).as_string()


def _checked(entries: list[Entry], contract_ids: Collection[str]) -> Iterator[Deviation]:
    listed: dict[str, dict[str | None, int]] = {}
    for number, entry in enumerate(entries, start=1):
        try:
            deviation = _deviation(entry.members, contract_ids)
            for contract in sorted(deviation.contracts):
                clients = listed.setdefault(contract, {})
                for client, earlier in clients.items():
                    # An entry without a client applies to every client.
                    if None in (client, deviation.client) or client == deviation.client:
                        raise DeviationsError(
                            f"{contract!r} is already listed by entry {earlier}; allowed: one entry per client"
                        )
                clients[deviation.client] = number
        except DeviationsError as error:
            line = f" (line {entry.line})" if entry.line else ""
            raise DeviationsError(f"entry {number}{line}: {error}") from None
        yield deviation


def _deviation(members: Mapping[str, Any], contract_ids: Collection[str]) -> Deviation:
    for name in members:
        if name not in _CHECKS:
            hint = did_you_mean(name, _CHECKS)
            raise DeviationsError(f"unknown key {name!r}{hint}; allowed: {', '.join(_CHECKS)}")
    for name, check in _CHECKS.items():
        check(name, members.get(name))
    findings = members.get("findings")
    return Deviation(
        client=members.get("client"),
        contract=members["contract"],
        reason=members["reason"],
        findings=None if findings is None else tuple(findings),
        contracts=_contracts(members["contract"], contract_ids),
    )


def _contracts(pattern: str, contract_ids: Collection[str]) -> frozenset[str]:
    matching = frozenset(contract for contract in contract_ids if matches(pattern, contract))
    if not matching:
        what = f"the pattern {pattern!r} matches no contract" if "*" in pattern else f"unknown contract {pattern!r}"
        raise DeviationsError(f"{what}{did_you_mean(pattern, contract_ids)}")
    if len(matching) > MAX_CONTRACTS:
        raise DeviationsError(
            f"the pattern {pattern!r} matches {len(matching)} contracts; at most {MAX_CONTRACTS} are allowed, "
            "so that it can't hide contracts that nobody has looked at"
        )
    return matching


def _check_client(name: str, value: object) -> None:
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise DeviationsError(f"{name} must be a client's name; omit it if only one client is tested")


def _check_text(name: str, value: object) -> None:
    if value is None:
        raise DeviationsError(f"{name} is missing; every entry has a contract and a reason")
    if not isinstance(value, str):
        raise DeviationsError(f"{name} must be a string in quotes, not {value!r}")
    if not value.strip():
        raise DeviationsError(f"{name} is blank; every entry has a contract and a reason")


def _check_findings(name: str, value: object) -> None:
    if value is None:
        return
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise DeviationsError(f'{name} must be a list of strings such as "null-dropped /audio", not {value!r}')
    if not value:
        raise DeviationsError(f"{name} is empty; omit it to accept any finding")
    for finding in value:
        _check_finding(finding)


def _check_finding(finding: str) -> None:
    name, space, pointer = finding.partition(" ")
    allowed = [kind.value for kind in FindingKind if not kind.is_error]
    if name in {kind.value for kind in ERRORS}:
        raise DeviationsError(
            f"a finding {name!r} can't be listed; crashes, time-outs and driver errors always fail"
        )
    if name not in allowed:
        hint = did_you_mean(name, allowed)
        raise DeviationsError(f"unknown finding kind {name!r}{hint}; allowed: {', '.join(allowed)}")
    try:
        is_root = not parse(pointer)
    except ValueError as error:
        raise DeviationsError(f"the finding {finding!r} is not 'kind /pointer': {error}") from None
    if space and is_root:
        raise DeviationsError(f"the finding {finding!r} is not 'kind /pointer'; for the root, write the kind alone")


_CHECKS: dict[str, Callable[[str, object], None]] = {
    "client": _check_client,
    "contract": _check_text,
    "reason": _check_text,
    "findings": _check_findings,
}
"""The keys of an entry, with the check of each."""
