"""A whole contract run of the openai client, and what one golden comparison costs over a plain assert."""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import Bar, Options, Result, children_cpu, installed, main, median, table

SNAPSHOTS = 500
PLUGINS_OFF = ("-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:schemathesis", "-p", "no:xdist")
GOLDEN_TEST = """
import pytest
from pytest_realtime.suite.golden import FOLDER, golden_snapshot

FILES = sorted(FOLDER.glob("*.json"))[:{count}]
TEXTS = {{path.name.removesuffix(".json"): path.read_text(encoding="utf-8") for path in FILES}}
SAME = {{name: "".join(list(text)) for name, text in TEXTS.items()}}


@pytest.mark.parametrize("name", list(TEXTS))
def test_golden(name{fixture}):
    assert TEXTS[name] == {wanted}
"""
FORMS = {
    "plain assert": ("", "SAME[name]"),
    "unused snapshot fixture": (", snapshot", "SAME[name]"),
    "golden": (", snapshot", "golden_snapshot(snapshot)(name=name)"),
}


def measure(options: Options) -> Result:
    """Measure both."""
    run, bars = _contract_run(options)
    golden, more = _golden(options)
    return Result("Contract run and golden forms", f"{run}\n\n{golden}", bars + more)


def _contract_run(options: Options) -> tuple[str, list[Bar]]:
    if not installed("openai"):
        return "Contract run of `openai`: openai is not installed.", []
    seconds, summary = [], ""
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(max(1, min(options.rounds, 3))):
            start = time.perf_counter()
            done = _python(["-m", "pytest_realtime", "check", "openai", *PLUGINS_OFF], Path(folder))
            seconds.append(time.perf_counter() - start)
            if done.returncode not in (0, 1):
                return f"Contract run of `openai`: failed with exit code {done.returncode}.", []
            summary = done.stdout.strip().splitlines()[-1].strip("= ")
    counts = re.sub(r" in [\d.]+s.*", "", summary)
    text = f"Whole contract run of the `openai` client, fresh process, one worker: {median(seconds):.1f} s "
    return (
        text + f"(from {min(seconds):.1f} to {max(seconds):.1f} s in {len(seconds)} runs). pytest said: {counts}.",
        [],
    )


def _golden(options: Options) -> tuple[str, list[Bar]]:
    costs: dict[str, list[float]] = {form: [] for form in FORMS}
    rounds = max(1, options.rounds)
    for number in range(-1, rounds):
        for form in FORMS:
            cost, count = _golden_run(form)
            if number >= 0:  # the first round writes byte code
                costs[form].append(cost)
    plain = costs["plain assert"]
    over = {
        form: median(1000 * (one - other) / count for one, other in zip(costs[form], plain, strict=True))
        for form in FORMS
    }
    rows = [
        [form, f"{median(costs[form]):.2f}", "-" if form == "plain assert" else f"{over[form]:.2f}"]
        for form in FORMS
    ]
    text = (
        f"{count} golden forms compared in one run, one test each; whole processes, CPU time, {rounds} rounds.\n\n"
    )
    text += table(("assertion", "CPU s", "ms over a plain assert, each"), rows)
    bar = Bar(
        "one golden comparison at most 0.4 ms over a plain assert",
        f"{over['golden']:.2f} ms",
        over["golden"] <= 0.4,
    )
    return text, [bar]


def _golden_run(form: str) -> tuple[float, int]:
    fixture, wanted = FORMS[form]
    with tempfile.TemporaryDirectory() as folder:
        code = GOLDEN_TEST.format(count=SNAPSHOTS, fixture=fixture, wanted=wanted)
        Path(folder, "test_golden.py").write_text(code, encoding="utf-8")
        before = children_cpu()
        done = _python(["-m", "pytest", "-q", *PLUGINS_OFF], Path(folder))
        cpu = children_cpu() - before
    found = re.search(r"(\d+) passed", done.stdout)
    if done.returncode or not found:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    return cpu, int(found[1])


def _python(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    main(measure)
