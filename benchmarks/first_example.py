"""How long a user waits for the first payload: the import, and the first example, in fresh processes."""

import json
import os
import tempfile

from common import Options, fresh, median
from document import Document

FIRST = """
import json, sys, time
peer, name, path = sys.argv[1:]
start = time.perf_counter()
import hypothesis, hypothesis.strategies
if peer == "ours":
    from pytest_realtime.strategies import payloads as make
elif peer == "handwritten":
    from handwritten import STRATEGIES
    make = lambda name: STRATEGIES[name]()
elif peer.startswith("schemathesis"):
    import schemathesis
    from schemathesis.generation import GenerationMode
else:
    from peers import typed_dict
    kind = typed_dict(name)
    if peer.startswith("polyfactory"):
        from polyfactory.factories import TypedDictFactory
imported = time.perf_counter() - start
document = json.load(open(path)) if path else None
first = []
start = time.perf_counter()
if peer.startswith("polyfactory"):
    TypedDictFactory.create_factory(kind).build()
    first.append(time.perf_counter())
else:
    if peer.startswith("schemathesis"):
        operation = schemathesis.openapi.from_dict(document)["/payload"]["POST"]
        strategy = operation.as_strategy().map(lambda case: case.body)
    elif peer.startswith("st.from_type"):
        strategy = hypothesis.strategies.from_type(kind)
    else:
        strategy = make(name)
    @hypothesis.settings(max_examples=1, database=None, deadline=None, phases=[hypothesis.Phase.generate],
                         suppress_health_check=list(hypothesis.HealthCheck))
    @hypothesis.given(strategy)
    def collect(value):
        first.append(time.perf_counter())
    collect()
print(json.dumps({"imported": imported, "first": first[0] - start}))
"""
"""Time from the import to the first payload in the caller's hands."""


def first_examples(document: Document, name: str, tools: list[str], options: Options) -> dict[str, list[float]]:
    """Import and first example in fresh processes; the last figure is without Hypothesis' cached tables."""
    found: dict[str, list[dict[str, float]]] = {tool: [] for tool in tools}
    cold: dict[str, list[float]] = {tool: [] for tool in tools}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "document.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(document.operation(name), file)
        warm = os.path.join(folder, "warm")
        for number in range(options.rounds + 1):
            for tool in tools:
                done = fresh(FIRST, tool, name, path, HYPOTHESIS_STORAGE_DIRECTORY=warm)
                if number:
                    found[tool].append(done)
                    if number <= min(2, options.rounds):
                        empty = os.path.join(folder, f"{tools.index(tool)}-{number}")
                        again = fresh(FIRST, tool, name, path, HYPOTHESIS_STORAGE_DIRECTORY=empty)
                        cold[tool].append(again["first"])
    return {
        tool: [
            median([done["imported"] for done in found[tool]]),
            median([done["first"] for done in found[tool]]),
            median(cold[tool]),
        ]
        for tool in tools
    }
