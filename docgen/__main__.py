"""``python -m docgen``: write the reference of the docs.

``python -m docgen schemas`` writes ``contracts/schemas`` and the schema of recordings, ``python -m docgen site``
builds the site and checks it, ``python -m docgen terminal`` draws the recorded terminal.
"""

import sys
from collections.abc import Sequence

from docgen import recording, reference, schema_files, site, terminal


def _schemas() -> int:
    recording.write_schema()
    return schema_files.main()


COMMANDS = {"reference": reference.main, "schemas": _schemas, "site": site.main, "terminal": terminal.main}


def main(arguments: Sequence[str]) -> int:
    """Run the one command that ``arguments`` names; without any, write the reference."""
    name = arguments[0] if arguments else "reference"
    if len(arguments) > 1 or name not in COMMANDS:
        print(f"python -m docgen: one of {', '.join(COMMANDS)}, not {' '.join(arguments)!r}", file=sys.stderr)
        return 2
    return COMMANDS[name]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
