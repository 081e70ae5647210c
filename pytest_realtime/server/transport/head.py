"""The head of an HTTP request: its headers as they were spelled, its path, and whether it can be trusted."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

Headers = tuple[tuple[str, str], ...]

_LINE_END = re.compile(rb"\r?\n")
_PORT = re.compile(r":[0-9]*$")
HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""The names by which clients may address the server. Another name may be a web page's attempt at DNS rebinding."""
SEGMENT = "/realtime"


class RejectedRequest(Exception):
    """A request that the transport rejects by itself; the text is for the client."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def read_headers(head: bytes) -> Headers:
    """Return the headers of a head that a parser has found well-formed, in the order and spelling of the client.

    Raises:
        RejectedRequest: A header continues on the next line, which h11 would join silently.
    """
    pairs = []
    for line in _LINE_END.split(head)[1:]:
        if line[:1] in (b" ", b"\t"):
            raise RejectedRequest(400, "a header continues on the next line, which HTTP no longer allows")
        if line:
            name, _, value = line.partition(b":")
            pairs.append((name.decode("latin-1"), value.strip(b" \t").decode("latin-1")))
    return tuple(pairs)


def check_head(target: str, headers: Headers) -> None:
    """Check that a request has one meaning and is meant for this server.

    Raises:
        RejectedRequest: Its length is ambiguous (request smuggling), or it names another host.
    """
    lengths = list(values(headers, "content-length"))
    if len(lengths) > 1 or any("," in length for length in lengths):
        raise RejectedRequest(400, "there is more than one Content-Length")
    if lengths and any(values(headers, "transfer-encoding")):
        raise RejectedRequest(400, "there are both Content-Length and Transfer-Encoding")
    hosts = list(values(headers, "host"))
    if not target.startswith("/"):
        try:
            hosts += filter(None, [urlsplit(target).netloc])
        except ValueError:
            raise RejectedRequest(400, "its target is not a valid URL") from None
    for host in hosts:
        if _PORT.sub("", host).lower() not in HOSTS:
            raise RejectedRequest(421, "this server answers only to the hosts 127.0.0.1, localhost and [::1]")


def values(headers: Iterable[tuple[str, str]], name: str) -> Iterable[str]:
    """Return the values of all headers of that name (lower case)."""
    return (value for key, value in headers if key.lower() == name)


def read_target(target: str) -> tuple[str, dict[str, str]]:
    """Return the path from ``/realtime`` on and the query; of a repeated name the last value."""
    path, _, query = target.partition("#")[0].partition("?")
    if not path.startswith("/"):
        path = urlsplit(path).path or path
    at = f"{path}/".rfind(f"{SEGMENT}/")
    return path[max(at, 0) :], dict(parse_qsl(query, keep_blank_values=True, errors="replace"))
