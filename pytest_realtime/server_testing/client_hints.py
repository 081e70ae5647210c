"""How well-known clients are told where the local server is."""

from pytest_realtime.server.server import RealtimeServer

WAYS = (
    ("openai (Python)", 'OpenAI(base_url="{http}", api_key="…"), or set OPENAI_BASE_URL and OPENAI_API_KEY'),
    ("openai (npm)", 'new OpenAI({{baseURL: "{http}", apiKey: "…"}}), or the same variables'),
    ("openai-agents", 'model_config={{"url": "{ws}?model=…", "api_key": "…"}} of RealtimeRunner.run'),
    ("@openai/agents-realtime", 'session.connect({{url: "{ws}?model=…", apiKey: "…"}})'),
    ("livekit-plugins-openai", 'realtime.RealtimeModel(base_url="{http}", api_key="…")'),
    ("pipecat", 'OpenAIRealtimeLLMService(base_url="{ws}", api_key="…")'),
    ("pydantic-ai", 'OpenAIProvider(base_url="{http}", api_key="…")'),
    ("litellm", 'api_base="{http}", api_key="…"'),
)
"""A client and the argument or variable that it wants; ``{http}`` and ``{ws}`` are the server's URLs."""


def ways_to(server: RealtimeServer) -> list[str]:
    """One line for each well-known client."""
    return [f"{name}: {way.format(http=server.base_url, ws=server.ws_url)}" for name, way in WAYS]


def environment(server: RealtimeServer) -> dict[str, str]:
    """The environment variables by which OpenAI's own packages, and many others, find the server."""
    return {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": server.api_key}
