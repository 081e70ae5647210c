"""Events in the form of the retired beta, made of those of the live API (API rules E11, E12, I8, R18)."""

from typing import Any

_NAMES = {
    "conversation.item.added": "conversation.item.created",
    "response.output_text.delta": "response.text.delta",
    "response.output_text.done": "response.text.done",
    "response.output_audio.delta": "response.audio.delta",
    "response.output_audio.done": "response.audio.done",
    "response.output_audio_transcript.delta": "response.audio_transcript.delta",
    "response.output_audio_transcript.done": "response.audio_transcript.done",
}
_NOT_THERE = frozenset({"conversation.item.done", "input_audio_buffer.timeout_triggered"})
_PARTS = {"output_text": "text", "output_audio": "audio"}
_FORMATS = {"audio/pcm": "pcm16", "audio/pcmu": "g711_ulaw", "audio/pcma": "g711_alaw"}
_TEMPERATURE = 0.8


def beta_form(event: dict[str, Any]) -> dict[str, Any] | None:
    """Return an event as the beta had it; None if it had no such event."""
    name = event["type"]
    if name in _NOT_THERE:
        return None
    changed = {**event, "type": _NAMES.get(name, name)}
    if isinstance(event.get("item"), dict):
        changed["item"] = _item(event["item"])
    if isinstance(event.get("response"), dict):
        changed["response"] = _response(event["response"])
    return changed


def _item(item: dict[str, Any]) -> dict[str, Any]:
    content = item.get("content")
    return {**item, "content": [_part(part) for part in content]} if isinstance(content, list) else item


def _part(part: Any) -> Any:
    tag = part.get("type") if isinstance(part, dict) else None
    return {**part, "type": _PARTS.get(tag, tag)} if isinstance(tag, str) else part


def _response(response: dict[str, Any]) -> dict[str, Any]:
    flat = {name: value for name, value in response.items() if name not in ("audio", "output_modalities")}
    output = response["audio"]["output"]
    return {
        **flat,
        "output": [_item(item) for item in response["output"]],
        "modalities": ["text"] if response["output_modalities"] == ["text"] else ["text", "audio"],
        "voice": output["voice"],
        "output_audio_format": _FORMATS[output["format"]["type"]],
        "temperature": _TEMPERATURE,
    }
