"""What a client's card declares about itself in sentences, so that every report shows what was exempted."""

from pytest_realtime.report.always_sent import always_sent, count_always_sent
from pytest_realtime.results import ClientRow


def declared(client: ClientRow) -> str:
    """Name the members that a client always sends, and the events that it hears; empty if it declares neither."""
    heard = client.get("hears", [])
    listens = f"Events that it hears by design; all others are not applicable: {', '.join(heard)}." if heard else ""
    return " ".join(filter(None, [always_sent(client), listens]))


def count_declared(client: ClientRow) -> list[str]:
    """Count the same in a few words each."""
    heard = len(client.get("hears", []))
    listens = f"hears {heard} of the server's events by design" if heard else ""
    return [*filter(None, [count_always_sent(client), listens])]
