"""A recorded terminal: a contract fails, the SDK is fixed, the contract passes; drawn as one SVG.

``python -m docgen terminal`` writes it in ``docs/images/``, and the build of the site records it anew.
"""

import html
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "start" / "sdk.md"
PICTURE = ROOT / "docs" / "images" / "session.svg"
CHECK = "pytest-realtime check my_sdk_client:client -k input.turn-detection.null-is-kept"
FIX = "sed -i s/exclude_none/exclude_unset/ my_sdk_client.py"
COLUMNS = 100
CHARACTER = 7.8
"""Units that a character of the monospaced font is wide."""
LINE = 18
STYLES = {"1": "b", "31": "r", "32": "g", "33": "y", "36": "c"}
_SGR = re.compile(r"\x1b\[([\d;]*)m")
_OTHER = re.compile(r"\x1b\[[\d;?]*[A-Za-ln-z]|\r")
_ADVICE = re.compile(r"\nTo accept this as.*\n(?=[^\n]*\Z)", re.DOTALL)
"""What follows the failure: the picture shows one screen, and ``…`` in place of it."""
_CSS = """
rect { fill: #14181f; }
text { font: 13px ui-monospace, Menlo, Consolas, monospace; fill: #d7dde5; white-space: pre; }
.b { font-weight: bold; } .r { fill: #ff8f8f; } .g { fill: #8fdc8f; } .y { fill: #e8d27a; } .c { fill: #7fd3e0; }
.p { fill: #8fb8ff; } g { animation: show 0.2s both; } @keyframes show { from { opacity: 0; } }
@media (prefers-reduced-motion: reduce) { g { animation: none; } }
"""


class Step(NamedTuple):
    """A command and what it printed."""

    command: str
    printed: str


def main() -> int:
    """Record the session, and write the picture where the pages expect it."""
    PICTURE.write_text(draw(record()), encoding="utf-8")
    print(PICTURE.relative_to(ROOT))
    return 0


def record() -> list[Step]:
    """Run the quick start's client before and after the fix."""
    page = PAGE.read_text(encoding="utf-8")
    files = re.findall(r"<!-- file: (\w+\.py) -->\n```python\n(.*?)```", page, re.DOTALL)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files:
            (Path(folder) / name).write_text(text, encoding="utf-8")
        return [Step(command, _run(command, folder)) for command in (CHECK, FIX, CHECK)]


def _run(command: str, folder: str) -> str:
    more = "--color=yes --no-header -p no:cacheprovider -p no:randomly"
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "PYTEST_ADDOPTS": more}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment["PATH"]])
    done = subprocess.run(  # noqa: S602 - our own commands
        command,
        shell=True,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return _ADVICE.sub("\n…\n", done.stdout.rstrip())


def draw(steps: Sequence[Step]) -> str:
    """Draw a session as an SVG: commands and outputs appear one after the other, and stay."""
    rows = 0
    groups = []
    for number, step in enumerate(steps):
        lines = [f'<tspan class="p">$ </tspan>{html.escape(step.command)}', *_lines(step.printed), ""]
        texts = "".join(
            f'<text x="16" y="{(rows + row + 1) * LINE + 12}">{line}</text>'
            for row, line in enumerate(lines)
            if line
        )
        groups.append(f'<g style="animation-delay: {number * 1.5:g}s">{texts}</g>')
        rows += len(lines)
    width, height = COLUMNS * CHARACTER + 32, rows * LINE + 24
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">'
        f"<title>A recorded terminal</title><style>{_CSS}</style>"
        f'<rect width="100%" height="100%" rx="10"/>{"".join(groups)}</svg>\n'
    )


def _lines(printed: str) -> Iterator[str]:
    """Each line with its colours; several empty ones become one."""
    classes: set[str] = set()
    was_empty = True
    for line in _OTHER.sub("", printed).rstrip().split("\n"):
        drawn = "".join(_pieces(_cut(line), classes))
        if drawn or not was_empty:
            yield drawn
        was_empty = not drawn


def _cut(line: str) -> str:
    return line if len(_SGR.sub("", line)) <= COLUMNS else line[: COLUMNS - 1] + "…"


def _pieces(line: str, classes: set[str]) -> Iterator[str]:
    """Parts of one style; ``classes`` is the style so far, and goes on with the next line."""
    for number, part in enumerate(_SGR.split(line)):
        if number % 2:
            for code in part.split(";"):
                if code in ("", "0"):
                    classes.clear()
                elif code in STYLES:
                    classes.add(STYLES[code])
        elif part:
            text = html.escape(part, quote=False)
            yield f'<tspan class="{" ".join(sorted(classes))}">{text}</tspan>' if classes else text
