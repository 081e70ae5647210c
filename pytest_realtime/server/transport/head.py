"""The head of an HTTP request: its headers as they were spelled, where it leads, and whether it can be trusted."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

Headers = tuple[tuple[str, str], ...]

_LINE_END = re.compile(rb"\r?\n")
_PORT = re.compile(r":[0-9]*$")
HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""The names by which a client may call the server; any other may be a browser that was led astray."""
SEGMENT = "/realtime"


class RejectedRequest(Exception):
    """A request that is answered by the transport alone; the text is for the client."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def read_headers(head: bytes) -> Headers:
    """The headers of a head, which a parser has found well-formed, in the order and spelling of the client.

    Raises RejectedRequest for headers over several lines.
    """
    pairs = []
    for line in _LINE_END.split(head)[1:]:
        if line[:1] in (b" ", b"\t"):
            raise RejectedRequest(400, "a header goes on in the next line, which HTTP does away with")
        if line:
            name, _, value = line.partition(b":")
            pairs.append((name.decode("latin-1"), value.strip(b" \t").decode("latin-1")))
    return tuple(pairs)


def check_head(target: str, headers: Headers) -> None:
    """Refuse what has two meanings, or is meant for another server.

    Raises RejectedRequest.
    """
    lengths = list(values(headers, "content-length"))
    if len(lengths) > 1 or any("," in length for length in lengths):
        raise RejectedRequest(400, "there is more than one Content-Length")
    if lengths and any(values(headers, "transfer-encoding")):
        raise RejectedRequest(400, "there are both Content-Length and Transfer-Encoding")
    hosts = list(values(headers, "host"))
    if not target.startswith("/") and (named := _named_host(target)):
        hosts.append(named)
    for host in hosts:
        if _PORT.sub("", host).lower() not in HOSTS:
            raise RejectedRequest(421, "this server answers only to the hosts 127.0.0.1, localhost and [::1]")


def _named_host(target: str) -> str:
    try:
        return urlsplit(target).netloc
    except ValueError:
        raise RejectedRequest(400, "its target is no URL") from None


def values(headers: Iterable[tuple[str, str]], name: str) -> Iterable[str]:
    """The values of all headers of that name (lower case)."""
    return (value for key, value in headers if key.lower() == name)


def listed(headers: Iterable[tuple[str, str]], name: str) -> tuple[str, ...]:
    """The items of a header that is a list, however many lines it was written in."""
    items = (item.strip() for value in values(headers, name) for item in value.split(","))
    return tuple(filter(None, items))


def read_target(target: str) -> tuple[str, dict[str, str]]:
    """The path from ``/realtime`` on, whatever comes before it, and the query; of names given twice the last."""
    path, _, query = target.partition("#")[0].partition("?")
    if not path.startswith("/"):
        path = urlsplit(path).path or path
    at = f"{path}/".rfind(f"{SEGMENT}/")
    return path[max(at, 0) :], dict(parse_qsl(query, keep_blank_values=True, errors="replace"))
