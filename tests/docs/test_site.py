"""Links of the documentation lead somewhere, in a checkout and on the site."""

import re
from pathlib import Path

import pytest

from docgen.links import broken_links
from docgen.site import prepare
from tests.docs.pages import BLOCK, DOCS, ROOT

LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")


def links(page: Path) -> list[str]:
    found = LINK.findall(BLOCK.sub("", page.read_text(encoding="utf-8")))
    return [link for pair in found for link in pair if link and not re.match(r"[a-z]+:", link)]


def anchors(page: Path) -> set[str]:
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    heads = [re.sub(r"[^\w\s-]", "", head).strip().lower() for head in re.findall(r"^#+ (.*)$", text, re.MULTILINE)]
    return {"", *(re.sub(r"[-\s]+", "-", head) for head in heads), *re.findall(r'id="([^"]+)"', text)}


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert target.suffix != ".md" or anchor in anchors(target), link


def test_pictures_are_small() -> None:
    pictures = list((DOCS / "images").iterdir())
    assert pictures
    for picture in pictures:
        assert picture.stat().st_size < 150_000, picture.name


def test_links_out_of_the_pages_lead_to_github_on_the_site(tmp_path: Path) -> None:
    prepare(DOCS, tmp_path / "docs")
    for page in (tmp_path / "docs").rglob("*.md"):
        for link in links(page):
            assert (page.parent / link.partition("#")[0]).resolve().is_relative_to(tmp_path / "docs"), link
    text = (tmp_path / "docs" / "openai.md").read_text(encoding="utf-8")
    assert "](https://github.com/pytest-realtime/pytest-realtime/blob/main/realtime-deviations.toml)" in text


def test_broken_links_of_a_site_are_found(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "index.html").write_text('<h2 id="here">', encoding="utf-8")
    (tmp_path / "index.html").write_text(
        '<a href="in/#here"><a href="in/#there"><a href="out/"><img src="in/x.svg"><a href="https://example.com/x">'
        '<a href="#self"><p id="self">',
        encoding="utf-8",
    )
    assert broken_links(tmp_path) == ["index.html: in/#there", "index.html: in/x.svg", "index.html: out/"]
