"""The text of an entry of a deviations file, as TOML to paste: for failures, records and reports."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

PLACEHOLDER: Final = "TODO"
"""The reason of a new entry, until a person has found the true one."""


def entry_text(
    client: str | None,
    keys: Iterable[str],
    reason: str = PLACEHOLDER,
    *,
    message: str = "",
    issue: str = "",
    contracts: int | None = None,
) -> str:
    """Write an entry by cause, as TOML to paste into a deviations file; members without a value are left out."""
    members = {
        "client": client,
        "findings": sorted(dict.fromkeys(keys)),
        "reason": reason,
        "message": message or None,
        "issue": issue or None,
        "contracts": contracts,
    }
    return format_entry(members)


def format_entry(members: Mapping[str, Any]) -> str:
    """Write an entry, its values aligned; members that are None are left out."""
    given = {name: value for name, value in members.items() if value is not None}
    lines = [f"{name:<{max(map(len, given))}} = {toml_value(value)}" for name, value in given.items()]
    return "\n".join(["[[deviation]]", *lines, ""])


def toml_value(value: str | int | list[str]) -> str:
    """Write a string or a number, or an array of strings with one line per item."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        # A basic string of TOML is written like a string of JSON, but for one character.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    items = [toml_value(item) for item in value]
    return f"[{''.join(items)}]" if len(items) < 2 else "\n".join(["[", *(f"    {item}," for item in items), "]"])
