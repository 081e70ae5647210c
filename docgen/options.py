"""The page of options, markers, the hook and the files, from the plugin's own tables."""

import inspect

from docgen.markdown import NONE, code, inline, paragraphs, table
from docgen.markdown import page as page_of
from pytest_realtime import hookspecs as hooks
from pytest_realtime._hypothesis_plugin import THOROUGH, THOROUGH_EXAMPLES
from pytest_realtime.plugin_options import MARKERS, OPTIONS


def page() -> str:
    """Each option with its ini twin and its default."""
    return page_of(
        "Options, markers and hooks",
        "Options of `pytest`, and of `pytest-realtime check`. Each has a twin in the ini file, with underscores:",
        '```toml\n[tool.pytest.ini_options]\nrealtime_client = ["openai"]\nrealtime_fail_level = "should"\n```',
        table(["option", "ini", "type in the ini file", "default", "meaning"], map(_option, OPTIONS)),
        "## Markers",
        table(["marker", "meaning"], map(_marker, MARKERS)),
        "## Hook",
        code(_signature()),
        paragraphs(inspect.getdoc(hooks.pytest_realtime_client)),
        "## Entry point group",
        "`pytest_realtime.clients`: a client factory under a name, which `--realtime-client=NAME` then takes.",
        "## Hypothesis profile",
        f"`--hypothesis-profile={THOROUGH}` generates {THOROUGH_EXAMPLES:,} payloads per type, for nightly runs.",
    )


def _option(row: tuple[str, dict[str, object], dict[str, object]]) -> tuple[str, ...]:
    name, option, ini = row
    metavar = option.get("metavar")
    spelled = f"--{name}={metavar}" if metavar else f"--{name}"
    default = code(ini["default"]) if ini["default"] not in ("", [], False) else NONE
    more = "; repeatable" if option.get("action") == "append" and "repeatable" not in str(option["help"]) else ""
    return code(spelled), code(name.replace("-", "_")), str(ini["type"]), default, inline(f"{option['help']}{more}")


def _marker(line: str) -> tuple[str, str]:
    name, _, meaning = line.partition(": ")
    return code(name), inline(meaning)


def _signature() -> str:
    return f"pytest_realtime_client{inspect.signature(hooks.pytest_realtime_client)}".replace(
        "_pytest.config.", "pytest."
    )
