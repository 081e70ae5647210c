"""Questions that a driver answers by sending: to a local server of ours, where its client's text is taken.

A driver answers ``sent`` when its client has given the payload away; it may still be on its way then.
"""

from pytest_realtime.clients.driver.conversation import Conversation
from pytest_realtime.clients.live.arrivals import Arrival
from pytest_realtime.clients.live.listening import Listener
from pytest_realtime.clients.live.places import PLACES
from pytest_realtime.clients.outcome import Answer, Outcome

LONGEST_WAY = 2.0
"""Seconds after which nothing more is expected to arrive."""


class Delivery:
    """A server, started with the first question."""

    def __init__(self) -> None:
        self._listener: Listener | None = None

    def ask(self, conversation: Conversation, wire_type: str, wire: str, timeout: float) -> tuple[Outcome, int]:
        """Have one payload sent; returns also through which socket it came, 0 for none."""
        place = PLACES.get(wire_type)
        if place is None:
            fault = f"{wire_type} does not travel by itself; it is asked inside what holds it"
            return Outcome(Answer.UNSUPPORTED, message=fault), 0
        listener = self._listening()
        listener.arrivals.forget()
        outcome = sent(conversation, wire_type, wire, listener.address.http, listener.address.api_key, timeout)
        if outcome.answer is not Answer.WROTE:
            return outcome, 0

        def arrived(heard: list[Arrival]) -> bool:
            return any(map(place.takes, heard))

        heard = listener.arrivals.wait(arrived, LONGEST_WAY)
        # What a client sends of its own accord when it connects comes before what it was asked to send.
        last = next(filter(place.takes, reversed(heard)), None)
        if last is None:
            fault = f"the driver answered sent, and no {place.title} arrived in {LONGEST_WAY:g} s"
            return Outcome(Answer.NOT_SENT, message=fault), 0
        return Outcome(Answer.WROTE, text=last.text), last.connection

    def close(self) -> None:
        """End the server."""
        listener, self._listener = self._listener, None
        if listener:
            listener.close()

    def _listening(self) -> Listener:
        if self._listener is None:
            self._listener = Listener()
        return self._listener


def sent(
    conversation: Conversation, wire_type: str, wire: str, base_url: str, api_key: str, timeout: float
) -> Outcome:
    """Ask a driver to send, and wait for its answer."""
    members = {"type": wire_type, "wire": wire, "base_url": base_url, "api_key": api_key}
    return conversation.unasked() or conversation.answer(conversation.send("send", **members), timeout)
