"""What a user would write by hand: ``fixed_dictionaries`` with every member that the published schema has.

No trick and no omission: each optional member is optional, each enum is a ``sampled_from``, each union a
``one_of``, each bound is kept, and what the API rules forbid beyond the schema is left alone. It needs nothing
but Hypothesis, so that an interpreter with an older one can run it, too.
"""

from typing import Any

from hypothesis import strategies as st

Strategy = st.SearchStrategy[Any]


def _object(required: dict[str, Strategy] | None = None, /, **optional: Strategy) -> Strategy:
    return st.fixed_dictionaries(required or {}, optional=optional)


def _enum(*values: Any) -> Strategy:
    return st.sampled_from(values)


def _some(item: Strategy, least: int = 0) -> Strategy:
    return st.lists(item, min_size=least, max_size=3)


TEXT = st.text(max_size=20)
WHOLE = st.integers(0, 100_000)
BOOLEAN = st.booleans()
URL = _enum("https://example.com/mcp", "https://example.org/a?b=c")
JSON_OBJECT = st.dictionaries(TEXT, TEXT | WHOLE | BOOLEAN | st.none(), max_size=3)
VOICES = ("alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar")
CONNECTORS = (
    "dropbox",
    "gmail",
    "googlecalendar",
    "googledrive",
    "microsoftteams",
    "outlookcalendar",
    "outlookemail",
    "sharepoint",
)
MODELS = _enum("gpt-realtime", "gpt-realtime-1.5", "gpt-realtime-2", "gpt-realtime-mini", "gpt-audio-mini") | TEXT
TRANSCRIBERS = _enum("whisper-1", "gpt-transcribe", "gpt-4o-transcribe", "gpt-realtime-whisper") | TEXT


def audio_format() -> Strategy:
    """One of the three formats."""
    return st.one_of(
        _object({"type": st.just("audio/pcm")}, rate=st.just(24000)),
        _object({"type": st.just("audio/pcmu")}),
        _object({"type": st.just("audio/pcma")}),
    )


def turn_detection() -> Strategy:
    """Server VAD, semantic VAD or none."""
    server = _object(
        {"type": st.just("server_vad")},
        threshold=st.floats(0, 1),
        prefix_padding_ms=WHOLE,
        silence_duration_ms=WHOLE,
        create_response=BOOLEAN,
        interrupt_response=BOOLEAN,
        idle_timeout_ms=st.integers(5000, 30000) | st.none(),
    )
    semantic = _object(
        {"type": st.just("semantic_vad")},
        eagerness=_enum("low", "medium", "high", "auto"),
        create_response=BOOLEAN,
        interrupt_response=BOOLEAN,
    )
    return st.one_of(server, semantic, st.none())


def audio_input() -> Strategy:
    """Format, noise reduction, transcription and turn detection."""
    return _object(
        format=audio_format(),
        noise_reduction=_object(type=_enum("near_field", "far_field")),
        transcription=_object(
            delay=_enum("minimal", "low", "medium", "high", "xhigh"),
            keywords=_some(TEXT),
            language=TEXT,
            languages=_some(TEXT, 1),
            model=TRANSCRIBERS,
            prompt=TEXT,
        ),
        turn_detection=turn_detection(),
    )


def prompt() -> Strategy:
    """A stored prompt with variables of all kinds, or null."""
    breakpoint_ = _object({"mode": st.just("explicit")})
    content = st.one_of(
        TEXT,
        _object({"type": st.just("input_text"), "text": TEXT}, prompt_cache_breakpoint=breakpoint_),
        _object(
            {"type": st.just("input_image"), "detail": _enum("low", "high", "auto", "original")},
            image_url=URL | st.none(),
            file_id=TEXT | st.none(),
            prompt_cache_breakpoint=breakpoint_,
        ),
        _object(
            {"type": st.just("input_file")},
            file_id=TEXT | st.none(),
            filename=TEXT,
            file_data=TEXT,
            file_url=URL,
            detail=_enum("auto", "low", "high"),
            prompt_cache_breakpoint=breakpoint_,
        ),
    )
    variables = st.dictionaries(TEXT, content, max_size=2) | st.none()
    return _object({"id": TEXT}, version=TEXT | st.none(), variables=variables) | st.none()


