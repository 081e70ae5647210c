"""The page's main states, checked by axe-core's rules in the light and the dark scheme."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Open, absent
from tests.browser.sample_reports import small_report

AXE = "4.10.3"
CACHE = Path(__file__).parents[2] / "build" / "axe"
STATES = {
    "matrix": "",
    "list": "#view=list",
    "nothing": "#view=list&text=nowhere",
    "contract": "#at=must.session.audio.null-is-kept&of=alpha",
    "listed": "#at=must.session.audio.null-is-kept&of=beta",
}


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, fetched once from the npm registry."""
    cached = CACHE / f"axe-{AXE}.min.js"
    if not cached.exists():
        npm = shutil.which("npm")
        if not npm:
            absent("axe-core is not there, and there is no npm to fetch it with")
        folder = tmp_path_factory.mktemp("axe")
        command = [str(npm), "install", "--prefix", str(folder), "--no-audit", "--no-fund", f"axe-core@{AXE}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode:
            absent(f"axe-core can't be fetched: {done.stderr.strip()[-200:]}")
        CACHE.mkdir(parents=True, exist_ok=True)
        part = CACHE / f"{os.getpid()}.part"
        shutil.copyfile(folder / "node_modules" / "axe-core" / "axe.min.js", part)
        # Workers may fetch at the same time: each puts a whole file in place.
        part.replace(cached)
    return cached.read_text(encoding="utf-8")


def violations(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    return [
        f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_no_rule_is_broken(open_report: Open, axe: str, state: str, scheme: str) -> None:
    page = open_report(small_report(), hash=STATES[state], color_scheme=scheme, bypass_csp=True)
    assert violations(page, axe) == []
