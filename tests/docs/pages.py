"""Pages of the documentation as what they tell a reader to do, in order: write files, run commands, see output.

A label in a comment above a block of code says what is done with it:

    file: NAME      it is written to the reader's folder
    run             its commands are run there, and succeed; ``run: fails`` when the last one ends with status 1;
                    ``run: OPTIONS`` and ``run: fails OPTIONS`` give pytest options that make a long run shorter
    output          its lines are in what the last command printed, in this order; ``…`` stands for anything
    install: NAMES  the page can be followed only where these modules and programs are installed, too
    not run: WHY    nothing is done with it, for a reason
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [path for path in sorted(DOCS.rglob("*.md")) if path.parent.name != "reference"]
BLOCK = re.compile(r"(?:^<!-- ([^\n]*?) -->\n)?^(```|~~~)(\w*)[^\n]*\n(.*?)^\2$", re.DOTALL | re.MULTILINE)
PROGRAMS = Path(sys.executable).parent
LONGEST = 300
"""Seconds that one block of commands may take on a busy machine."""


@dataclass(frozen=True)
class Block:
    """A fenced block of code, and its label without the comment signs."""

    label: str
    language: str
    text: str

    @property
    def kind(self) -> str:
        """The first words of the label: ``file``, ``run``, ``output``, ``not run``."""
        return self.label.partition(":")[0]

    @property
    def told(self) -> str:
        """What the label says behind the colon."""
        return self.label.partition(":")[2].strip()


def blocks(page: Path) -> Iterator[Block]:
    """All fenced blocks of a page."""
    for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield Block(found[1] or "", found[3], found[4])


def walk(page: Path, folder: Path, programs: Path = PROGRAMS) -> int:
    """Do in a folder what a page says; return how many steps that was. Raises AssertionError where it is wrong.

    The reader has tests of their own, as readers have. Commands found in ``programs`` come before installed ones.
    """
    own = folder / "tests" / "test_of_the_reader.py"
    own.parent.mkdir(exist_ok=True)
    own.write_text("def test_of_the_reader(): pass\n", encoding="utf-8")
    steps = [block for block in blocks(page) if block.kind in STEPS]
    printed = ""
    for block in steps:
        printed = STEPS[block.kind](block, folder, printed, programs)
    has_tests = any(block.told.startswith("test_") for block in steps)
    if has_tests and not any(block.kind == "run" for block in steps):
        _run(Block("run", "sh", "pytest\n"), folder, "", programs)
    return len(steps)


def _write(block: Block, folder: Path, printed: str, programs: Path) -> str:
    path = folder / block.told
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf-8")
    return printed


def _run(block: Block, folder: Path, printed: str, programs: Path) -> str:
    fails, options = re.fullmatch("(fails)? ?(.*)", block.told).groups()  # type: ignore[union-attr]
    done = subprocess.run(
        ["sh", "-euc", block.text],
        cwd=folder,
        env=_environment(programs, options),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        timeout=LONGEST,
        check=False,
    )
    assert done.returncode == (1 if fails else 0), f"{block.text}\n{done.stdout}"
    return done.stdout


def _see(block: Block, folder: Path, printed: str, programs: Path) -> str:
    lines = iter(_bare(printed))
    for wanted in _bare(block.text):
        pattern = ".*".join(map(re.escape, wanted.split("…")))
        assert any(re.fullmatch(pattern, line) for line in lines), f"not printed: {wanted}\n\n{printed}"
    return printed


def _bare(text: str) -> list[str]:
    """The lines with single blanks and without pytest's mark of an error; empty ones do not count."""
    lines = with_newest_headings(text).splitlines()
    return [bare for line in lines if (bare := " ".join(line.removeprefix("E ").split()))]


def with_newest_headings(text: str) -> str:
    """The text with Hypothesis' headings of examples worded as by its newest version."""
    return text.replace("Falsifying example:", "Failing test case:").replace(" <state machine>", "")


def lacking(page: Path) -> list[str]:
    """The modules and programs that a page needs and that are not installed."""
    named = [name for block in blocks(page) if block.kind == "install" for name in block.told.split()]
    return [name for name in named if find_spec(name) is None and shutil.which(name) is None]


STEPS = {"file": _write, "run": _run, "output": _see}


def _environment(programs: Path, options: str) -> dict[str, str]:
    # A reader's run is none of the run that tests it: neither its worker, nor its job in CI.
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "GITHUB_"))}
    return {
        **own,
        "PATH": os.pathsep.join([str(programs), str(PROGRAMS), os.environ["PATH"]]),
        "PYTEST_ADDOPTS": f"-p no:randomly -p no:cacheprovider {options}",
        "COLUMNS": "120",
        "NO_COLOR": "1",
    }
