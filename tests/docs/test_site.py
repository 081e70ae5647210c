"""Links of the documentation lead somewhere, in a checkout and on the site."""

import re
from pathlib import Path

import pytest

from docgen.additions import UNRELEASED, with_additions
from docgen.links import broken_links, foreign_resources
from docgen.site import prepare
from docgen.terminal import PICTURE, Step, draw
from pytest_realtime.wire import wire_types
from pytest_realtime.wire.rules import api_rules
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


def test_resources_of_other_hosts_are_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<script src="https://example.com/x.js"></script><img src="x.svg"><a href="https://example.com/">',
        encoding="utf-8",
    )
    assert foreign_resources(tmp_path) == ["index.html: https://example.com/x.js"]


def test_every_page_is_two_clicks_from_the_first() -> None:
    """By links in the texts alone, whatever the navigation shows."""
    near = {DOCS / "index.md"}
    for _ in range(2):
        near |= {(page.parent / link.partition("#")[0]).resolve() for page in near for link in links(page)}
        near = {page for page in near if page.suffix == ".md"}
    assert [page.name for page in sorted(DOCS.rglob("*.md")) if page not in near] == []


def test_every_rule_number_on_the_site_is_a_link(tmp_path: Path) -> None:
    prepare(DOCS, tmp_path / "docs")
    linked = set()
    for page in (tmp_path / "docs").rglob("*.md"):
        text = re.sub(
            r"^#.*$|<[^>]*>[A-Z]\d+</span>", "", BLOCK.sub("", page.read_text("utf-8")), flags=re.MULTILINE
        )
        linked |= set(re.findall(r"\[`?([A-Z]\d{1,2})`?\]\(\S*rules\.md#", text))
        bare = re.findall(r"\b[A-Z]\d{1,2}\b", re.sub(r"\[[^\]]*\]\([^)]*\)|`[^`]{4,}`|<[^>]*>", "", text))
        assert set(bare) & set(api_rules()) == set(), page
    assert len(linked) > 50


def test_only_numbers_of_rules_in_prose_become_links() -> None:
    page = Path("explanation", "page.md")
    text = 'By N1, `N2` and X99.\n\n```text\nN1\n```\n\n# N3\n\n`rule("N4")` [N5](x.md#n5)\n'
    assert with_additions(text, page, DOCS) == text.replace(
        "By N1, `N2`", "By [N1](../reference/rules.md#n1), [`N2`](../reference/rules.md#n2)"
    )


def test_install_commands_say_how_until_there_is_a_release(tmp_path: Path) -> None:
    text = "<!-- install -->\n```sh\npip install pytest-realtime\n```\n"
    install = tmp_path / "install.md"
    install.write_text(f"# Install\n\n## {UNRELEASED}\n", encoding="utf-8")
    assert "](../install.md#before-the-first-release)" in with_additions(text, Path("a", "b.md"), tmp_path)
    assert with_additions(text, Path("install.md"), tmp_path) == text
    install.write_text("# Install\n", encoding="utf-8")
    assert with_additions(text, Path("a", "b.md"), tmp_path) == text


def test_the_diagram_has_the_number_of_wire_types() -> None:
    drawn = (DOCS / "images" / "road.svg").read_text(encoding="utf-8")
    assert f">{len(wire_types())} types," in drawn


def test_a_terminal_is_drawn_with_its_colours() -> None:
    drawn = draw([Step("run", "\x1b[31m\x1b[1ma < b\x1b[0m and\n\n\nso\x1b[K on" + "x" * 200)])
    assert '<tspan class="b r">a &lt; b</tspan> and</text>' in drawn
    assert drawn.count("<text ") == 3
    assert "x…</text>" in drawn
    assert "\x1b" not in drawn


def test_the_recorded_terminal_shows_a_failure_and_its_fix() -> None:
    drawn = PICTURE.read_text(encoding="utf-8")
    places = [drawn.find(text) for text in ("null-dropped /turn_detection", "1 failed", "sed -i", "1 passed")]
    assert -1 not in places
    assert places == sorted(places)
