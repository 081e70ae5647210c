"""Run pytest in a process of its own, as its users do.

In this process the package is imported already, so pytest could not load it as the plugin that it is.
"""

import subprocess
import sys
from collections.abc import Sequence


def run_pytest(arguments: Sequence[str], *, quiet: bool = False) -> int:
    """Run pytest with these arguments and return its exit status; Ctrl-C reaches it, too."""
    output = subprocess.DEVNULL if quiet else None
    # The interpreter that runs us, with the arguments that our user typed.
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "pytest", *arguments], stdout=output
    ) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                # The terminal has told pytest as well: let it finish its summary.
                continue
