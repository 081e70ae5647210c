"""The site: the pages of ``docs/`` with links that work there, built by Zensical, and its links checked.

Pages link files of the repository by relative path, which works in a checkout and on GitHub. The site holds no such
files, so the copy in ``build/docs`` that it is built from links them on GitHub.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from docgen.additions import with_additions
from docgen.links import broken_links, foreign_resources
from docgen.terminal import PICTURE, draw, record

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
COPY = ROOT / "build" / "docs"
SITE = ROOT / "site"
LINK = re.compile(r"(?<=\]\()(\.\./[^)#]*)")


def main() -> int:
    """Build the site in ``site/`` and check all links inside it; the exit status is 1 when one is broken."""
    prepare(DOCS, COPY)
    (COPY / PICTURE.relative_to(DOCS)).write_text(draw(record()), encoding="utf-8")
    built = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean", "--strict"], cwd=ROOT, check=False
    )
    if built.returncode:
        return built.returncode
    broken = broken_links(SITE) + foreign_resources(SITE)
    print(*broken, sep="\n", end="\n" if broken else "")
    pages = len(list(SITE.rglob("*.html")))
    print(f"{pages} pages, {len(broken)} broken links and resources of other hosts")
    return 1 if broken else 0


def prepare(docs: Path, copy: Path) -> None:
    """Copy the pages, with links to files of the repository as links to GitHub, and rule numbers as links."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(docs, copy)
    for path in docs.rglob("*.md"):
        page = path.relative_to(docs)
        (copy / page).write_text(with_additions(_with_links_to_github(path), page, docs), encoding="utf-8")


def _with_links_to_github(page: Path) -> str:
    return LINK.sub(lambda found: _on_github(page, found[1]), page.read_text(encoding="utf-8"))


def _on_github(page: Path, target: str) -> str:
    file = (page.parent / target).resolve()
    if file.is_relative_to(DOCS) or not file.exists():
        return target
    kind = "tree" if file.is_dir() else "blob"
    return f"{_source()}/{kind}/main/{file.relative_to(ROOT).as_posix()}"


def _source() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["urls"]["Source"])
