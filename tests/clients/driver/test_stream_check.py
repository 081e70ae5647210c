"""What ``driver check`` says to a driver whose card has ``hears``."""

import sys
import textwrap
from pathlib import Path

import pytest

from pytest_realtime.cli.main import main

PROGRAM = """
import json, sys
for line in sys.stdin:
    try:
        request = json.loads(line)
        number = request["id"]
    except ValueError:
        continue
    answer = {"error": f"unknown command {request['cmd']}"}
    if request["cmd"] == "hello":
        card = {"name": "ears", "version": "1", "language": "python", "hears": ["response.done"]}
        answer = {"card": {**card, "types": {"Voice": ["roundtrip"]}}}
    if request["cmd"] == "roundtrip":
        answer = {"unsupported": "it only listens"}
    if request["cmd"] == "bye":
        answer = {"bye": True}
    if request["cmd"] == "listen":
        if CONNECTS:
            from websockets.sync.client import connect
            url = request["base_url"].replace("http", "ws") + "/realtime"
            with connect(url, proxy=None, max_queue=None) as socket:
                types = [json.loads(text)["type"] for text in socket]
        answer = ANSWER
    print(json.dumps({"id": number, **answer}), flush=True)
    if "bye" in answer:
        break
"""


@pytest.mark.parametrize(
    ("connects", "answer", "told"),
    [
        (
            True,
            '{"heard": [each for each in types if each == "response.done"]}',
            "ok    {}: heard 1 of",
        ),
        (True, '{"heard": []}', "FAIL  {}: nothing was heard of a stream of"),
        (
            False,
            '{"heard": ["response.done"]}',
            "FAIL  {}: listen was answered, but no client connected",
        ),
        (False, '{"unsupported": "no way"}', "ok    {}: unsupported: no way"),
        (False, '{"error": "lost"}', "FAIL  {}: listen ended in a driver error: lost"),
        (False, '{"heard": [1]}', "FAIL  {}: the driver wrote an answer whose heard should be an array of strings"),
    ],
)
def test_a_stream_is_said_to_it(
    connects: bool, answer: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "ears.py"
    text = PROGRAM.replace("CONNECTS", str(connects)).replace("ANSWER", answer)
    program.write_text(textwrap.dedent(text), encoding="utf-8")
    main(["driver", "check", f"{sys.executable} {program}"])
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith(told.format("a stream of events"))], lines


@pytest.mark.parametrize("hears", ['"response.done"', '["response.dun"]'])
def test_hears_is_checked(hears: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = tmp_path / "ears.py"
    text = PROGRAM.replace("CONNECTS", "False").replace("ANSWER", "{}").replace('["response.done"]', hears)
    program.write_text(textwrap.dedent(text), encoding="utf-8")
    main(["driver", "check", f"{sys.executable} {program}"])
    assert "the card's hears" in capsys.readouterr().out
