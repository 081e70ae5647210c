"""Pictures of a failure in a terminal and of the HTML report, made from runs of the SDK tutorial's client.

``python -m docgen.pictures`` writes them in ``docs/images/``. It needs ``rich`` and
``chromium``. No test compares the pictures with today's output, since pytest's layout differs between its releases.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "sdk.md"
IMAGES = ROOT / "docs" / "images"
KNOWN = ROOT / "realtime-deviations.toml"
CLIENT = "my_sdk_client:client"
CONTRACT = "must.realtime-audio-config-input.turn-detection.null-is-kept"
PLACES = {"report.png": "", "contract.png": f"client=my-sdk&kind=null-dropped&at={CONTRACT}&of=my-sdk"}
"""The pictures of the report, and the state of the page that each shows."""
SELECTION = "must and not generated-payloads and not covering-set"
"""The contracts of the pictured report; all of them would take minutes and look the same."""
WIDTH = 110
WINDOW = "1200,860"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Run the tutorial's client in its first version, and draw the failure and the report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_client(folder)
        draw_failure(folder, IMAGES / "failure.svg")
        draw_report(folder, {IMAGES / name: place for name, place in PLACES.items()})
    return 0


def _write_client(folder: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, text in re.findall(r"<!-- file: (\w+\.py) -->\n```python\n(.*?)```", page, re.DOTALL):
        # The first version of a file fails; the tutorial fixes it later on.
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")


def draw_failure(folder: Path, picture: Path) -> None:
    """Draw the terminal after a run of one contract that fails."""
    from rich.console import Console
    from rich.text import Text

    printed = _check(folder, CLIENT, "-k", CONTRACT, "--color=yes", "--no-header", "-p", "no:cacheprovider")
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere)
        console.print(Text(f"$ pytest-realtime check {CLIENT} -k {CONTRACT}"))
        console.print(Text.from_ansi(printed))
        drawn = console.export_svg(title="pytest-realtime", unique_id="failure")
    # The font is the reader's own: a picture should not load anything.
    picture.write_text(re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL), encoding="utf-8")


def draw_report(folder: Path, pictures: Mapping[Path, str]) -> None:
    """Take screenshots of the HTML report of the tutorial's client and ``openai``."""
    report = folder / "report.html"
    _check(
        folder,
        CLIENT,
        "openai",
        "-k",
        SELECTION,
        f"--realtime-report={report}",
        f"--realtime-deviations={KNOWN}",
        "--tb=no",
        "-q",
    )
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit(f"no picture of the report without a browser: one of {', '.join(BROWSERS)}")
    look = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={WINDOW}"]
    for picture, place in pictures.items():
        command = [browser, *look, f"--screenshot={picture}", f"{report.as_uri()}#{place}"]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own browser and file


def _check(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "COLUMNS": str(WIDTH), "PYTEST_ADDOPTS": "-p no:randomly"}
    command = [sys.executable, "-m", "pytest_realtime", "check", *arguments]
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
