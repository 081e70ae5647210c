"""``pytest-realtime init``: write first files that run."""

import argparse
import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

from pytest_realtime.cli.parser import Commands, add_command, failed
from pytest_realtime.cli.requirement import requirement
from pytest_realtime.did_you_mean import did_you_mean

FILES = Path(__file__).with_name("first_files")
SUFFIX = ".template"
DRIVER_FOLDER = "realtime_driver"
COMMANDS: Mapping[str, str] = {
    "python": "python driver.py",
    "go": "./driver",
    "java": "java -cp build Driver",
    "rust": "target/release/realtime-driver",
    "typescript": "node dist/driver.js",
}
"""What starts the driver in each language, in its folder, once it is built."""


class Kind(NamedTuple):
    """What is to be tested."""

    what: str
    """For the list of kinds."""
    next: tuple[str, ...]
    """What to do afterwards, as command lines."""


KINDS: Mapping[str, Kind] = {
    "app": Kind("an app or agent, with the local server", ("pytest test_realtime_app.py",)),
    "sdk": Kind(
        "an SDK in Python, with the contract suite",
        ("pytest test_realtime_sdk.py", "pytest-realtime check realtime_client:client"),
    ),
    "driver": Kind(
        "an SDK in any language, with a driver",
        ("pytest test_realtime_driver.py", f"cd {DRIVER_FOLDER} && pytest-realtime check cmd:$quoted"),
    ),
    "ci": Kind(
        "a workflow of GitHub Actions that runs the contract suite on a client",
        ("pytest-realtime check $client", "git add .github/workflows"),
    ),
}


def add(commands: "Commands[Any]") -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "init",
        _run,
        help="write first test files that run",
        more="They are small, pass as they are, and say what to replace. Nothing is overwritten. Kinds: "
        + "; ".join(f"{name}: {kind.what}" for name, kind in KINDS.items())
        + ".",
        example="pytest-realtime init app",
    )
    parser.add_argument(
        "kind", nargs="?", choices=tuple(KINDS), metavar="KIND", help=f"{', '.join(KINDS)}; asked for in a terminal"
    )
    parser.add_argument(
        "--directory", type=Path, default=Path(), help="where to write (default: the current directory)"
    )
    parser.add_argument(
        "--language", choices=tuple(COMMANDS), default="python", help="of the driver (default: python)"
    )
    parser.add_argument(
        "--client",
        metavar="SPEC",
        default="realtime_client:client",
        help="the client that the workflow checks (default: realtime_client:client, which init sdk writes)",
    )


def _run(known: argparse.Namespace) -> int:
    kind = known.kind or _ask()
    if kind not in KINDS:
        known.parser.error(f"name what you want to test: {', '.join(KINDS)}{kind and did_you_mean(kind, KINDS)}")
    values = {
        "command": COMMANDS[known.language],
        "quoted": shlex.quote(COMMANDS[known.language]),
        "client": shlex.quote(known.client),
        "requirement": requirement(),
    }
    files = {known.directory / path: Template(text).substitute(values) for path, text in _templates(kind)}
    folder = known.directory / DRIVER_FOLDER if kind == "driver" else None
    existing = [path for path in (*files, *filter(None, [folder])) if path.exists()]
    if existing:
        named = ", ".join(map(str, existing))
        return failed("init", f"nothing was written, since it exists already: {named}; see --directory", 2)
    try:
        written = list(_write(files))
        if folder:
            from pytest_realtime.clients.driver.skeleton import write_skeleton

            written += write_skeleton(known.language, folder)
    except OSError as error:
        return failed("init", f"{error.filename or known.directory}: can't write: {error.strerror}", 2)
    print(*(f"wrote {path}" for path in written), sep="\n")
    print("next:", *(f"  {Template(line).substitute(values)}" for line in KINDS[kind].next), sep="\n")
    return 0


def _ask() -> str:
    """Ask for the kind, once; empty where nobody can answer."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return ""
    for name, kind in KINDS.items():
        print(f"  {name:<8}{kind.what}")
    try:
        return input("What do you want to test? ").strip().lower()
    except EOFError:
        return ""


def _templates(kind: str) -> Iterator[tuple[Path, str]]:
    folder = FILES / kind
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        yield path.relative_to(folder).with_suffix(""), path.read_text(encoding="utf-8")


def _write(files: Mapping[Path, str]) -> Iterator[Path]:
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Another program may have written it in the meantime.
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
        yield path
