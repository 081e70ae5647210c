"""MCP tools: servers, connectors and tunnels, which of their tools are allowed, and which need approval."""

from typing import Annotated, Literal

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import AtLeastOneOf, AtMostOneOf, NotEmpty
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import Flag, Limits, Text
from pytest_realtime.wire.unions import ByShape

_URLS = (
    "https://a.example",
    "http://localhost:8080/sse",
    "https://mcp.example.com/a%20b?q=1#f",
    "https://exämple.org/ü",
)
ServerUrl = Annotated[Text, Limits(pattern="^https?://[^/]", samples=_URLS, rule="V7", level="SHOULD")]
"""An absolute http or https URL; the schema's ``format: uri`` asserts nothing (V7)."""
_TUNNELS = tuple(f"tunnel_{number:04x}0123456789abcdefghijklmnopqr" for number in (0, 1, 255, 65535))
TunnelId = Annotated[Text, Limits(pattern="^tunnel_[a-z0-9]{32}$", samples=_TUNNELS, rule="V7")]
"""``tunnel_`` and 32 lower-case letters or digits."""
TARGETS = ("server_url", "connector_id", "tunnel_id")
"""The ways to name an MCP server (X6)."""


@wire_type("#/components/schemas/MCPTool/properties/connector_id", seed=True)
class ConnectorId(WireEnum):
    """The services for which OpenAI has connectors."""

    DROPBOX = "connector_dropbox"
    GMAIL = "connector_gmail"
    GOOGLE_CALENDAR = "connector_googlecalendar"
    GOOGLE_DRIVE = "connector_googledrive"
    MICROSOFT_TEAMS = "connector_microsoftteams"
    OUTLOOK_CALENDAR = "connector_outlookcalendar"
    OUTLOOK_EMAIL = "connector_outlookemail"
    SHAREPOINT = "connector_sharepoint"


@wire_type("CallableToolAllowedCaller")
class CallableToolAllowedCaller(WireEnum):
    """Who may call a tool."""

    DIRECT = "direct"
    PROGRAMMATIC = "programmatic"


AllowedCallers = Annotated[list[CallableToolAllowedCaller], Limits(min_length=1, rule="V5")]
"""At least one caller."""


@wire_type("MCPToolFilter", seed=True)
class McpToolFilter(WireModel):
    """Tools by name or by being read-only; a closed object (U7)."""

    closed = True
    constraints = (NotEmpty(("tool_names", "read_only"), rule="U6", level="SHOULD"),)

    tool_names: list[Text] | MISSING = member(["a", "b"])
    read_only: Flag | MISSING = member(True)


McpAllowedTools = TypeAliasType("McpAllowedTools", Annotated[list[Text] | McpToolFilter, ByShape()])
wire_alias(McpAllowedTools, "#/components/schemas/MCPTool/properties/allowed_tools/anyOf/0", seed=True)


@wire_type("#/components/schemas/MCPTool/properties/require_approval/anyOf/0/oneOf/1", seed=True)
class McpToolApprovalSetting(WireEnum):
    """One approval rule for all tools."""

    ALWAYS = "always"
    NEVER = "never"


@wire_type("#/components/schemas/MCPTool/properties/require_approval/anyOf/0/oneOf/0", seed=True)
class McpToolApprovalFilter(WireModel):
    """Which tools always need approval and which never do; a closed object (U7)."""

    closed = True
    constraints = (NotEmpty(("always", "never"), rule="U6", level="SHOULD"),)

    always: McpToolFilter | MISSING = member({"tool_names": ["pay"]})
    never: McpToolFilter | MISSING = member({"read_only": True})


McpToolApproval = TypeAliasType(
    "McpToolApproval", Annotated[McpToolApprovalFilter | McpToolApprovalSetting, ByShape()]
)
wire_alias(McpToolApproval, "#/components/schemas/MCPTool/properties/require_approval/anyOf/0", seed=True)


@wire_type("MCPTool")
class McpTool(WireModel):
    """An MCP server that the model may use; it needs one target, which the schema does not require (X6)."""

    constraints = (AtLeastOneOf(TARGETS, rule="X6"), AtMostOneOf(TARGETS, rule="X6", level="SHOULD"))

    type: Literal["mcp"] = member(rules="U3", default=...)
    server_label: Text = member("docs", default=...)
    server_url: ServerUrl | MISSING = member("https://mcp.example.com/sse", rules="X6 V7")
    connector_id: ConnectorId | MISSING = member("connector_gmail", rules="X6 V2")
    tunnel_id: TunnelId | MISSING = member("tunnel_0123456789abcdef0123456789abcdef", rules="X6 V7")
    authorization: Text | MISSING = member("tok")
    server_description: Text | MISSING = member("Docs")
    headers: dict[str, Text] | None | MISSING = member({"X-A": "b"}, rules="N3")
    allowed_tools: McpAllowedTools | None | MISSING = member(
        {"tool_names": ["a", "b"], "read_only": True}, rules="N3 U6"
    )
    allowed_callers: AllowedCallers | None | MISSING = member(["direct"], rules="N3 V5")
    require_approval: McpToolApproval | None | MISSING = member(
        {"always": {"tool_names": ["pay"]}, "never": {"read_only": True}}, rules="N3 U6"
    )
    defer_loading: Flag | MISSING = member(False)
