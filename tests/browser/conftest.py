"""A real browser for the HTML report: Chromium through Playwright, skipped with a reason where either is absent.

``REALTIME_REQUIRE_BROWSER=1`` makes its absence a failure; ``REALTIME_CHROMIUM`` names the program. These tests run
by themselves only: Playwright keeps an event loop and a process of its own in the process of the tests, and other
tests look for loops, processes and interrupts that nobody ended.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pytest_realtime.report.html.render import render
from pytest_realtime.report.schema import Report

HERE = Path(__file__).parent
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
Open = Callable[..., Any]
"""Opens a report from disk: ``open_report(report, hash="", **context options)`` gives Playwright's page."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def absent(what: str) -> None:
    """Skip, or fail where the browser is required."""
    if os.environ.get("REALTIME_REQUIRE_BROWSER") == "1":
        pytest.fail(f"REALTIME_REQUIRE_BROWSER=1, but {what}", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    if any(HERE not in item.path.parents for item in request.session.items):
        pytest.skip("a browser gets in the way of other tests: run `python -m pytest tests/browser` by itself")
    program = os.environ.get("REALTIME_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if not program:
        absent("there is no Chromium: install it, or name it in REALTIME_CHROMIUM")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        absent("Playwright is not installed: pip install 'pytest-realtime[browser]'")
    with sync_playwright() as playwright:
        # Containers run as root and allow no sandbox; the pages are our own.
        found = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def open_report(browser: Any, tmp_path: Path) -> Iterator[Open]:
    contexts: list[Any] = []
    problems: list[str] = []

    def opened(report: Report, *, hash: str = "", **options: Any) -> Any:
        path = tmp_path / "report.html"
        path.write_text(render(report), encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1360, "height": 860}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text))
        page.on("request", lambda request: problems.append(request.url) if request.url[:5] != "file:" else None)
        page.goto(path.as_uri() + hash)
        return page

    yield opened
    for context in contexts:
        context.close()
    # No error, no word in the console (the policy speaks there), no request beyond the file.
    assert problems == []


@pytest.fixture
def picture() -> Callable[[Any, str], None]:
    """Keep a screenshot of a page as a build output."""

    def keep(page: Any, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png")

    return keep
