"""Clients that send invalid payloads, each because one check is missing."""

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from pytest_realtime.judge import FindingKind
from tests.faulty.reference import Adapter, write
from tests.faulty.wrong import Wrong

Line = dict[str, Any]
"""One line of a validation error: its ``type``, ``input``, ``loc`` and ``ctx``."""


def unchecked(passes: Callable[[Line], bool]) -> Adapter:
    """Write like the reference, and the payload unchanged where all its errors pass the missing check."""

    def answer(wire_type: str, sent: str) -> str:
        try:
            return str(write(wire_type, sent))
        except ValidationError as error:
            if all(passes(dict(line)) for line in error.errors()):
                return sent
            raise

    return answer


def _code(*codes: str) -> Callable[[Line], bool]:
    return lambda line: line["type"] in codes


def _is_null(line: Line) -> bool:
    return line["input"] is None


def _is_whole_float(line: Line) -> bool:
    return isinstance(line["input"], float) and line["input"] == int(line["input"])


def _is_other_type(line: Line) -> bool:
    is_of_type = line["type"].endswith("_type") and line["type"] != "unknown_type"
    return (is_of_type or line["type"] in ("literal_error", "no_such_variant")) and not _is_null(line)


def _is_in_capitals(line: Line) -> bool:
    return line["type"] == "unknown_value" and str(line["input"]).isupper()


def _is_of_beta(line: Line) -> bool:
    return line["type"] == "unknown_member" and line["ctx"]["rule"] in ("S2", "S4")


def _is_of_other_detector(line: Line) -> bool:
    return line["type"] == "unknown_member" and str(line["ctx"]["rule"]) == "X2"


def _lenient(
    name: str, mistake: str, rules: tuple[str, ...], passes: Callable[[Line], bool], example: tuple[str, str]
) -> Wrong:
    contract, pointer = example
    finding = f"invalid-accepted {pointer}".rstrip()
    shown = (f"may.{contract}.is-refused", finding)
    return Wrong(name, mistake, rules, FindingKind.INVALID_ACCEPTED, shown, write=unchecked(passes))


LENIENCY = (
    _lenient(
        "takes-any-null",
        "sends null where the API does not take it",
        ("N3",),
        _is_null,
        ("server-vad.null-not-allowed", "/threshold"),
    ),
    _lenient(
        "takes-any-type",
        "sends values of the wrong JSON type",
        ("V3", "V8", "U6"),
        _is_other_type,
        ("voice.wrong-type", ""),
    ),
    _lenient(
        "takes-floats-for-integers",
        "sends 300.0 where an integer is due",
        ("V4",),
        _is_whole_float,
        ("server-vad.number-kind", "/silence_duration_ms"),
    ),
    _lenient(
        "takes-any-number",
        "sends numbers and strings out of bounds",
        ("V5", "V6", "V7", "V11", "V3", "X1", "X11"),
        _code("out_of_bounds"),
        ("server-vad.out-of-bounds", "/threshold"),
    ),
    _lenient(
        "takes-any-value",
        "sends unknown enum values",
        ("V2",),
        _code("unknown_value"),
        ("output-modality.unknown-value", ""),
    ),
    _lenient(
        "takes-capitals",
        "sends enum values in capitals",
        ("V2",),
        _is_in_capitals,
        ("semantic-vad-eagerness.wrong-case", ""),
    ),
    _lenient(
        "takes-no-type",
        "sends objects without required members",
        ("U1", "U2", "U4", "V9", "X11"),
        _code("missing"),
        ("turn-detection.missing-type", "/type"),
    ),
    _lenient(
        "takes-any-tag",
        "sends detectors, tools and sessions of unknown types",
        ("U1", "U8"),
        _code("unknown_type"),
        ("turn-detection.unknown-type", "/type"),
    ),
    _lenient(
        "takes-beta-members",
        "sends members of the retired API in a session",
        ("S2", "S4"),
        _is_of_beta,
        ("realtime-session-create-request.foreign-member", "/voice"),
    ),
    _lenient(
        "takes-foreign-settings",
        "sends one detector's settings with the other",
        ("X2",),
        _is_of_other_detector,
        ("semantic-vad.foreign-member", "/threshold"),
    ),
    _lenient(
        "takes-any-member",
        "sends undeclared members",
        ("U7",),
        _code("unknown_member"),
        ("voice-id.unknown-member", "/brand_new"),
    ),
    _lenient(
        "takes-excluded-settings",
        "sends settings that the chosen model does not take",
        ("X3", "X4"),
        _code("excluded"),
        ("audio-transcription.excluded-member", "/prompt"),
    ),
    _lenient(
        "takes-tools-without-target",
        "sends a remote tool without saying where it is",
        ("X6",),
        _code("missing_one_of"),
        ("mcp-tool.no-target", ""),
    ),
)
"""The table; see :class:`Wrong` for the columns."""
