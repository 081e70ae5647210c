"""All pages of the reference, and where they stand."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from docgen import (
    api,
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
from docgen.markdown import page as page_of
from docgen.public import PAGES as API_PAGES
from docgen.subjects import SUBJECTS

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"
GROUPS = {
    "In pytest": "options.md fixtures.md strategies.md",
    "In a terminal": "commands.md protocol.md report.md recording.md",
    "In Python": " ".join(f"api-{name}.md" for name in API_PAGES),
    "Contracts": "requirements.md findings.md rules.md",
    "Wire types": " ".join(["types.md", *(f"types-{subject}.md" for subject in SUBJECTS)]),
}
"""The pages as the index lists them."""


def index_page() -> str:
    """All pages of the reference with their first sentences."""
    parts = [part for title, names in GROUPS.items() for part in (f"## {title}", _list(names.split()))]
    return page_of("Reference", "Written from the package itself: nothing here is copied by hand.", *parts)


def _list(names: Sequence[str]) -> str:
    return "\n".join(f"- [{_title(name)}]({name})" for name in names)


def _title(name: str) -> str:
    return PAGES[name]().partition("\n")[0].removeprefix("# ")


PAGES: dict[str, Callable[[], str]] = {
    "index.md": index_page,
    "options.md": options.page,
    "commands.md": commands.page,
    "fixtures.md": fixtures.page,
    "strategies.md": strategies.page,
    **{f"api-{name}.md": partial(api.page, name) for name in API_PAGES},
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
