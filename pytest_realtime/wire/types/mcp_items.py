"""The items of a conversation that are about MCP servers, and the union of all items."""

from typing import Annotated, Literal

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import Flag, Integer, JsonObject, JsonText, Text
from pytest_realtime.wire.types.items import (
    SHORT_ID,
    ItemId,
    RealtimeConversationItemFunctionCall,
    RealtimeConversationItemFunctionCallOutput,
    RealtimeConversationItemMessage,
)
from pytest_realtime.wire.unions import ByShape
from pytest_realtime.wire.value_constraints import HoldsJson

_ARGUMENTS = HoldsJson("arguments", rule="I18", level="SHOULD")


@wire_type("RealtimeMCPApprovalResponse")
class RealtimeMcpApprovalResponse(WireModel):
    """Whether a client allows a call of an MCP server. It has an id of its own beside that of the request (I19)."""

    constraints = (SHORT_ID,)

    type: Literal["mcp_approval_response"] = member(rules="I19", default=...)
    id: ItemId = member("item_1", rules="I5 I19", default=...)
    approval_request_id: Text = member("mcpr_1", rules="I19", default=...)
    approve: Flag = member(False, rules="I19", default=...)
    reason: Text | None | MISSING = member("not now", rules="I19")


@wire_type("MCPListToolsTool")
class McpListToolEntry(WireModel):
    """A tool that an MCP server offers; it is not a tool of a session (I21)."""

    name: Text = member("search", rules="I21", default=...)
    description: Text | None | MISSING = member("Search the docs", rules="I21")
    input_schema: JsonObject = member({"type": "object"}, rules="I21", default=...)
    annotations: JsonObject | None | MISSING = member({"readOnlyHint": True}, rules="I21")


@wire_type("RealtimeMCPListTools")
class RealtimeMcpListTools(WireModel):
    """The tools of an MCP server; none while they are being listed."""

    type: Literal["mcp_list_tools"] = member(rules="I18", default=...)
    id: ItemId | MISSING = member("mcpl_1", rules="I5")
    server_label: Text = member("docs", default=...)
    tools: list[McpListToolEntry] = member(rules="I21", default=..., seen=([],))


@wire_type("RealtimeMCPProtocolError")
class RealtimeMcpProtocolError(WireModel):
    """A call that broke the protocol of MCP."""

    type: Literal["protocol_error"] = member(default=...)
    code: Integer = member(-32602, default=...)
    message: Text = member("Invalid params", default=...)


@wire_type("RealtimeMCPToolExecutionError")
class RealtimeMcpToolExecutionError(WireModel):
    """A tool that failed; it has no code."""

    type: Literal["tool_execution_error"] = member(default=...)
    message: Text = member("The tool failed.", default=...)


@wire_type("RealtimeMCPHTTPError")
class RealtimeMcphttpError(WireModel):
    """An MCP server that answered with an HTTP error. The name is spelled as in the openai package."""

    type: Literal["http_error"] = member(default=...)
    code: Integer = member(502, default=...)
    message: Text = member("Bad gateway", default=...)


McpCallError = TypeAliasType(
    "McpCallError",
    Annotated[RealtimeMcpProtocolError | RealtimeMcpToolExecutionError | RealtimeMcphttpError, ByShape(rule="I20")],
)
wire_alias(McpCallError, "#/components/schemas/RealtimeMCPToolCall/properties/error/anyOf/0")


@wire_type("RealtimeMCPToolCall")
class RealtimeMcpToolCall(WireModel):
    """A call of an MCP server's tool, with its output or error (I20)."""

    constraints = (_ARGUMENTS,)

    type: Literal["mcp_call"] = member(rules="I18", default=...)
    id: ItemId = member("mcp_1", rules="I5", default=...)
    server_label: Text = member("docs", default=...)
    name: Text = member("search", default=...)
    arguments: JsonText = member('{"n":2}', rules="I18", default=...)
    approval_request_id: Text | None | MISSING = member("mcpr_1", rules="I20")
    output: Text | None | MISSING = member("found", rules="I20")
    error: McpCallError | None | MISSING = member(rules="I20")


@wire_type("RealtimeMCPApprovalRequest")
class RealtimeMcpApprovalRequest(WireModel):
    """A call that waits for a client's approval."""

    constraints = (_ARGUMENTS,)

    type: Literal["mcp_approval_request"] = member(rules="I18", default=...)
    id: ItemId = member("mcpr_1", rules="I5", default=...)
    server_label: Text = member("docs", default=...)
    name: Text = member("search", default=...)
    arguments: JsonText = member('{"n":2}', rules="I18", default=...)


RealtimeConversationItem = TypeAliasType(
    "RealtimeConversationItem",
    Annotated[
        RealtimeConversationItemMessage
        | RealtimeConversationItemFunctionCall
        | RealtimeConversationItemFunctionCallOutput
        | RealtimeMcpApprovalResponse
        | RealtimeMcpListTools
        | RealtimeMcpToolCall
        | RealtimeMcpApprovalRequest,
        ByShape(rule="I1"),
    ],
)
wire_alias(
    RealtimeConversationItem,
    "RealtimeConversationItem",
    note="Called ConversationItem in the openai package. Items cannot be sent back as they were read (I26).",
)


@wire_type("openai package: ResponseItemReference")
class ResponseItemReference(WireModel):
    """An item of the conversation, by its id; only in the input of a response (I22)."""

    type: Literal["item_reference"] = member(rules="I22", default=...)
    id: ItemId = member("item_1", rules="I22", default=...)


RealtimeResponseInputItem = TypeAliasType(
    "RealtimeResponseInputItem",
    Annotated[
        RealtimeConversationItemMessage
        | RealtimeConversationItemFunctionCall
        | RealtimeConversationItemFunctionCallOutput
        | RealtimeMcpApprovalResponse
        | RealtimeMcpListTools
        | RealtimeMcpToolCall
        | RealtimeMcpApprovalRequest
        | ResponseItemReference,
        ByShape(rule="I22"),
    ],
)
wire_alias(RealtimeResponseInputItem, "openai package: Union[ConversationItemParam, ResponseItemReferenceParam]")
