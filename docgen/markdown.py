"""Markdown, as all pages of the reference write it."""

import re
from collections.abc import Iterable, Sequence

NONE = "–"  # noqa: RUF001 - a dash in a table, as typographers set it
"""What stands in a cell for nothing."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def code(text: object) -> str:
    """Text as inline code, inside a table or not."""
    return f"`{str(text).replace('|', chr(92) + '|')}`"


def inline(text: str) -> str:
    """One paragraph of a docstring or a sentence as Markdown, on one line and safe in a table."""
    text = re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"`\1`", " ".join(text.split())).replace("``", "`")
    return text.replace("|", "\\|").replace("<", "&lt;")


def paragraphs(docstring: str | None) -> str:
    """A whole docstring as Markdown; sections such as ``Args:`` become lists, one item an entry."""
    return "\n\n".join(map(_paragraph, (docstring or "").split("\n\n")))


def _paragraph(text: str) -> str:
    head, _, body = text.partition(":\n    ")
    if head not in ("Args", "Returns", "Raises"):
        return inline(text)
    # Entries begin at the section's indentation, and go on with a deeper one.
    entries = re.split(r"\n    (?=\S)", body)
    if head == "Returns":
        return f"**{head}:** {inline(body)}"
    named = (re.sub(r"^([\w.*]+):", r"`\1`:", inline(entry)) for entry in entries)
    return f"**{head}:**\n\n" + "\n".join(f"- {entry}" for entry in named)


def fence(text: str, language: str) -> str:
    """A block of code."""
    return f"```{language}\n{text.rstrip()}\n```\n"


def page(title: str, *parts: str) -> str:
    """A whole page; ``python -m docgen`` is named as its author."""
    notice = "<!-- Written by `python -m docgen`; change what it describes, and write it anew. -->"
    return "\n\n".join([f"# {title}", notice, *(bare for part in parts if (bare := part.strip("\n")))]) + "\n"
