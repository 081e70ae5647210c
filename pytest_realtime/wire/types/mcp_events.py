"""The events of a server about MCP servers: the listing of their tools, and calls of these.

They hold ids only. What went wrong is in the item (E32).
"""

from typing import Literal

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.model import member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Index, JsonText, Text
from pytest_realtime.wire.types.event import OutputItemEvent, ServerEvent

_EVENT = "RealtimeServerEvent"


class _ListingEvent(ServerEvent):
    """An event that names an item."""

    item_id: Text = member("mcpl_1", rules="E32", default=...)


class _ToolEvent(ServerEvent):
    """An event about a call that runs or has ended."""

    output_index: Index = member(0, rules="E6", default=...)
    item_id: Text = member("mcp_1", rules="E32", default=...)


class _ArgumentsEvent(OutputItemEvent):
    """An event about the arguments of a call; it has no call_id."""

    item_id: Text = member("mcp_1", rules="E32", default=...)


@wire_type(f"{_EVENT}ResponseMCPCallArgumentsDelta", travels="read")
class ResponseMcpCallArgumentsDelta(_ArgumentsEvent):
    """``response.mcp_call_arguments.delta``: a piece of JSON text (E9)."""

    type: Literal["response.mcp_call_arguments.delta"] = member(rules="E1", default=...)
    delta: JsonText = member('{"q"', rules="E9", default=..., seen=("",))
    obfuscation: Text | None | MISSING = member("aLxx0j", rules="E10")


@wire_type(f"{_EVENT}ResponseMCPCallArgumentsDone", travels="read")
class ResponseMcpCallArgumentsDone(_ArgumentsEvent):
    """``response.mcp_call_arguments.done``: all arguments."""

    type: Literal["response.mcp_call_arguments.done"] = member(rules="E1", default=...)
    arguments: JsonText = member('{"n":2}', rules="I18", default=..., seen=("",))


@wire_type(f"{_EVENT}ResponseMCPCallInProgress", travels="read")
class ResponseMcpCallInProgress(_ToolEvent):
    """``response.mcp_call.in_progress``: the tool runs (O14)."""

    type: Literal["response.mcp_call.in_progress"] = member(rules="E1", default=...)


@wire_type(f"{_EVENT}ResponseMCPCallCompleted", travels="read")
class ResponseMcpCallCompleted(_ToolEvent):
    """``response.mcp_call.completed``: the tool has returned (O14)."""

    type: Literal["response.mcp_call.completed"] = member(rules="E1", default=...)


@wire_type(f"{_EVENT}ResponseMCPCallFailed", travels="read")
class ResponseMcpCallFailed(_ToolEvent):
    """``response.mcp_call.failed``: the tool has failed; the item says why (I20)."""

    type: Literal["response.mcp_call.failed"] = member(rules="E1", default=...)


@wire_type(f"{_EVENT}MCPListToolsInProgress", travels="read")
class McpListToolsInProgress(_ListingEvent):
    """``mcp_list_tools.in_progress``: a server is asked for its tools (O14)."""

    type: Literal["mcp_list_tools.in_progress"] = member(rules="E1", default=...)


@wire_type(f"{_EVENT}MCPListToolsCompleted", travels="read")
class McpListToolsCompleted(_ListingEvent):
    """``mcp_list_tools.completed``: a server has named its tools (O14)."""

    type: Literal["mcp_list_tools.completed"] = member(rules="E1", default=...)


@wire_type(f"{_EVENT}MCPListToolsFailed", travels="read")
class McpListToolsFailed(_ListingEvent):
    """``mcp_list_tools.failed``: a server has not named its tools; no cause is given (E32)."""

    type: Literal["mcp_list_tools.failed"] = member(rules="E1", default=...)
