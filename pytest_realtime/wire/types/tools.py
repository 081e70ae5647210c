"""Tools that a session may call, and the choice among them."""

from typing import Annotated, Literal

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import MisplacedMember, Requires
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import JsonObject, Limits, Text
from pytest_realtime.wire.types.mcp import McpTool
from pytest_realtime.wire.unions import ByShape

ToolName = Annotated[Text, Limits(min_length=1, rule="X11")]
"""A function's name, by which it is called; it cannot be empty (X11)."""


def nested_form(rule: str) -> tuple[MisplacedMember, ...]:
    """Return what rejects the chat completions form, which wraps a function in a member ``function``."""
    return (
        MisplacedMember(("function",), rule, "MUST", "is the nested chat completions form; this object is flat"),
    )


@wire_type("RealtimeFunctionTool")
class RealtimeFunctionTool(WireModel):
    """A function of the caller. The schema requires no member; without type and name it is unusable (U3, X11)."""

    constraints = (Requires("type", rule="U3"), Requires("name", rule="X11"))
    foreign = nested_form("U3")

    type: Literal["function"] | MISSING = member(rules="U3 X11")
    name: ToolName | MISSING = member("roll", rules="X11")
    description: Text | MISSING = member("Roll dice")
    parameters: JsonObject | MISSING = member(
        {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}, rules="X11"
    )


RealtimeToolsConfig = TypeAliasType(
    "RealtimeToolsConfig", Annotated[RealtimeFunctionTool | McpTool, ByShape(rule="U3")]
)
wire_alias(
    RealtimeToolsConfig,
    "#/components/schemas/RealtimeSessionCreateRequestGA/properties/tools/items",
    seed=True,
    note="One tool. OpenAI's document and packages use this name for the list of tools, and their "
    "RealtimeToolsConfigUnion is one; here the list is the member tools of a session.",
)


@wire_type("ToolChoiceOptions", seed=True)
class ToolChoiceOptions(WireEnum):
    """Whether the model calls tools at all."""

    NONE = "none"
    AUTO = "auto"
    REQUIRED = "required"


@wire_type("ToolChoiceFunction")
class ToolChoiceFunction(WireModel):
    """One function that has to be called; a flat object (U8)."""

    foreign = nested_form("U8")

    type: Literal["function"] = member(rules="U8", default=...)
    name: Text = member("roll", rules="U8", default=...)


@wire_type("ToolChoiceMCP")
class ToolChoiceMcp(WireModel):
    """One MCP server, or one of its tools, that has to be called."""

    type: Literal["mcp"] = member(rules="U8", default=...)
    server_label: Text = member("docs", default=...)
    name: Text | None | MISSING = member("search", rules="N3")


RealtimeToolChoiceConfig = TypeAliasType(
    "RealtimeToolChoiceConfig",
    Annotated[ToolChoiceOptions | ToolChoiceFunction | ToolChoiceMcp, ByShape(rule="U8")],
)
wire_alias(
    RealtimeToolChoiceConfig,
    "#/components/schemas/RealtimeSessionCreateRequestGA/properties/tool_choice",
    seed=True,
)
