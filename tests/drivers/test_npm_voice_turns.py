"""One voice turn of each npm package with a local server: its user speaks, and hears the whole answer.

The programs lie beside the drivers, since Node looks for packages from there. What they sent is validated at
the end of the test: it breaks no MUST.
"""

import json
import os
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from drivers.compatibility.rows import DRIVERS, Row, rows
from pytest_realtime.server.api import Scenario, Turn

TIMEOUT = 60.0
BEEP = 4_800
"""The bytes that the server says."""
WORDS = "A table for two?"
NODE = [row for row in rows() if row.driver.startswith("node-")]


@pytest.mark.parametrize("row", NODE, ids=lambda row: row.name)
def test_an_npm_package_completes_a_voice_turn(
    row: Row, needed: Callable[[Row], None], realtime_server_factory: Callable[..., Any]
) -> None:
    needed(row)
    pytest.importorskip("trustme", reason="the server speaks TLS with the extra tls, which is not installed")
    # The package openai speaks TLS only.
    server = realtime_server_factory(Scenario(turns=(Turn(WORDS),), speech_ms=500), tls=True)
    ran = subprocess.run(
        ["node", str(DRIVERS / row.driver / "voice-turn.mjs")],
        env={
            **os.environ,
            **server.environment,
            "REALTIME_URL": server.ws_url,
            "NODE_EXTRA_CA_CERTS": str(server.ca_bundle),
        },
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {"bytes": BEEP, "words": WORDS}
    assert server.session_updates.first["instructions"] == "Book tables."
