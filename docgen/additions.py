"""What the site's pages have beyond those of the repository: links of rule numbers, a note below ``pip install``.

In the repository the pages stay as they are typed; nobody has to write a link for each number, or forgets one.
"""

import os
import re
from pathlib import Path

from pytest_realtime.wire.rules import api_rules

RULES = Path("reference", "rules.md")
INSTALL = Path("install.md")
UNRELEASED = "Before the first release"
"""The section of the page about installing that says how to, as long as the package is not on the index.

Without it, no page has a note: at the release, removing it is all there is to do.
"""
_INSTALLS = re.compile(r"^<!-- install[^\n]*-->\n```sh\n.*?^```$", re.DOTALL | re.MULTILINE)
_NUMBERS = re.compile(
    r"^(?P<fence>```|~~~).*?^(?P=fence)$|<!--.*?-->|<span.*?</span>|!?\[[^\]]*\]\([^)]*\)|<[^>\n]*>|^#.*?$"
    r"|`(?P<code>[A-Z]\d{1,2})`|`[^`]*`|\b(?P<number>[A-Z]\d{1,2})\b",
    re.DOTALL | re.MULTILINE,
)


def with_additions(text: str, page: Path, docs: Path) -> str:
    """Return a page of the site.

    Args:
        text: The page in Markdown.
        page: Where it is below ``docs``.
        docs: The folder of all pages.
    """
    return _with_notes(_with_rules(text, page), page, docs)


def _with_rules(text: str, page: Path) -> str:
    rules = os.path.relpath(RULES, page.parent).replace(os.sep, "/")

    def linked(found: re.Match[str]) -> str:
        number = found["code"] or found["number"]
        return f"[{found[0]}]({rules}#{number.lower()})" if number in api_rules() else found[0]

    return _NUMBERS.sub(linked, text)


def _with_notes(text: str, page: Path, docs: Path) -> str:
    heading = f"## {UNRELEASED}"
    if page == INSTALL or heading not in (docs / INSTALL).read_text(encoding="utf-8").splitlines():
        return text
    target = os.path.relpath(INSTALL, page.parent).replace(os.sep, "/")
    anchor = UNRELEASED.lower().replace(" ", "-")
    note = f"\n\nIt is not on the package index yet: [install it from a clone or a tag]({target}#{anchor})."
    return _INSTALLS.sub(lambda found: found[0] + note, text)
