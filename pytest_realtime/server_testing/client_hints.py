"""How well-known clients are pointed at the local server."""

from pytest_realtime.server.server import RealtimeServer

HINTS = (
    ("openai (Python)", 'OpenAI(base_url="{http}", api_key="…"), or set OPENAI_BASE_URL and OPENAI_API_KEY'),
    ("openai (npm)", 'new OpenAI({{baseURL: "{http}", apiKey: "…"}}), or the same variables'),
    ("openai-agents", 'model_config={{"url": "{ws}?model=…", "api_key": "…"}} of RealtimeRunner.run'),
    ("@openai/agents-realtime", 'session.connect({{url: "{ws}?model=…", apiKey: "…"}})'),
    ("livekit-plugins-openai", 'realtime.RealtimeModel(base_url="{http}", api_key="…")'),
    ("pipecat", 'OpenAIRealtimeLLMService(base_url="{ws}", api_key="…")'),
    ("pydantic-ai", 'OpenAIProvider(base_url="{http}", api_key="…")'),
    ("litellm", 'api_base="{http}", api_key="…"'),
)
"""A client and the argument or variable that it takes; ``{http}`` and ``{ws}`` are the server's URLs."""


def client_hints(server: RealtimeServer) -> list[str]:
    """Return one line for each well-known client."""
    return [f"{name}: {hint.format(http=server.base_url, ws=server.ws_url)}" for name, hint in HINTS]
