"""Run all benchmarks, each in a fresh process, and write RESULTS.md: ``python benchmarks/run.py``."""

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from common import HERE, Bar, Result, bar_table, machine, read_options, versions

ALL = (
    "generation",
    "shrinking",
    "covering",
    "invalid_payloads",
    "idle",
    "contract_run",
    "judge",
    "driver",
    "server",
    "page",
)
HEAD = """# Results

Written by `python benchmarks/run.py`; how to run and read it is told in [README.md](README.md).

- Date: {date}
- Machine: {machine}; load average {before} at the start and {after} at the end
- Versions: {versions}
- hypothesis-jsonschema: {old}

Competitors take turns within each round; every ratio is formed inside a round, and medians are given. Trust
ratios to about 15 %, absolute figures to a factor of 1.5.

## The bars

{bars}
"""


def run() -> int:
    """Run the benchmarks that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help=f"some of: {', '.join(ALL)}; printed, and nothing is written")
    given = read_options(parser)
    if unknown := set(given.only) - set(ALL):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(ALL)}")
    before = _load()
    results = [_measured(name) for name in given.only or ALL]
    bars = [bar for result in results for bar in result.bars]
    head = HEAD.format(
        date=datetime.datetime.now(tz=datetime.UTC).date(),
        machine=machine(),
        before=before,
        after=_load(),
        versions=versions(),
        old="0.23.1 on hypothesis 6.170.9, in an interpreter of its own" if given.old_python else "left out",
        bars=bar_table(bars),
    )
    text = "\n".join([head, *(f"## {result.title}\n\n{result.text}\n" for result in results)])
    if given.only or given.quick:
        print(text)
    else:
        file = HERE.joinpath("RESULTS.md")
        # What is measured by hand comes last, and stays.
        _, title, by_hand = file.read_text(encoding="utf-8").partition("\n## Planted faults\n")
        file.write_text(text + title + by_hand, encoding="utf-8")
        print(bar_table(bars))
    return 0


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _measured(name: str) -> Result:
    print(f"{name} …", file=sys.stderr, flush=True)
    passed_on = [argument for argument in sys.argv[1:] if argument not in ALL]
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "result.json"
        command = [sys.executable, str(HERE / f"{name}.py"), "--json", str(found), *passed_on]
        done = subprocess.run(command, check=False)
        if done.returncode:
            return Result(name, f"Failed with exit code {done.returncode}.", [Bar(f"{name} runs", "failed", False)])
        read = json.loads(found.read_text(encoding="utf-8"))
    return Result(read["title"], read["text"], [Bar(**bar) for bar in read["bars"]])


if __name__ == "__main__":
    sys.exit(run())
