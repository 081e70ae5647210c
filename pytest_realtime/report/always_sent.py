"""A client's always-sent members in a sentence, so that every report shows what was exempted."""

import json

from pytest_realtime.results import ClientRow


def always_sent(client: ClientRow) -> str:
    """Name the members that a client always sends, by wire type; empty for a client without any."""
    if not (types := client.get("defaults", {})):
        return ""
    listed = "; ".join(
        f"{name}: " + ", ".join(f"{pointer} = {json.dumps(value, ensure_ascii=False)}" for pointer, value in rows.items())
        for name, rows in types.items()
    )
    return f"Always-sent members, exempt from checks where the payload does not name them: {listed}."


def count_always_sent(client: ClientRow) -> str:
    """Count the same in a few words."""
    counts = [f"{len(members)} in {name}" for name, members in client.get("defaults", {}).items()]
    return f"always-sent members, exempt from checks: {', '.join(counts)}" if counts else ""
