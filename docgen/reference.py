"""All pages of the reference, and where they stand."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from docgen import (
    commands,
    findings,
    fixtures,
    options,
    protocol,
    recording,
    report,
    requirements,
    rules,
    strategies,
    types,
)
from docgen.subjects import SUBJECTS

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"

PAGES: dict[str, Callable[[], str]] = {
    "options.md": options.page,
    "commands.md": commands.page,
    "fixtures.md": fixtures.page,
    "strategies.md": strategies.page,
    "types.md": types.index_page,
    **{f"types-{subject}.md": partial(types.subject_page, subject) for subject in SUBJECTS},
    "rules.md": rules.page,
    "requirements.md": requirements.page,
    "findings.md": findings.page,
    "protocol.md": protocol.page,
    "report.md": report.page,
    "recording.md": recording.page,
}
"""What writes each page, by its file's name."""


def main() -> int:
    """Write every page whose text is another one now; tell which."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, write in PAGES.items():
        path = FOLDER / name
        text = write()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(path.relative_to(ROOT))
    return 0
