"""The judge: comparisons a second, beside what the standard library needs to read both texts."""

import json
from collections.abc import Callable
from typing import Any

from common import MISSING, Bar, Options, Result, in_turns, installed, main, median, ratio, table
from document import open_document

from pytest_realtime import wire
from pytest_realtime.judge import compare
from pytest_realtime.payloads.examples import maximal
from pytest_realtime.wire import get_wire_type, shape_of

SESSION = "RealtimeSessionCreateRequest"
BYTES = 3264
"""The size of the session that validators were measured with."""
FIVE_MEGABYTES = 5_000_000
REPEATS = 200


def measure(options: Options) -> Result:
    """Measure comparing, and what validating costs beside other validators."""
    session = _session()
    comparing = [_compared(*case, options) for case in _cases(session)]
    head = ("texts", "findings", "comparisons/s", "ms each", "x reading both with json.loads")
    text = "### Comparing\n\n" + table(head, comparing) + "\n\n### Validating one session\n\n"
    rows, bars = _validated(session, options)
    slowest = max(row[3] for row in comparing) / 1000
    bars.append(Bar("comparing any 5 MB: less than 5 s", f"{slowest:.1f} s at most", slowest < 5))
    text += f"The same session of {BYTES:,} bytes, objects in hand.\n\n"
    return Result("Judge", text + table(("validator", "a second", "x jsonschema"), rows), bars)


def _session() -> dict[str, Any]:
    payload: dict[str, Any] = maximal(shape_of(get_wire_type(SESSION).python))
    missing = BYTES - len(_text(payload).encode())
    words = "You are helpful, brief and kind. "
    payload["instructions"] += (words * (missing // len(words) + 1))[:missing]
    return payload


def _cases(session: dict[str, Any]) -> list[tuple[str, str, str, int]]:
    reordered = _reversed(session)
    changed = json.loads(_text(session))
    changed["audio"]["output"]["speed"] = 1.125
    flat = {f"member_{number}": f"value {number}" for number in range(FIVE_MEGABYTES // 32)}
    depth = FIVE_MEGABYTES // 2
    deep = "[" * depth + "]" * depth
    spine = "[0," * (FIVE_MEGABYTES // 4) + "7" + "]" * (FIVE_MEGABYTES // 4)
    chain = '{"next":' * (FIVE_MEGABYTES // 9) + "0" + "}" * (FIVE_MEGABYTES // 9)
    one = dict(flat, member_7="another")
    return [
        ("3 kB session, identical", _text(session), _text(session), REPEATS),
        ("3 kB session, members reordered", _text(session), _text(reordered), REPEATS),
        ("3 kB session, one difference", _text(session), _text(changed), REPEATS),
        ("5 MB flat, members reordered", _text(flat), _text(_reversed(flat)), 1),
        ("5 MB flat, one difference", _text(flat), _text(one), 1),
        ("5 MB of arrays in arrays, another blank", deep, f"{deep} ", 1),
        ("5 MB of arrays in arrays, one difference", deep.replace("[]", "[0]"), deep.replace("[]", "[1]"), 1),
        ("5 MB of arrays beside numbers, one difference", spine, spine.replace("7", "8"), 1),
        ("5 MB of objects in objects, another blank", chain, f"{chain} ", 1),
        ("5 MB of objects in objects, one difference", chain, chain.replace("0", "1"), 1),
    ]


def _reversed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _reversed(value[name]) for name in reversed(value)}
    return [_reversed(item) for item in value] if isinstance(value, list) else value


def _text(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _compared(name: str, expected: str, observed: str, repeats: int, options: Options) -> list[Any]:
    findings: list[int] = []
    competitors = {"judge": _repeated(lambda: findings.append(len(compare(expected, observed))), repeats)}
    try:
        _both(expected, observed)
    except RecursionError:
        pass
    else:
        competitors["json"] = _repeated(lambda: _both(expected, observed), repeats)
    # What the standard library can't read takes seconds: one turn tells enough.
    times = in_turns(competitors, options.rounds if "json" in competitors else 1)
    seconds = median(times["judge"]) / repeats
    times_json = ratio(times["judge"], times["json"]) if "json" in times else "it can't"
    return [name, findings[0], 1 / seconds, 1000 * seconds, times_json]


def _both(expected: str, observed: str) -> bool:
    return bool(json.loads(expected) == json.loads(observed))


def _repeated(work: Callable[[], Any], repeats: int) -> Callable[[], None]:
    def turn() -> None:
        for _ in range(repeats):
            work()

    return turn


def _validated(session: dict[str, Any], options: Options) -> tuple[list[list[Any]], list[Bar]]:
    validators = _validators(session, options)
    turns = {name: _repeated(work, REPEATS) for name, work in validators.items() if work}
    times = in_turns(turns, options.rounds)
    rows: list[list[Any]] = []
    for name, work in validators.items():
        if work is None:
            rows.append([name, MISSING, "-"])
        else:
            rows.append([name, REPEATS / median(times[name]), ratio(times["jsonschema"], times[name])])
    rate = REPEATS / median(times["ours"])
    return rows, [
        Bar("validation of 3.2 kB without extra packages: at least 15,000/s", f"{rate:,.0f}/s", rate >= 15_000)
    ]


def _validators(session: dict[str, Any], options: Options) -> dict[str, Callable[[], Any] | None]:
    from jsonschema import Draft202012Validator

    bundle = open_document(options.document).bundle(SESSION)
    plain = Draft202012Validator(bundle)
    found: dict[str, Callable[[], Any] | None] = {
        "ours": lambda: wire.validate(SESSION, session, direction="write"),
        "jsonschema": lambda: plain.is_valid(session),
        "jsonschema-rs": None,
        "fastjsonschema": None,
        "msgspec (any JSON, no schema: encode and decode)": None,
    }
    if installed("jsonschema-rs"):
        import jsonschema_rs

        quick = jsonschema_rs.Draft202012Validator(bundle)
        found["jsonschema-rs"] = lambda: quick.is_valid(session)
    if installed("fastjsonschema"):
        import fastjsonschema

        # It knows drafts up to 7, which is enough for these schemas but for the name of the definitions.
        old = json.loads(json.dumps(bundle).replace("$defs", "definitions"))
        # Defaults off: it would write them into the session that the others are given.
        without_draft = {key: part for key, part in old.items() if key != "$schema"}
        compiled = fastjsonschema.compile(without_draft, use_default=False)
        found["fastjsonschema"] = lambda: compiled(session)
    if installed("msgspec"):
        import msgspec

        found["msgspec (any JSON, no schema: encode and decode)"] = lambda: msgspec.json.decode(
            msgspec.json.encode(session)
        )
    return found


if __name__ == "__main__":
    main(measure)
