"""``python -m docgen``: write the reference; ``python -m docgen site``: build the site and check its links."""

import sys
from collections.abc import Sequence

from docgen import reference, site

COMMANDS = {"reference": reference.main, "site": site.main}


def main(arguments: Sequence[str]) -> int:
    """Do what the one argument says; without any, write the reference."""
    name = arguments[0] if arguments else "reference"
    if len(arguments) > 1 or name not in COMMANDS:
        print(f"python -m docgen: one of {', '.join(COMMANDS)}, not {' '.join(arguments)!r}", file=sys.stderr)
        return 2
    return COMMANDS[name]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
