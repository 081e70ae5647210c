"""The check of ``driver check`` that has a driver listen."""

from pytest_realtime.clients.driver.check.checked_session import SHOWN, CheckedSession, NotAsked, ProtocolError
from pytest_realtime.clients.stream_server import StreamServer
from pytest_realtime.payloads.streams.catalogue import streams


def hears_a_stream(session: CheckedSession) -> str:
    """Send a turn of speech to a driver whose card has ``hears``. The contracts compare what it hears."""
    hears = session.card.hears
    if not hears:
        raise NotAsked("the card has no hears")
    stream = streams()["voice-turn"]
    # A client that configures its session does not lose what is said before: all of it is in its socket.
    with StreamServer(stream, hears_last=stream.last in hears, after_update=False) as server:
        answer = session.listen(server.request)
        if "error" in answer:
            raise ProtocolError(f"listen ended in a driver error: {answer['error'][-SHOWN:]}", "fix the driver")
        if "heard" not in answer:
            return ", ".join(f"{name}: {message[:SHOWN]}" for name, message in answer.items() if name != "id")
        if not server.was_reached:
            raise ProtocolError("listen was answered, but no client connected", "connect the client to base_url")
    if not answer["heard"]:
        fix = "collect what the client hands to its user until the event 'until', or until the connection is over"
        raise ProtocolError(f"nothing was heard of a stream of {len(stream.events)} events", fix)
    return f"heard {len(answer['heard'])} of {len(stream.events)} events"
