"""The options and markers of the plugin, as data: the command line, the documentation and the tests read them, too.

PYTEST_DONT_REWRITE: the plugin loads this module in every pytest run, and the command ``pytest-realtime`` without
pytest, so it imports the standard library only.
"""

from typing import Any, Final

PREFIX: Final = "pytest_realtime/contracts"
"""How the node ids of all contracts begin. As an argument of pytest it names the whole suite."""

OPTIONS: Final[tuple[tuple[str, dict[str, Any], dict[str, Any]], ...]] = (
    (
        "realtime-contracts",
        {"action": "store_true", "default": None, "help": "add the packaged Realtime contract suite to this run"},
        {"type": "bool", "default": False},
    ),
    (
        "realtime-client",
        {
            "action": "append",
            "metavar": "SPEC",
            "help": "the client to test: a registered name (openai), module:attribute, or 'cmd:COMMAND LINE'; "
            "repeatable, each client is a column of the report",
        },
        {"type": "linelist", "default": []},
    ),
    (
        "realtime-report",
        {
            "action": "append",
            "metavar": "PATH",
            "help": "write a report: .json, .html or .md; repeatable",
        },
        {"type": "linelist", "default": []},
    ),
    (
        "realtime-deviations",
        {
            "metavar": "FILE",
            "help": "the known deviations (default: realtime-deviations.toml in the root directory, if it exists)",
        },
        {"type": "string", "default": ""},
    ),
    (
        "realtime-known-members",
        {
            "action": "append",
            "metavar": "PLACE[,PLACE]",
            "help": "members that are newer than this package, such as RealtimeSessionCreateRequest.new_setting: "
            "writing them is no finding; repeatable",
        },
        {"type": "linelist", "default": []},
    ),
    (
        "realtime-github",
        {
            "metavar": "WHEN",
            "help": "annotations and a step summary in GitHub Actions: auto (there only) or off (default: auto)",
        },
        {"type": "string", "default": "auto"},
    ),
    (
        "realtime-fail-level",
        {
            "metavar": "LEVEL",
            "help": "the weakest level that fails the run: must, should or may (default: must)",
        },
        {"type": "string", "default": "must"},
    ),
    (
        "realtime-examples",
        {"metavar": "N", "help": "generated payloads per type (default: 100; 0 turns generation off)"},
        {"type": "string", "default": "100"},
    ),
    (
        "realtime-database",
        {
            "metavar": "FOLDER|URL",
            "help": "share failing examples between runs and machines: a folder, or redis://HOST:PORT/NUMBER",
        },
        {"type": "string", "default": ""},
    ),
    (
        "realtime-timeout",
        {"metavar": "SECONDS", "help": "time limit for one request to a client (default: 10)"},
        {"type": "string", "default": "10"},
    ),
    (
        "realtime-record",
        {
            "metavar": "FOLDER",
            "help": "write what passes at realtime_server to this folder, a recording per test and server, without "
            "secrets",
        },
        {"type": "string", "default": ""},
    ),
    (
        "realtime-record-audio",
        {
            "metavar": "HOW",
            "help": "the audio in recordings: whole, or abridged to its length (default: whole)",
        },
        {"type": "string", "default": "whole"},
    ),
)
"""Name, arguments of the option, and arguments of its ini twin, whose name has underscores for dashes."""

MARKERS: Final = (
    "realtime_requirements(*names): run the test for the contracts of these requirements only",
    "realtime_invalid(kind=None, pointer=None): the test's client sends an invalid payload on purpose; see "
    "realtime_server.expect_invalid",
    "realtime_refused(code=None): the server refuses something on purpose; see realtime_server.expect_refusal",
    "realtime_out_of_order(rule=None): the client sends something at the wrong time on purpose; see "
    "realtime_server.expect_out_of_order",
    "realtime_cases(*wire_types, direction='write', aspect=None): narrow the cases of realtime_case",
)
"""As ``pytest --markers`` prints them."""
