"""Mask secrets in messages, reports, snapshots and logs.

Masking works on text and not on values, because secrets also occur in broken JSON, and in JSON inside error
messages. If the extent of a secret is unclear, too much is masked rather than too little.
"""

import re
from collections.abc import Iterator
from typing import Final

MASK: Final = "***"
"""The replacement of a secret."""


def mask(text: str) -> str:
    """Return the text without secrets, in linear time. Everything else is unchanged, and valid JSON stays valid.

    Secrets are the values of ``authorization``, all values under ``headers``, the ``value`` of a
    ``client_secret``, and API keys, ephemeral keys and bearer tokens anywhere.
    """
    # In most texts there is no secret, and finding that out by the expressions takes ten times as long. To them,
    # some letters beyond ASCII are the same as these.
    if text.isascii() and not any(map(text.lower().__contains__, _SIGNS)):
        return text
    masked = "".join(_without_secret_members(text))
    for pattern, replacement in _TOKENS:
        masked = pattern.sub(replacement, masked)
    return masked


def mask_at(pointer: str, text: str) -> str:
    """Return the text of a value without secrets.

    Without its member's name a secret can't be recognised by its text, but by its place.

    Args:
        pointer: The JSON pointer of the value.
        text: The value as a finding shows it.
    """
    if text in _NO_SECRETS:
        return text
    if _SECRET_PLACE.search(pointer):
        return MASK
    name = pointer.rpartition("/")[2]
    if name in ("headers", "client_secret"):
        # A whole object: its name says what its members are.
        key = f'"{name}":'
        return mask(key + text)[len(key) :]
    return mask(text)


def _without_secret_members(text: str) -> Iterator[str]:
    start = 0
    while key := _SECRET_KEY.search(text, start):
        yield text[start : key.end()]
        value = _SecretValue(text, key)
        yield from value.masked()
        start = value.end
    yield text[start:]


class _SecretValue:
    r"""The value of one secret member, up to its end or the end of the text around it.

    Its strings are quoted like its key: ``"`` in JSON, ``'`` in Python, and in JSON text that is itself a
    JSON string ``\"``, or ``\\\"`` one level deeper.
    """

    def __init__(self, text: str, key: re.Match[str]) -> None:
        self._text = text
        self._level = len(key["slashes"])
        self._quote = key["slashes"] + key["quote"]
        self._only_value = key["name"].lower() == "client_secret"
        self._depth = 0
        self._name = ""
        self.end = key.end()
        """Index of the first character after the value, once it is masked."""

    def masked(self) -> Iterator[str]:
        """The masked value, piece by piece."""
        is_open = True
        while is_open and (token := _TOKEN.search(self._text, self.end)):
            yield self._text[self.end : token.start()]
            self.end = token.start()
            piece, is_open = self._piece(token)
            yield piece

    def _piece(self, token: re.Match[str]) -> tuple[str, bool]:
        """Return the next piece, masked, and whether the value continues after it."""
        if token["quote"]:
            # A quote with another number of backslashes belongs to the surrounding text.
            return self._string(token["quote"]) if len(token["quote"]) == len(self._quote) else ("", False)
        if token["bracket"]:
            return self._bracket(token["bracket"])
        self.end = token.end()
        if not token["word"]:
            return token[0], True
        is_masked = self._is_secret() and token["word"] not in _PLAIN_WORDS
        return f"{self._quote}{MASK}{self._quote}" if is_masked else token[0], self._depth > 0

    def _bracket(self, bracket: str) -> tuple[str, bool]:
        is_opening = bracket in "{["
        if self._depth == 0 and not is_opening:
            return "", False
        self._depth += 1 if is_opening else -1
        self.end += 1
        return bracket, self._depth > 0

    def _string(self, quote: str) -> tuple[str, bool]:
        start = self.end + len(quote)
        stop, closing = self._string_end(start, quote)
        self.end = stop + len(closing)
        if self._depth > 0 and _COLON.match(self._text, self.end):
            self._name = self._text[start:stop]
            return self._text[start - len(quote) : self.end], True
        content = MASK if self._is_secret() else self._text[start:stop]
        return f"{quote}{content}{closing}", self._depth > 0

    def _string_end(self, start: int, quote: str) -> tuple[int, str]:
        """Return where a string's content ends, and its closing quote, which is empty if the string breaks off."""
        for match in _QUOTES[quote[-1]].finditer(self._text, start):
            # Each level of quoting doubles the backslashes, so their number gives the level.
            slashes = len(match[1]) % (2 * self._level + 2)
            if slashes == self._level:
                return match.end() - len(quote), quote
            if slashes != 2 * self._level + 1:  # not an escaped quote either: the surrounding text ends here
                return match.start(), ""
        return len(self._text), ""

    def _is_secret(self) -> bool:
        return not self._only_value or self._depth == 0 or (self._depth == 1 and self._name == "value")


_SECRET_NAMES = ("authorization", "headers", "client_secret")
_SIGNS = (*_SECRET_NAMES, "bearer", "ek_", "sk-")
"""What every text with a secret contains, in small letters: see the expressions below."""
# The look-behind keeps a search linear in long runs of backslashes.
_SECRET_KEY = re.compile(
    rf"""(?<!\\)(?P<slashes>\\*)(?P<quote>["'])(?P<name>{"|".join(_SECRET_NAMES)})"""
    r"""(?P=slashes)(?P=quote)\s*:\s*""",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"""(?<!\\)(?P<quote>\\*["'])|(?P<bracket>[{}\[\]])|\\+[a-z]|[bru](?=["'])|(?P<word>[^\s{}\[\],:\\"']+)"""
)
_QUOTES = {quote: re.compile(rf"(?<!\\)(\\*){quote}") for quote in "\"'"}
_COLON = re.compile(r"\s*:")
_SECRET_PLACE = re.compile("(?i)/(?:authorization|headers/.+|client_secret/value)(?:/|$)")
_NO_SECRETS = frozenset({"absent", "null", "each key once", "JSON"})
_PLAIN_WORDS = frozenset({"null", "true", "false", "None", "True", "False"})

_CREDENTIAL = r"(?:[\w.~+/=-]|\\/)"
_TOKENS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(rf"(?i)\b(authorization\s*[:=]\s*(?:Basic|Bearer|Digest|Token)\s+){_CREDENTIAL}+"), rf"\1{MASK}"),
    (re.compile(rf"\b(Bearer\s+){_CREDENTIAL}+"), rf"\1{MASK}"),
    # In lower case it is also an ordinary word; a credential is long or has a digit.
    (re.compile(rf"(?i)\b(bearer\s+)(?={_CREDENTIAL}*[0-9]|{_CREDENTIAL}{{16}}){_CREDENTIAL}+"), rf"\1{MASK}"),
    (re.compile(r"(?<![A-Za-z0-9_])ek_[\w-]+"), MASK),
    # sk-SK is the Slovak language as written in Slovakia.
    (re.compile(r"(?<![A-Za-z0-9_])sk-(?!(?i:Latn-SK|Latn|SK)(?![\w-]))[\w-]+"), MASK),
)
"""Secrets that are recognised by their form, wherever they occur."""
