"""hypothesis-jsonschema, in an interpreter of its own: its newest release fails on newer Hypothesis.

Needs nothing of this project. Reads a task as JSON on stdin, prints what it found as one line of JSON.
"""

import json
import sys
import time
from typing import Any


def main() -> None:
    """Do the task: ``{"schema": …, "name": …, "count": …, "seeds": […], "rate": bool}``."""
    task = json.load(sys.stdin)
    from drawing import drawing
    from hypothesis import __version__
    from hypothesis_jsonschema import from_schema

    start = time.perf_counter()
    draw = drawing(from_schema(task["schema"]))
    draw(1, 0)
    answer: dict[str, Any] = {"version": __version__, "first": time.perf_counter() - start, "runs": []}
    for number in task["seeds"]:
        start = time.perf_counter()
        payloads = draw(task["count"], number)
        answer["runs"].append({"seconds": time.perf_counter() - start, "payloads": payloads})
    if task["rate"]:
        from handwritten import STRATEGIES

        draw = drawing(STRATEGIES[task["name"]]())
        start = time.perf_counter()
        draw(task["count"], 0)
        answer["handwritten"] = time.perf_counter() - start
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
