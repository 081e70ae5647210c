"""Measure clients and write ``docs/compatibility.md``: ``python -m drivers.compatibility [--page] [NAME]...``."""

import argparse
import sys
from collections.abc import Sequence

from drivers.compatibility.measurement import MeasurementError, measure
from drivers.compatibility.page import render
from drivers.compatibility.results import PAGE, load, save
from drivers.compatibility.rows import rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Exit status 1 if any client could not be measured; the others are."""
    parser = argparse.ArgumentParser(prog="python -m drivers.compatibility", description=__doc__)
    parser.add_argument("--page", action="store_true", help="do not measure; only write the page")
    parser.add_argument("names", nargs="*", metavar="NAME", help="clients in drivers/clients.toml (default: all)")
    given = parser.parse_args(arguments)
    known = {row.name: row for row in rows()}
    for name in given.names:
        if name not in known:
            parser.error(f"there is no client {name!r} in drivers/clients.toml; allowed: {', '.join(known)}")
    failed = False
    for name in () if given.page else given.names or known:
        print(f"{name}: measuring", flush=True)
        try:
            measured = measure(known[name])
        except MeasurementError as error:
            print(f"{name}: not measured: {error}", file=sys.stderr)
            failed = True
            continue
        save({**load(), name: measured})
    PAGE.write_text(render(load(), rows()), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
