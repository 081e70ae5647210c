"""Broken links of a built site: pages, files and anchors that do not exist. Links to elsewhere are not fetched."""

import os
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_ADDRESSES = {"a": "href", "img": "src", "link": "href", "script": "src"}


class _Page(HTMLParser):
    """The addresses and the anchors of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = {"", "__skip", "__top"}
        self.resources: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of what can be linked and of what is."""
        values = dict(attrs)
        self.anchors |= {name for key in ("id", "name") if (name := values.get(key))}
        address = values.get(_ADDRESSES.get(tag, ""))
        if address and values.get("rel") not in ("canonical", "preconnect"):
            self.links.append(address)
            if tag != "a":
                self.resources.append(address)


def broken_links(site: Path) -> list[str]:
    """Each link below ``site`` that leads nowhere inside it, as ``page: address``."""
    return sorted(
        {f"{page.relative_to(site)}: {link}" for page in site.rglob("*.html") for link in _broken(site, page)}
    )


def foreign_resources(site: Path) -> list[str]:
    """Each script, style and picture that a page loads from another host: without a network it would be missing."""
    pages = sorted(site.rglob("*.html"))
    return [f"{page.relative_to(site)}: {one}" for page in pages for one in _parsed(page).resources if "//" in one]


def _broken(site: Path, page: Path) -> Iterator[str]:
    # A page that stands for any missing one is served at any depth, so its links are absolute.
    for link in dict.fromkeys(_parsed(page).links) if page.name != "404.html" else ():
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        path = unquote(parts.path)
        file = (site / path.lstrip("/") if path.startswith("/") else page.parent / path) if path else page
        file = file / "index.html" if file.is_dir() else file
        file = Path(os.path.normpath(file))  # one name for each page, or it is parsed anew for each way to it
        if not file.is_file() or (file.suffix == ".html" and unquote(parts.fragment) not in _parsed(file).anchors):
            yield link


@cache
def _parsed(page: Path) -> _Page:
    return _Page(page.read_text(encoding="utf-8"))
