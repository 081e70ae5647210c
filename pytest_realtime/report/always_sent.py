"""A client's always-sent members in a sentence, so that every report shows what was exempted."""

import json
from collections.abc import Mapping
from typing import Any

from pytest_realtime.results import ClientRow


def always_sent(client: ClientRow) -> str:
    """Name the members that a client always sends, by wire type; empty for a client without any."""
    types = "; ".join(f"{name}: {_listed(members)}" for name, members in client.get("defaults", {}).items())
    return (
        f"Always-sent members, exempt from checks where the payload does not name them: {types}." if types else ""
    )


def count_always_sent(client: ClientRow) -> str:
    """Count the same in a few words."""
    counts = [f"{len(members)} in {name}" for name, members in client.get("defaults", {}).items()]
    return f"always-sent members, exempt from checks: {', '.join(counts)}" if counts else ""


def _listed(members: Mapping[str, Any]) -> str:
    return ", ".join(f"{pointer} = {json.dumps(value, ensure_ascii=False)}" for pointer, value in members.items())
