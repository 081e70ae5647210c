"""An integration without a library: it sends what the payload says, with the mistakes that libraries make."""

import asyncio
import json
from collections.abc import Sequence

from websockets.asyncio.client import ClientConnection, connect

from pytest_realtime.clients import Card, Rejected, Unsupported
from pytest_realtime.clients.card import Operation
from pytest_realtime.clients.live.integration import Address, Integration

EVENT = "SessionUpdateEvent"
CLEAR, RESPOND = "InputAudioBufferClearEvent", "ResponseCreateEvent"
MARK = '{"type":"input_audio_buffer.clear"}'


class Plain(Integration):
    """Sends the text as it is, or the texts that :meth:`texts` makes of it."""

    def __init__(self, name: str = "plain", variants: tuple[str, ...] = ("",)) -> None:
        types = {each: frozenset[Operation]({"send"}) for each in (EVENT, CLEAR, RESPOND)}
        self.card = Card(name, types, transport="live", keeps_connection=True)
        self.variants = variants
        self.opened = 0
        self.calls: list[tuple[str, str, bool]] = []
        self._socket: ClientConnection | None = None

    async def texts(self, wire: str, variant: str) -> Sequence[str]:
        return [wire]

    async def open(self, address: Address) -> None:
        self.opened += 1
        headers = {"Authorization": f"Bearer {address.api_key}"}
        self._socket = await connect(f"{address.ws}/realtime?model=any", additional_headers=headers, proxy=None)

    async def send(self, wire_type: str, wire: str, *, variant: str, is_later: bool) -> None:
        self.calls.append((variant, wire, is_later))
        assert self._socket
        for text in await self.texts(wire, variant):
            await self._socket.send(text)

    async def mark(self, variant: str) -> None:
        assert self._socket
        await self._socket.send(MARK)

    async def close(self) -> None:
        if self._socket:
            await self._socket.close()


class Misbehaving(Plain):
    """Does what the payload's instructions name."""

    async def texts(self, wire: str, variant: str) -> Sequence[str]:
        event = json.loads(wire)
        match event.get("session", event).get("instructions", event.get("event_id")):
            case "nothing":
                return []
            case "refuse":
                raise Rejected("no such setting")
            case "unsupported":
                raise Unsupported("it can't be set")
            case "crash":
                raise RuntimeError("out of order")
            case "hang":
                await asyncio.Event().wait()
            case "with others":
                return ['{"type":"input_audio_buffer.append","audio":""}', wire, '{"type":"session.update"}']
            case "twice":
                return [
                    '{"type":"session.update","session":{"audio":{"output":{"voice":"ash"}},"tools":[]}}',
                    '{"type":"session.update","session":{"audio":{"output":{"speed":1.5}}}}',
                ]
        return [wire]


class Losing(Plain):
    """Drops nulls in one variant."""

    async def texts(self, wire: str, variant: str) -> Sequence[str]:
        return [wire.replace('"tracing":null', "") if variant == "lossy" else wire]
