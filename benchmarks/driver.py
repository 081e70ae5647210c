"""The driver transport: round trips a second with a program that echoes, beside bare pipes to the same program."""

import json
import shlex
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from common import Bar, Options, Result, in_turns, main, median, ratio, table

from pytest_realtime.clients.client import ClientRequest
from pytest_realtime.clients.driver.client import DriverClient

QUESTIONS = 5_000
WIRE = '{"type":"semantic_vad","eagerness":"high","create_response":true}'
ECHO = """
import json, sys
for line in sys.stdin:
    request = json.loads(line)
    command = request["cmd"]
    if command == "hello":
        answer = {"card": {"name": "echo", "version": "1", "language": "python", "types": {"TurnDetection": ["roundtrip"]}}}
    elif command == "bye":
        answer = {"bye": True}
    else:
        answer = {"wire": request["wire"]}
    print(json.dumps({"id": request["id"], **answer}), flush=True)
    if command == "bye":
        break
"""  # noqa: E501 - a program of its own


def measure(options: Options) -> Result:
    """Ask the same questions one by one and sent ahead, through our client and through bare pipes."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "echo.py"
        program.write_text(ECHO, encoding="utf-8")
        command = [sys.executable, str(program)]
        with (
            DriverClient(shlex.join(command)) as client,
            subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            ) as bare,
        ):
            assert client.card.name == "echo"
            times = in_turns(_competitors(client, bare), options.rounds)
            bare.communicate()
    rate = {name: QUESTIONS / median(times[name]) for name in times}
    rows = [
        [how, rate[f"ours, {how}"], rate[f"bare, {how}"], ratio(times[f"bare, {how}"], times[f"ours, {how}"])]
        for how in ("one by one", "sent ahead")
    ]
    text = table(("questions", "ours/s", "bare pipes/s", "ours x bare"), rows)
    ahead = rate["ours, sent ahead"]
    goal = "a driver that only echoes: at least 20,000 round trips/s, sent ahead"
    return Result("Driver transport", text, [Bar(goal, f"{ahead:,.0f}/s", ahead >= 20_000)])


def _competitors(client: DriverClient, bare: "subprocess.Popen[str]") -> dict[str, Callable[[], None]]:
    questions = [ClientRequest("roundtrip", "TurnDetection", WIRE)] * QUESTIONS

    def one_by_one() -> None:
        assert all(client.perform(*question, timeout=10).text == WIRE for question in questions)

    def sent_ahead() -> None:
        assert all(outcome.text == WIRE for outcome in client.perform_many(questions, timeout=10))

    def bare_one_by_one() -> None:
        for number in range(QUESTIONS):
            _write(bare, number)
            _read(bare)

    def bare_sent_ahead() -> None:
        writer = threading.Thread(target=lambda: [_write(bare, number) for number in range(QUESTIONS)])
        writer.start()
        for _ in range(QUESTIONS):
            _read(bare)
        writer.join()

    return {
        "ours, one by one": one_by_one,
        "bare, one by one": bare_one_by_one,
        "ours, sent ahead": sent_ahead,
        "bare, sent ahead": bare_sent_ahead,
    }


def _write(bare: "subprocess.Popen[str]", number: int) -> None:
    assert bare.stdin
    bare.stdin.write(json.dumps({"id": number, "cmd": "roundtrip", "type": "TurnDetection", "wire": WIRE}) + "\n")
    bare.stdin.flush()


def _read(bare: "subprocess.Popen[str]") -> None:
    assert bare.stdout
    assert json.loads(bare.stdout.readline())["wire"] == WIRE


if __name__ == "__main__":
    main(measure)
