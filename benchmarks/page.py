"""The HTML report in Chromium: 20 clients with 2,000 contracts each. ``python benchmarks/page.py``.

Measured are the file's size, the first paint, and how long each filter takes until the page is laid out again.
"""

import json
import os
import shutil
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from common import Bar, Options, Result, installed, main, table

from pytest_realtime.report.load import upgraded
from pytest_realtime.report.schema import Report

CLIENTS, CONTRACTS, ROUNDS = 20, 2000, 5
REQUIREMENTS = tuple(f"requirement-{place}-is-kept" for place in range(40))
VERDICTS = ("pass", "pass", "pass", "deviation", "expected", "not-applicable", "error")
FINDING = {"kind": "value-changed", "expected": '"high"', "observed": '"low"'}
MEMBERS = {f"member_{number}": {"type": "server_vad", "threshold": 0.5} for number in range(8)}
FILTERS = {
    "nothing": {},
    "a client": {"client": "client-7"},
    "an outcome": {"outcome": "deviation"},
    "a finding kind": {"kind": "value-changed"},
    "a text": {"text": "subject-19"},
    "a text in payloads": {"text": "threshold"},
    "another text": {"text": "from client 7"},
}
MEASURE = """async (hash) => {
  // What the filter before this one left to be painted is not this one's time.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
  const start = performance.now();
  const shown = new Promise((done) => addEventListener('hashchange', () => done(), {once: true}));
  location.hash = hash;
  await shown;
  document.body.getBoundingClientRect();
  const filter = performance.getEntriesByName('filter').at(-1).duration;
  return [filter, performance.now() - start];
}"""


def big_report() -> Report:
    """A report of 40,000 results, each with a payload, one in two with findings."""
    ids = [f"must.subject-{place}.{REQUIREMENTS[place % len(REQUIREMENTS)]}" for place in range(CONTRACTS)]
    names = [f"client-{place}" for place in range(CLIENTS)]
    counts = dict.fromkeys(("pass", "deviation", "expected", "error", "not-applicable"), 0)
    contract = {
        "level": "MUST",
        "sentence": "It is written as the caller set it.",
        "source": "N1",
        "types": ["Session"],
    }
    report = {
        "schema": 1,
        "tool": {"name": "pytest-realtime", "version": "0"},
        "spec": {"revision": "", "date": "2026-08-21"},
        "clients": [{"name": name, "version": "1.0", "language": "go", "transport": "driver"} for name in names],
        "contracts": [{"id": id_, **contract} for id_ in ids],
        "results": [
            _result(id_, place, name, own) for place, id_ in enumerate(ids) for own, name in enumerate(names)
        ],
        "strictness": [{"client": name, "invalid_tried": 100, "invalid_rejected": 40} for name in names],
        "summary": [{"client": name, "must": counts, "should": counts, "may": counts} for name in names],
    }
    return upgraded(report)


def _result(contract: str, place: int, client: str, own: int) -> dict[str, Any]:
    verdict = VERDICTS[(place * 31 + own * own) % len(VERDICTS)]
    found = [{**FINDING, "pointer": f"/member_{place % 8}/type"}] if verdict in ("deviation", "expected") else []
    sent = json.dumps({**MEMBERS, "subject": contract})
    # Half of the clients write each payload in a way of their own.
    received = json.dumps({**MEMBERS, "subject": contract, "by": f"from client {own}"}) if own % 2 else sent
    texts = {"sent": sent, "received": received, "reason": ""}
    return {
        "contract": contract,
        "client": client,
        "verdict": verdict,
        "findings": found,
        **texts,
        "seconds": 0.001,
    }


def measure(options: Options) -> Result:
    """Measure in Chromium; without it, tell that it is left out."""
    title = f"The page: {CLIENTS} clients x {CONTRACTS:,} contracts"
    program = os.environ.get("REALTIME_CHROMIUM") or shutil.which("chromium")
    if not program or not installed("playwright"):
        return Result(title, "Left out: it needs Chromium and the extra `browser`.")
    from playwright.sync_api import sync_playwright

    from pytest_realtime.report.html.render import render

    rounds = 1 if options.quick else ROUNDS
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder, "report.html")
        path.write_text(render(big_report()), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        paints = [_paint(browser, path) for _ in range(rounds)]
        filters = _filters(browser, path, rounds)
        version = browser.version
        browser.close()
        size = path.stat().st_size / 1e6
    first, drawn = (median(column) for column in zip(*paints, strict=True))
    slowest = max(laid_out for *_, laid_out, _ in filters)
    text = (
        f"Chromium {version}, a file of {size:.1f} MB. First paint after {first:.0f} ms, the matrix is drawn after "
        f"{drawn:.0f} ms.\n\n" + table(("view", "filter", "script, ms", "laid out, ms", "worst, ms"), filters)
    )
    return Result(
        title,
        text,
        [
            Bar(
                f"the page of {CLIENTS * CONTRACTS:,} results: first paint under 1 s",
                f"{first:.0f} ms",
                first < 1000,
            ),
            Bar("filtering it takes under 100 ms, until laid out", f"{slowest:.0f} ms at most", slowest < 100),
        ],
    )


def _paint(browser: Any, path: Path) -> tuple[float, float]:
    page = browser.new_page()
    page.goto(path.as_uri())
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    filters = page.evaluate("performance.getEntriesByName('filter')[0]")
    page.close()
    return float(first), float(filters["startTime"] + filters["duration"])


def _filters(browser: Any, path: Path, rounds: int) -> list[tuple[str, str, float, float, float]]:
    """View, filter, and milliseconds: of the script and until laid out (medians), and the worst of the latter."""
    page = browser.new_page()
    page.goto(path.as_uri())
    rows = []
    for view in ("", "list"):
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in FILTERS}
        # In turns: the same filter twice would find its cells as they are.
        for turn in range(rounds):
            for name, state in FILTERS.items():
                hash_ = "&".join(f"{key}={value}" for key, value in {**state, "view": view, "turn": turn}.items())
                times[name].append(page.evaluate(MEASURE, hash_.replace(" ", "%20")))
        for name, measured in times.items():
            script, laid_out = zip(*measured, strict=True)
            rows.append((view or "matrix", name, median(script), median(laid_out), max(laid_out)))
    return rows


if __name__ == "__main__":
    main(measure)
