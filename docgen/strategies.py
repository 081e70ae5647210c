"""The page of Hypothesis strategies."""

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from docgen.markdown import code, fence, inline, paragraphs, table
from docgen.markdown import page as page_of
from docgen.types import linked
from pytest_realtime import stateful, strategies
from pytest_realtime.payloads.generation.pairwise import covering
from pytest_realtime.payloads.mutations.enumerate import KINDS, every_invalid_payload
from pytest_realtime.payloads.plural import plural
from pytest_realtime.wire import wire_types


def page() -> str:
    """The general functions, the kinds of invalid payloads, and the strategy of each wire type."""
    return page_of(
        "Strategies",
        "[Fuzz your payload builder](../fuzzing.md) shows how to use them.",
        *(_function(one) for one in (strategies.payloads, strategies.sessions, strategies.conversations)),
        _function(strategies.invalid_payloads),
        *(_function(one) for one in (covering, every_invalid_payload)),
        "## Kinds of invalid payloads",
        table(["kind", "what is wrong"], [(code(kind), inline(text)) for kind, text in KINDS.items()]),
        _function(stateful.session_update_machine),
        "## Strategies by wire type",
        "Each takes the keywords of `payloads`. Type checkers know what it draws.",
        *(
            f"`{plural(name)}` also takes a dialect: `dialect={', '.join(map(repr, by_dialect))}`."
            for name, by_dialect in strategies.OF_DIALECT.items()
        ),
        table(
            ["strategy", "wire type"], [(code(f"{plural(one.name)}()"), linked(one.name)) for one in wire_types()]
        ),
    )


def _function(function: Callable[..., Any]) -> str:
    keywords = "".join(f"    {line},\n" for line in _parameters(inspect.signature(function)))
    call = f"{function.__module__}.{function.__name__}(\n{keywords})"
    return "\n\n".join(
        [f"## {function.__name__}", fence(call, "text").rstrip(), paragraphs(inspect.getdoc(function))]
    )


def _parameters(signature: inspect.Signature) -> Iterator[str]:
    star = ["*"]
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and star:
            yield star.pop()
        yield re.sub(r"\b(?:\w+\.)+(?=\w)", "", str(parameter)).replace("<", "").replace(">", "")
