"""A whole contract run of the openai client: with one worker, with two, and what starting costs."""

import os
import subprocess
import sys
import tempfile
import time

from common import Bar, Options, Result, children_cpu, installed, main, median, table

from pytest_realtime.suite.manifest import contracts

PLUGINS_OFF = ("-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:schemathesis")
RUNS = {
    "one worker": ("-p", "no:xdist"),
    "two workers (`-n 2`)": ("-n", "2"),
    "one worker, no contract selected": ("-p", "no:xdist", "-k", "no-such-contract"),
}


def measure(options: Options) -> Result:
    """Measure the three in turns, each run in a fresh process."""
    if not installed("openai"):
        return Result("Contract run", "openai is not installed.", [])
    seconds: dict[str, list[float]] = {name: [] for name in RUNS}
    cpu: dict[str, list[float]] = {name: [] for name in RUNS}
    for _ in range(max(1, min(options.rounds, 3))):
        for name, arguments in RUNS.items():
            start, before = time.perf_counter(), children_cpu()
            _check(arguments)
            seconds[name].append(time.perf_counter() - start)
            cpu[name].append(children_cpu() - before)
    rows = [[name, f"{median(seconds[name]):.1f}", f"{median(cpu[name]):.1f}"] for name in RUNS]
    text = f"The `openai` client, {len(contracts()):,} contracts.\n\n" + table(("run", "s", "CPU s"), rows)
    one, two, start = (seconds[name] for name in RUNS)
    each = median(1000 * (whole - idle) / len(contracts()) for whole, idle in zip(one, start, strict=True))
    gain = median(whole / half for whole, half in zip(one, two, strict=True))
    return Result(
        "Contract run",
        text,
        [
            Bar("contract run of openai: at most 12 s", f"{median(one):.1f} s", median(one) <= 12),
            Bar("at most 4 ms a contract beyond the start", f"{each:.1f} ms", each <= 4),
            Bar("at least 1.6 times faster with -n 2", f"{gain:.2f} x", gain >= 1.6),
        ],
    )


def _check(arguments: tuple[str, ...]) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    command = [sys.executable, "-m", "pytest_realtime", "check", "openai", *PLUGINS_OFF, *arguments]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])


if __name__ == "__main__":
    main(measure)
