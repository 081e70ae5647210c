"""The covering sets that the suite asks clients with, stored: computing them takes a fifth of a run.

They depend on nothing but the wire types. A test compares what is stored with what is computed; maintainers write
the file anew with ``python -m pytest_realtime.suite.covering_sets``.
"""

import gzip
import json
import sys
from collections.abc import Mapping
from functools import cache

from pytest_realtime.payloads.embedding import is_envelope
from pytest_realtime.payloads.generation.pairwise import covering
from pytest_realtime.suite import contracts_folder
from pytest_realtime.suite.manifest import contracts
from pytest_realtime.wire import JsonValue

FILE = contracts_folder() / "covering-sets.json.gz"
"""The payloads by wire type, as compressed JSON: 70 kB in place of 800."""


def covering_set(wire_type: str) -> tuple[JsonValue, ...]:
    """Return the payloads of a wire type's covering contract, by its name. Do not change them."""
    return tuple(_stored()[wire_type])


def computed() -> dict[str, list[JsonValue]]:
    """Compute all covering sets that contracts need, by wire type."""
    names = [contract.wire_type for contract in contracts().values() if contract.generator == "covering"]
    # An envelope adds one member to a session; its pairs are not worth a few hundred probes.
    return {name: [*covering(name, strength=1 if is_envelope(name) else 2).payloads] for name in names}


@cache
def _stored() -> Mapping[str, list[JsonValue]]:
    sets: Mapping[str, list[JsonValue]] = json.loads(gzip.decompress(FILE.read_bytes()))
    return sets


def main() -> int:
    """Compute the sets and store them, the same bytes for the same sets."""
    text = json.dumps(computed(), ensure_ascii=False, separators=(",", ":"))
    FILE.write_bytes(gzip.compress(text.encode(), mtime=0))
    return 0


if __name__ == "__main__":
    sys.exit(main())
