"""The samples that generated strings, numbers and free-form objects are made of.

Hypothesis' own ``text()`` needs tables of all Unicode, which take 2 seconds to build in a fresh checkout. These
samples hold what breaks clients (scripts, combining and astral characters, escapes, controls) at no cost.
"""

import json
from typing import Any

STRINGS: tuple[str, ...] = (
    "",
    "a",
    "text",
    "Be brief.",
    "0",
    "null",
    "true",
    "5",
    "1.0",
    "auto",
    "none",
    " ",
    "a b",
    "tab\tnewline\nreturn\r",
    'quote" and \\ backslash',
    "{}",
    "[1]",
    "</script>",
    "a/b~c%20d+e&f=g",
    "é",
    "e\u0301",
    "Zoë",
    "ß",
    "İi",
    "Σς",
    "東京",
    "안녕",
    "नमस्ते",
    "עברית",
    "العربية",
    "\u202eright-to-left",
    "zero\u200bwidth",
    "\u00a0",
    "\u2028\u2029",
    "\ufeff",
    "\ufffd",
    "\u0000\u0001\u001f",
    "\u007f\u0080",
    "\U0001f3a7",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001d518",
    "\U00020000",
    "\U0010ffff",
    "camelCase",
    "snake_case",
    "kebab-case",
    "UPPER",
    "sess_1",
    "2026-01-01T00:00:00Z",
    "https://example.com",
    "x" * 64,
)
"""Generated strings are one of these, or two joined. The first ones are the simplest: failures shrink to them."""

INTEGERS = (0, 1, 2, 300, 500, 4096, 65536, 2**31 - 1)
"""Integers that have no upper bound; the last one is where 32-bit integers end.

Larger ones are only a SHOULD, and their contracts (``large-integer-is-kept``) have payloads of their own.
"""

FRACTIONS = (0, 1, 0.5, 0.1, 0.3, 1 / 3, 0.7000000000000001)
"""How far a number lies between its lower and its upper bound; some need all digits of a double."""

JSON_OBJECTS: tuple[dict[str, Any], ...] = (
    {},
    {"k": "v"},
    {"a": None},
    {"n": 0, "t": True, "f": False},
    {"": ""},
    {"x": 0.1, "y": 1.0, "z": -1e-7},
    {"big": 2**53, "bigger": -(2**53)},
    {"list": [], "nested": {"a": {"b": [None, [1], {"c": {}}]}}},
    {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]},
    {"type": "object", "properties": {"é": {"enum": ["a", None, 1]}}, "additionalProperties": False},
)
"""Free-form JSON objects."""

JSON_TEXTS: tuple[str, ...] = (
    "{}",
    *(json.dumps(value, ensure_ascii=False) for value in JSON_OBJECTS[1:]),
    '{ "n" : 2 }\n',
    '{"n":1.0,"n2":1e2}',
    '"\\u00e9\\/"',
    "[]",
    "null",
)
"""JSON as text, the simplest first: blanks, spellings of numbers and escapes that a rewritten text would lose."""
