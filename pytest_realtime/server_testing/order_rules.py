"""What the order of a conversation forbids: a row per fault, with the API rule and how binding it is."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pytest_realtime.levels import Level
from pytest_realtime.server.members import member_at
from pytest_realtime.server_testing.conversation_log import ConversationLog, is_in_conversation
from pytest_realtime.server_testing.passages import Passage


class OrderFault(NamedTuple):
    """A client's frame that came at the wrong time, or one that never came."""

    passage: Passage
    """The frame; of a missing one, the server's frame that it should answer."""
    other: Passage | None
    """The frame with which it does not go together."""
    rule: str
    level: Level
    expected: str
    observed: str


def faults_of(log: ConversationLog, passage: Passage) -> Iterator[OrderFault]:
    """Yield what is wrong with the time of a client's frame. ``log`` knows what came before it."""
    for check in _CHECKS.get(passage.type, ()):
        if fault := check(log, passage):
            yield fault


def early_updates(log: ConversationLog, created: Passage) -> Iterator[OrderFault]:
    """Yield the update that was sent before ``session.created``, which now comes."""
    for update in list(log.updates)[:1]:
        yield OrderFault(update, created, "O2", "SHOULD", "session.created first", f"{update.type} before it")


def closing_fault(log: ConversationLog, end: Passage) -> OrderFault | None:
    """Return what is wrong with a client's close: an error that refuses nothing is no reason for it (O19)."""
    if log.last_error is None or not any(running.is_asked for running in log.running.values()):
        return None
    return OrderFault(end, log.last_error, "O19", "MUST", "the connection kept", "closed because of an error")


def silences(log: ConversationLog) -> Iterator[OrderFault]:
    """Yield what a client still owes at the end."""
    for name, owed in log.owed.items():
        yield OrderFault(owed.call, None, owed.rule, "SHOULD", f"an answer to {name}", "none until the end")
    if log.last_answer is not None and not log.owed:
        expected = "response.create after the outputs of calls"
        yield OrderFault(log.last_answer, None, "O13", "SHOULD", expected, "none until the end")


def _before_acknowledgement(log: ConversationLog, passage: Passage) -> OrderFault | None:
    if not log.updates or log.acknowledged or log.is_early:
        return None
    log.is_early = True  # said once: audio would repeat it many times a second
    update = log.updates[0]
    return OrderFault(
        passage, update, "O3", "SHOULD", f"the answer to {update.type} first", f"{passage.type} before it"
    )


def _while_responding(log: ConversationLog, passage: Passage) -> OrderFault | None:
    running = log.in_conversation if is_in_conversation(passage) else None
    if running is None:
        return None
    # The client may not have seen yet that the server responds by itself.
    level: Level = "MUST" if running.is_asked else "SHOULD"
    return OrderFault(
        passage, running.begun, "O9", level, "response.done first", "response.create while a response goes on"
    )


def _without_call(log: ConversationLog, passage: Passage) -> OrderFault | None:
    item = passage.event.get("item")
    call = member_at(item, "call_id")
    if member_at(item, "type") != "function_call_output" or call in log.calls or not isinstance(call, str):
        return None
    other = next(reversed(log.calls.values()), None)
    return OrderFault(passage, other, "I17", "MUST", f"a call {call} first", "an output without its call")


def _beyond_sound(log: ConversationLog, passage: Passage) -> OrderFault | None:
    sent = log.spoken_ms.get(str(passage.event.get("item_id")))
    end = passage.event.get("audio_end_ms")
    if sent is None or type(end) is not int or end <= sent:
        return None
    return OrderFault(passage, log.first_sound, "E7", "MUST", f"at most {sent} ms, which were sent", f"{end} ms")


def _new_voice(log: ConversationLog, passage: Passage) -> OrderFault | None:
    session = passage.event.get("session")
    voice = member_at(session, "audio", "output", "voice") or member_at(session, "voice")
    voice = member_at(voice, "id") or voice  # an object when it is written, a name when it is read (V8)
    present = member_at(log.session, "audio", "output", "voice") or log.session.get("voice")
    if log.first_sound is None or present is None or voice in (None, present):
        return None
    expected = f"the voice {present}, which was heard"
    return OrderFault(passage, log.first_sound, "X7", "MUST", expected, f"the voice {voice}")


def _after_close(log: ConversationLog, passage: Passage) -> OrderFault | None:
    if log.closing is None:
        return None
    return OrderFault(passage, log.closing, "O21", "MUST", "nothing after session.close", passage.type)


Check = Callable[[ConversationLog, Passage], OrderFault | None]
_CHECKS: dict[str, tuple[Check, ...]] = {
    "session.update": (_new_voice,),
    "input_audio_buffer.append": (_before_acknowledgement,),
    "response.create": (_before_acknowledgement, _while_responding),
    "conversation.item.create": (_without_call,),
    "conversation.item.truncate": (_beyond_sound,),
    "session.input_audio_buffer.append": (_after_close, _before_acknowledgement),
}
"""The checks of each event of a client."""
