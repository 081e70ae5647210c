"""A client's defaults profile in one sentence, so that what was let pass is seen in every report."""

import json
from typing import Any


def told(client: dict[str, Any]) -> str:
    """What the client always sends, by wire type; empty for a client without a profile."""
    profile = client.get("defaults", {})
    if not profile:
        return ""
    types = "; ".join(f"{name}: {_members(members)}" for name, members in profile.items())
    return f"Always sends what the payload does not name, and is not judged for it (its defaults profile): {types}."


def counted(client: dict[str, Any]) -> str:
    """The same in a few words."""
    counts = [f"{len(members)} members of {name}" for name, members in client.get("defaults", {}).items()]
    return f"defaults profile, sent unasked and not judged: {', '.join(counts)}" if counts else ""


def _members(members: dict[str, Any]) -> str:
    return ", ".join(f"{pointer} = {json.dumps(value, ensure_ascii=False)}" for pointer, value in members.items())
