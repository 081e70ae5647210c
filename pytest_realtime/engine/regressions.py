"""The regression corpus: payloads that failed once, as JSON files in the user's project.

Every run replays them first, until a person deletes the file.
"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.wire import InvalidJson, JsonValue, UnknownWireType

FOLDER = "realtime-regressions"
"""The folder of the corpus in the root directory."""


class RegressionCorpusError(ValueError):
    """A file of the corpus can't be used; the message names it and what is allowed."""


@dataclass
class RegressionCorpus:
    """The payloads of a folder, by wire type."""

    folder: Path
    found: dict[str, list[JsonValue]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> "RegressionCorpus":
        """Read all files of a folder; a missing folder is an empty corpus.

        Raises:
            RegressionCorpusError: If a file can't be used.
        """
        corpus = cls(folder)
        for path in sorted(folder.glob("*.json")):
            name, payload = _read(path)
            corpus.found.setdefault(name, []).append(payload)
        return corpus

    def payloads(self, wire_type: str) -> list[JsonValue]:
        """The payloads of one wire type."""
        return self.found.get(wire_type, [])

    def remember(self, wire_type: str, text: str) -> None:
        """Store a failing payload. A folder that can't be written must not lose the result."""
        name = f"{wire_type}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"
        try:
            self.folder.mkdir(exist_ok=True)
            entry = {"wire_type": wire_type, "payload": json.loads(text)}
            (self.folder / name).write_text(
                json.dumps(entry, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
            )
        except OSError:
            return


def _read(path: Path) -> tuple[str, Any]:
    allowed = 'allowed: {"wire_type": "...", "payload": ...}'
    try:
        entry = wire.load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, InvalidJson) as error:
        raise RegressionCorpusError(f"{path}: {error}; fix or delete it") from None
    if not isinstance(entry, dict) or set(entry) != {"wire_type", "payload"}:
        raise RegressionCorpusError(f"{path}: not an entry of the corpus; {allowed}")
    try:
        name = wire.get_wire_type(str(entry["wire_type"])).name
        wire.validate(name, entry["payload"], direction="write")
    except UnknownWireType as error:
        raise RegressionCorpusError(f"{path}: {error}") from None
    except ValidationError as error:
        raise RegressionCorpusError(
            f"{path}: the payload is not a valid {name}: {error.errors()[0]['msg']}; delete it"
        ) from None
    return name, entry["payload"]
