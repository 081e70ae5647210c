"""An honest echo driver and hostile ones, as one program: ``programs.py BEHAVIOUR``.

Standard library only, so that it starts fast. Each behaviour is a function that answers one request other
than ``hello`` and ``bye``; those of ``AT_HELLO`` and ``AT_BYE`` handle these two.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Request = dict[str, Any]
CARD: dict[str, Any] = {
    "name": "subject",
    "version": "1.0",
    "language": "python",
    "homepage": "https://example.org",
    "dialect": "ga",
    "types": {"TurnDetection": ["roundtrip", "write", "read"], "Voice": ["roundtrip"]},
}
ENDLESS = 600


def write(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say(message: Any) -> None:
    write(json.dumps(message).encode() + b"\n")


def write_stderr(data: bytes) -> None:
    sys.stderr.buffer.write(data)
    sys.stderr.buffer.flush()


NORMAL: dict[str, Callable[[Request], dict[str, Any]]] = {
    "hello": lambda request: {"card": CARD},
    "roundtrip": lambda request: {"wire": request["wire"]},
    "write": lambda request: {"wire": request["wire"]},
    "read": lambda request: {"read": True},
    "send": lambda request: {"sent": True},
    "listen": lambda request: {"heard": []},
    "bye": lambda request: {"bye": True},
}


def honest(request: Request) -> None:
    say({"id": request["id"], **NORMAL[request["cmd"]](request)})


def knows_its_types(request: Request) -> None:
    """Honest about what it does not know, too."""
    known = request.get("type") in CARD["types"] and request["cmd"] in NORMAL
    members = NORMAL[request["cmd"]](request) if known else {"unsupported": "not known"}
    say({"id": request["id"], **members})


def takes_a_list_of_tools(request: Request) -> None:
    if request.get("type") == "RealtimeToolsConfig":
        say({"id": request["id"], "rejected": "not a list"})
    else:
        knows_its_types(request)


def answer(**members: Any) -> Callable[[Request], None]:
    return lambda request: say({"id": request["id"], **members})


def exits(request: Request) -> None:
    write_stderr(b"no more\n")
    sys.exit(3)


KEY = b"sk-proj-" + b"0123456789" * 4


def prints_a_key(request: Request) -> None:
    """No part of the key may be shown, even where its beginning is not kept of stderr."""
    write_stderr(b"401 for " + KEY + b" here ")
    write_stderr(b"9876543210" * 60 + b" " + b"words " * 1320 + b"Authorization: Bearer " + KEY + b"\nfarewell\n")
    exits(request)


def is_killed(request: Request) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def crashes_once(request: Request) -> None:
    """Crash at the text "crash", answer everything else."""
    if request["wire"] == '"crash"':
        sys.exit(1)
    honest(request)


def answers_and_exits(request: Request) -> None:
    honest(request)
    sys.exit(0)


def hangs(request: Request) -> None:
    time.sleep(ENDLESS)


def hangs_and_leaves_a_file(request: Request) -> None:
    """At a request, leave a file in the folder of the second argument, named after the process."""
    (Path(sys.argv[2]) / str(os.getpid())).touch()
    time.sleep(ENDLESS)


def never_flushes(request: Request) -> None:
    with open(1, "w", closefd=False) as buffered:
        buffered.write(json.dumps({"id": request["id"], "wire": "1"}) + "\n")
        time.sleep(ENDLESS)


def writes_half_a_line(request: Request) -> None:
    write(b'{"id": 1, "wi')
    time.sleep(ENDLESS)


def writes_half_a_line_and_exits(request: Request) -> None:
    write(b'{"id": 1, "wi')
    sys.exit(0)


def answers_late(request: Request) -> None:
    """Late at first, when a file named by the second argument is not there yet; in time afterwards."""
    if not Path(sys.argv[2]).exists():
        Path(sys.argv[2]).touch()
        time.sleep(1)
    honest(request)


def answers_twice(request: Request) -> None:
    honest(request)
    honest(request)


def answers_before(request: Request) -> None:
    line = json.dumps({"id": request["id"], "wire": request["wire"]})
    early = json.dumps({"id": request["id"] + 1, "wire": "early"})
    write(f"{line}\n{early}\n".encode())


def answers_a_wrong_id(request: Request) -> None:
    say({"id": request["id"] + 1, "wire": request["wire"]})


def answers_in_wrong_order(request: Request) -> None:
    other = json.loads(sys.stdin.readline())
    honest(other)
    honest(request)


def prefixed(data: bytes) -> Callable[[Request], None]:
    """Write this line and then the true answer."""

    def behave(request: Request) -> None:
        write(data)
        honest(request)

    return behave


def writes_byte_by_byte(request: Request) -> None:
    for byte in json.dumps({"id": request["id"], "wire": request["wire"]}).encode() + b"\n":
        write(bytes([byte]))


def stops(request: Request) -> None:
    """As Ctrl-Z does: neither the end of its input nor SIGTERM wakes it."""
    os.kill(os.getpid(), signal.SIGSTOP)


def floods_stderr(request: Request) -> None:
    for _ in range(400):
        write_stderr(b"x" * 65536)
    write_stderr(b"last words\n")
    honest(request)


def floods_stderr_for_ever(request: Request) -> None:
    while True:
        write_stderr(b"y" * 65536)


def floods_stdout(request: Request) -> None:
    while True:
        write(b"noise\n" * 10_000)


def floods_stdout_without_line_end(request: Request) -> None:
    while True:
        write(b"z" * 65536)


def closes_stdout(request: Request) -> None:
    os.close(1)
    time.sleep(ENDLESS)


def closes_stdin(request: Request) -> None:
    honest(request)
    os.close(0)
    time.sleep(ENDLESS)


def leaves_a_grandchild(request: Request) -> None:
    """Exit while another process holds all three pipes open."""
    child = subprocess.Popen([sys.executable, "-S", "-c", f"import time; time.sleep({ENDLESS})"])
    write_stderr(f"grandchild {child.pid}\n".encode())
    os._exit(4)


def leaves_a_noisy_grandchild(request: Request) -> None:
    code = "import os\nwhile True: os.write(2, b'n' * 65536)"
    child = subprocess.Popen([sys.executable, "-S", "-c", code])
    Path(sys.argv[2]).write_text(str(child.pid))
    os._exit(4)


def stays(request: Request) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if request["cmd"] == "bye":
        time.sleep(ENDLESS)
    honest(request)


def mute_at_bye(request: Request) -> None:
    time.sleep(ENDLESS)


def floods_at_bye(request: Request) -> None:
    while True:
        write(b"bye\n" * 10_000)
        write_stderr(b"bye\n" * 10_000)


def knows_no_write(request: Request) -> None:
    if request["cmd"] == "write":
        say({"id": request["id"], "error": "unknown command write"})
    else:
        honest(request)


def ignores_write(request: Request) -> None:
    if request["cmd"] != "write":
        honest(request)


REQUESTS: dict[str, Callable[[Request], None]] = {
    "knows-no-write": knows_no_write,
    "ignores-write": ignores_write,
    "honest": honest,
    "knows-its-types": knows_its_types,
    "never-leaves": knows_its_types,
    "exits": exits,
    "prints-a-key": prints_a_key,
    "is-killed": is_killed,
    "crashes-once": crashes_once,
    "answers-and-exits": answers_and_exits,
    "hangs": hangs,
    "hangs-and-leaves-a-file": hangs_and_leaves_a_file,
    "never-flushes": never_flushes,
    "half-a-line": writes_half_a_line,
    "half-a-line-and-exits": writes_half_a_line_and_exits,
    "answers-late": answers_late,
    "answers-twice": answers_twice,
    "answers-before": answers_before,
    "wrong-id": answers_a_wrong_id,
    "wrong-order": answers_in_wrong_order,
    "no-id": lambda request: say({"wire": "1"}),
    "text-id": lambda request: say({"id": str(request["id"]), "wire": "1"}),
    "true-id": lambda request: say({"id": True, "wire": "1"}),
    "no-member": answer(),
    "two-members": answer(wire="1", error="no"),
    "extra-member": answer(wire="1", note="by the way"),
    "other-member": answer(sent=True),
    "inlined-wire": answer(wire={"type": "server_vad"}),
    "null-wire": answer(wire=None),
    "number-rejected": answer(rejected=7),
    "twice-the-member": lambda request: write(b'{"id": %d, "wire": "1", "wire": "2"}\n' % request["id"]),
    "rejects": answer(rejected="not a voice"),
    "takes-a-list-of-tools": takes_a_list_of_tools,
    "supports-nothing": answer(unsupported="no such type"),
    "fails": answer(error="Traceback\nKeyError: 'x'"),
    "debug-line": prefixed(b"DEBUG parsing " + b"d" * 300 + b"\n"),
    "empty-line": prefixed(b"\n"),
    "byte-order-mark": prefixed(b"\xef\xbb\xbf"),
    "not-a-number": lambda request: write(b'{"id": %d, "wire": "1", "took": NaN}\n' % request["id"]),
    "carriage-returns": lambda request: write(b'{"id": %d, "wire": "1"}\r' % request["id"]),
    "windows-line-ends": lambda request: write(b'{"id": %d, "wire": "1"}\r\n' % request["id"]),
    "byte-by-byte": writes_byte_by_byte,
    "endless-id": lambda request: write(b'{"id": 1e400, "wire": "1"}\n'),
    "long-id": lambda request: write(b'{"id": %s, "wire": "1"}\n' % (b"9" * 4000)),
    "stops": stops,
    "never-reads": hangs,
    "steers-the-terminal": answer(error="\x1b[2J\ud800\x00 and\n::error::more"),
    "array": prefixed(b"[1, 2]\n"),
    "invalid-utf-8": prefixed(b'{"id": 1, "wire": "\xff\xfe"}\n'),
    "nine-megabytes": prefixed(b'{"id": 1, "wire": "' + b"9" * 9 * 1024 * 1024 + b'"}\n'),
    "deep": prefixed(b"[" * 200_000 + b"\n"),
    "big-number": prefixed(b'{"id": ' + b"1" * 10_000 + b"}\n"),
    "floods-stderr": floods_stderr,
    "floods-stderr-for-ever": floods_stderr_for_ever,
    "floods-stdout": floods_stdout,
    "floods-stdout-without-end": floods_stdout_without_line_end,
    "closes-stdout": closes_stdout,
    "closes-stdin": closes_stdin,
    "grandchild": leaves_a_grandchild,
    "noisy-grandchild": leaves_a_noisy_grandchild,
    "stays": stays,
}


def card(**members: Any) -> Callable[[Request], None]:
    return answer(card={name: value for name, value in {**CARD, **members}.items() if value is not None})


AT_HELLO: dict[str, Callable[[Request], None]] = {
    "exits-at-hello": exits,
    "prints-a-key-at-hello": prints_a_key,
    "key-for-a-name": card(name=KEY.decode(), dialect=KEY.decode()),
    "hangs-at-hello": hangs,
    "greets": prefixed(b"Welcome!\n"),
    "floods-at-hello": floods_stdout,
    "steers-the-terminal-at-hello": answer(error="\x1b[2J\ud800\x00 and\n::error::more"),
    "endless-error": answer(error="e" * 3_000_000),
    "endless-type": card(types={"T" * 3_000_000: ["roundtrip"]}),
    "endless-dialect": card(dialect="d" * 3_000_000),
    "other-protocol": answer(error="protocol 1 is not supported"),
    "card-of-protocol-2": card(protocol=2),
    "no-card": answer(wire="1"),
    "card-is-a-list": answer(card=[]),
    "misspelt-card": card(hompage="https://example.org"),
    "no-name": card(name=None),
    "number-name": card(name=7),
    "empty-name": card(name=" "),
    "endless-name": card(name="n" * 3_000_000),
    "wrong-dialect": card(dialect="gamma"),
    "no-types": card(types=None),
    "empty-types": card(types={}),
    "list-of-types": card(types=["TurnDetection"]),
    "text-operations": card(types={"TurnDetection": "roundtrip"}),
    "unknown-type": card(types={"TurnDetektion": ["roundtrip"]}),
    "list-of-defaults": card(defaults=["Voice"]),
    "defaults-of-unknown-type": card(defaults={"Voise": {}}),
    "defaults-of-type-not-offered": card(defaults={"ServerVad": {"/threshold": 0.5}}),
    "list-of-members": card(defaults={"TurnDetection": ["/threshold"]}),
    "pointer-without-slash": card(defaults={"TurnDetection": {"threshold": 0.5}}),
    "pointer-to-the-root": card(defaults={"TurnDetection": {"": 0.5}}),
    "pointer-with-wrong-escape": card(defaults={"TurnDetection": {"/a~b": 0.5}}),
    "default-is-no-number": card(defaults={"TurnDetection": {"/threshold": float("nan")}}),
    "default-is-half-a-character": card(defaults={"TurnDetection": {"/type": "\ud800"}}),
    "unknown-operation": card(types={"TurnDetection": ["roundtripp"]}),
    "writes-what-is-only-read": card(types={"SessionCreatedEvent": ["write"]}),
    "sends-what-is-only-read": card(types={"SessionCreatedEvent": ["send"]}),
    "reads-what-is-only-written": card(types={"SessionUpdateEvent": ["read"]}),
    "takes-a-list-of-tools": card(types={"RealtimeToolsConfig": ["roundtrip"]}),
    "sends-a-part": card(types={"TurnDetection": ["send"]}),
}
AT_BYE: dict[str, Callable[[Request], None]] = {
    "stays": stays,
    "mute-at-bye": mute_at_bye,
    "floods-at-bye": floods_at_bye,
    "exits-at-bye": exits,
}


def main(behaviour: str) -> None:
    handlers = {
        "hello": AT_HELLO.get(behaviour, honest),
        "bye": AT_BYE.get(behaviour, honest),
    }
    other = REQUESTS.get(behaviour, honest)
    while line := sys.stdin.readline():
        try:
            request = json.loads(line)
        except ValueError:
            continue
        handlers.get(request["cmd"], other)(request)
        if request["cmd"] == "bye":
            break
    if behaviour in ("stays", "never-leaves"):
        time.sleep(ENDLESS)


if __name__ == "__main__":
    if sys.argv[1] == "hello-once":
        # Fails to start again: the file says that it was started before.
        if Path(sys.argv[2]).exists():
            sys.exit(5)
        Path(sys.argv[2]).touch()
        main("exits")
    main(sys.argv[1])
