"""Check an entry of the deviations file: its keys, its values, and that no two entries list the same."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from pytest_realtime.deviations.known import Deviation, place_pattern
from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.judge.findings import ERRORS, FindingKind
from pytest_realtime.wire.json.pointer import parse
from pytest_realtime.wire.places import FORMS, places, words

MAX_CONTRACTS: Final = 20
"""How many contracts one pattern with ``*`` may match. More would excuse contracts that nobody has looked at."""


class DeviationsError(ValueError):
    """The deviations file can't be used. The message names the entry and what is allowed."""


def matches(pattern: str, contract: str) -> bool:
    """Whether an entry's ``contract``, in which ``*`` stands for any characters, is about a contract."""
    return re.fullmatch(".*".join(map(re.escape, re.split(r"\*+", pattern))), contract, re.DOTALL) is not None


def check_distinct(deviation: Deviation, other: Deviation, number: int) -> None:
    """Raise :class:`DeviationsError` if an earlier entry lists the same."""
    for contract in sorted(deviation.contracts & other.contracts):
        raise DeviationsError(f"{contract!r} is already listed by entry {number}; allowed: one entry per client")
    for one, another in ((deviation, other), (other, deviation)):
        for key in one.findings or () if one.contract is None else ():
            if another.explains(key):
                raise DeviationsError(f"{key!r} is already listed by entry {number}; allowed: one entry per client")


def checked_entry(members: Mapping[str, Any], contract_ids: Collection[str], name: str) -> Deviation:
    """Return an entry that is right. Raises :class:`DeviationsError`."""
    for member in members:
        if member not in _CHECKS:
            hint = did_you_mean(member, _CHECKS)
            raise DeviationsError(f"unknown key {member!r}{hint}; allowed: {', '.join(_CHECKS)}")
    for member, check in _CHECKS.items():
        check(member, members.get(member))
    contract, findings = members.get("contract"), members.get("findings")
    if contract is None and findings is None:
        raise DeviationsError("has neither findings nor a contract; every entry has one of them, and a reason")
    if contract is not None:
        for member in ("contracts", "places"):
            if member in members:
                raise DeviationsError(f"{member} is for entries that list findings without a contract")
    for finding in findings or ():
        (check_key if contract is None else _check_finding)(finding)
    return Deviation(
        client=members.get("client"),
        contract=contract,
        reason=members["reason"],
        findings=None if findings is None else tuple(findings),
        contracts=frozenset() if contract is None else _contracts(contract, contract_ids),
        issue=members.get("issue", ""),
        most_contracts=members.get("contracts"),
        most_places=members.get("places"),
        name=name,
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


def _check_reason(name: str, value: object) -> None:
    if value is None:
        raise DeviationsError(f"{name} is missing; every entry has a reason")
    _check_text(name, value, "say why the client does this")


def _check_text(name: str, value: object, advice: str = "omit it, or say something") -> None:
    if value is None:
        return
    if not isinstance(value, str):
        raise DeviationsError(f"{name} must be a string in quotes, not {value!r}")
    if not value.strip():
        raise DeviationsError(f"{name} is blank; {advice}")


def _check_count(name: str, value: object) -> None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise DeviationsError(f"{name} must be an integer from 1, not {value!r}")


def _check_findings(name: str, value: object) -> None:
    if value is None:
        return
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise DeviationsError(
            f'{name} must be a list of strings such as "null-dropped RealtimeAudioConfig.input", not {value!r}'
        )
    if not value:
        raise DeviationsError(f"{name} is empty; an entry for any finding of a contract omits it")


def check_key(key: str) -> None:
    """Check a cause key of an entry.

    Raises:
        DeviationsError: If its kind, place or form is unknown, or a pattern in it matches no place.
    """
    kind, _, rest = key.partition(" ")
    place, _, form = rest.partition(" ")
    _check_kind(kind)
    if not place:
        raise DeviationsError(
            f"the finding {key!r} has no place; allowed: 'KIND PLACE FORM' such as "
            "'member-dropped RealtimeAudioConfig.input {}', where FORM may be missing"
        )
    if form and form not in FORMS and form not in words():
        raise DeviationsError(
            f"the finding {key!r} has an unknown form {form!r}; allowed: {' '.join(FORMS)}, or an enum's word"
        )
    if "*" in place:
        if not any(re.fullmatch(place_pattern(place), known) for known in places()):
            raise DeviationsError(f"the pattern {place!r} matches no place of the wire types")
    elif place not in places() and not _is_undeclared(kind, place):
        raise DeviationsError(f"unknown place {place!r}{did_you_mean(place, places())}")


def _is_undeclared(kind: str, place: str) -> bool:
    """Whether a place is a member that the API does not have: a client invents it, or lets its user write it."""
    return kind in _ABOUT_UNDECLARED and place.partition(".")[0] in places()


_ABOUT_UNDECLARED = (
    FindingKind.NULL_INVENTED,
    FindingKind.MEMBER_INVENTED,
    FindingKind.READ_REJECTED,
    FindingKind.MEMBER_DROPPED,
    FindingKind.DUPLICATE_KEY,
    FindingKind.NOT_JSON,
    FindingKind.INVALID_ACCEPTED,
)


def _check_kind(name: str) -> None:
    allowed = [kind.value for kind in FindingKind if not kind.is_error]
    if name in {kind.value for kind in ERRORS}:
        raise DeviationsError(
            f"a finding {name!r} can't be listed; crashes, time-outs and driver errors always fail"
        )
    if name not in allowed:
        hint = did_you_mean(name, allowed)
        raise DeviationsError(f"unknown finding kind {name!r}{hint}; allowed: {', '.join(allowed)}")


def _check_finding(finding: str) -> None:
    name, space, pointer = finding.partition(" ")
    _check_kind(name)
    try:
        is_root = not parse(pointer)
    except ValueError as error:
        raise DeviationsError(f"the finding {finding!r} is not 'kind /pointer': {error}") from None
    if space and is_root:
        raise DeviationsError(f"the finding {finding!r} is not 'kind /pointer'; for the root, write the kind alone")


_CHECKS: dict[str, Callable[[str, object], None]] = {
    "client": _check_client,
    "contract": _check_text,
    "findings": _check_findings,
    "reason": _check_reason,
    "message": _check_text,
    "issue": _check_text,
    "contracts": _check_count,
    "places": _check_count,
}
"""The keys of an entry, with the check of each."""