def tool() -> Strategy:
    """A function or an MCP server."""
    names = _object(tool_names=_some(TEXT), read_only=BOOLEAN)
    function = _object({"type": st.just("function")}, name=TEXT, description=TEXT, parameters=JSON_OBJECT)
    mcp = _object(
        {"type": st.just("mcp"), "server_label": TEXT},
        server_url=URL,
        connector_id=_enum(*(f"connector_{name}" for name in CONNECTORS)),
        tunnel_id=st.text("0123456789abcdefghijklmnopqrstuvwxyz", min_size=32, max_size=32).map("tunnel_{}".format),
        authorization=TEXT,
        server_description=TEXT,
        headers=st.dictionaries(TEXT, TEXT, max_size=2) | st.none(),
        allowed_tools=_some(TEXT) | names | st.none(),
        allowed_callers=_some(_enum("direct", "programmatic"), 1) | st.none(),
        require_approval=_enum("always", "never") | _object(always=names, never=names) | st.none(),
        defer_loading=BOOLEAN,
    )
    return function | mcp


def session(required: dict[str, Strategy] | None = None, /, **more: Strategy) -> Strategy:
    """A realtime session."""
    custom_voice = st.nothing() if required else _object({"id": TEXT})
    truncation = _object(
        {"type": st.just("retention_ratio"), "retention_ratio": st.floats(0, 1)},
        token_limits=_object(post_instructions=WHOLE),
    )
    tracing = _object(workflow_name=TEXT, group_id=TEXT, metadata=JSON_OBJECT)
    audio_output = _object(
        format=audio_format(),
        speed=st.floats(0.25, 1.5),
        voice=_enum(*VOICES) | TEXT | custom_voice,
    )
    return _object(
        {"type": st.just("realtime"), **(required or {})},
        audio=_object(input=audio_input(), output=audio_output),
        include=_some(st.just("item.input_audio_transcription.logprobs")),
        instructions=TEXT,
        max_output_tokens=st.integers(1, 4096) | st.just("inf"),
        model=MODELS,
        output_modalities=_enum(["text"], ["audio"]),
        parallel_tool_calls=BOOLEAN,
        prompt=prompt(),
        reasoning=_object(effort=_enum("minimal", "low", "medium", "high", "xhigh")),
        tool_choice=st.one_of(
            _enum("none", "auto", "required"),
            _object({"type": st.just("function"), "name": TEXT}),
            _object({"type": st.just("mcp"), "server_label": TEXT}, name=TEXT | st.none()),
        ),
        tools=_some(tool()),
        tracing=st.just("auto") | tracing | st.none(),
        truncation=_enum("auto", "disabled") | truncation,
        **more,
    )


def transcription_session() -> Strategy:
    """A transcription session."""
    return _object(
        {"type": st.just("transcription")},
        audio=_object(input=audio_input()),
        include=_some(st.just("item.input_audio_transcription.logprobs")),
    )


def client_secret() -> Strategy:
    """A request for a client secret, with either kind of session."""
    return _object(
        expires_after=_object(anchor=st.just("created_at"), seconds=st.integers(10, 7200)),
        session=session() | transcription_session(),
    )


def response() -> Strategy:
    """A session as the server tells it: one level of nulls and three members more."""
    return session({"id": TEXT, "object": st.just("realtime.session")}, expires_at=WHOLE)


STRATEGIES = {
    "RealtimeSessionCreateRequest": session,
    "RealtimeTranscriptionSessionCreateRequest": transcription_session,
    "RealtimeClientSecretCreateRequest": client_secret,
    "RealtimeSessionCreateResponse": response,
}
