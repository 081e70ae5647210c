"""The wire types of the Realtime API, and the functions that read and write their payloads.

A type declared in one of the modules below is part of this package: there is no second list of names.
"""

from pytest_realtime._wire_loaded import announce as _announce
from pytest_realtime.garbage_collection import collector_paused as _collector_paused
from pytest_realtime.wire.codec import dump as dump
from pytest_realtime.wire.codec import dump_json as dump_json
from pytest_realtime.wire.codec import parse as parse
from pytest_realtime.wire.codec import validate as validate
from pytest_realtime.wire.direction import Direction as Direction
from pytest_realtime.wire.direction import direction as direction
from pytest_realtime.wire.json.reader import InvalidJson as InvalidJson
from pytest_realtime.wire.json.reader import JsonValue as JsonValue
from pytest_realtime.wire.json.reader import load as load
from pytest_realtime.wire.known_members import known_members as known_members
from pytest_realtime.wire.model import WireModel as WireModel
from pytest_realtime.wire.model import mark_before_use
from pytest_realtime.wire.registry import Dialect as Dialect
from pytest_realtime.wire.registry import UnknownWireType as UnknownWireType
from pytest_realtime.wire.registry import WireType as WireType
from pytest_realtime.wire.registry import get_wire_type as get_wire_type
from pytest_realtime.wire.registry import mark_read_only_types
from pytest_realtime.wire.registry import payload_types as payload_types
from pytest_realtime.wire.registry import wire_types as wire_types
from pytest_realtime.wire.shapes import Shape as Shape
from pytest_realtime.wire.shapes import shape_of as shape_of

with _collector_paused():
    from pytest_realtime.wire.types.audio import *
    from pytest_realtime.wire.types.audio_buffer_events import *
    from pytest_realtime.wire.types.beta import *
    from pytest_realtime.wire.types.beta_events import *
    from pytest_realtime.wire.types.beta_items import *
    from pytest_realtime.wire.types.calls import *
    from pytest_realtime.wire.types.client_events import *
    from pytest_realtime.wire.types.client_secret import *
    from pytest_realtime.wire.types.content_parts import *
    from pytest_realtime.wire.types.conversation_events import *
    from pytest_realtime.wire.types.event import *
    from pytest_realtime.wire.types.event_unions import *
    from pytest_realtime.wire.types.items import *
    from pytest_realtime.wire.types.mcp import *
    from pytest_realtime.wire.types.mcp_events import *
    from pytest_realtime.wire.types.mcp_items import *
    from pytest_realtime.wire.types.prompt import *
    from pytest_realtime.wire.types.response import *
    from pytest_realtime.wire.types.response_create import *
    from pytest_realtime.wire.types.response_events import *
    from pytest_realtime.wire.types.service_events import *
    from pytest_realtime.wire.types.session import *
    from pytest_realtime.wire.types.session_audio import *
    from pytest_realtime.wire.types.session_events import *
    from pytest_realtime.wire.types.tools import *
    from pytest_realtime.wire.types.tracing import *
    from pytest_realtime.wire.types.transcription import *
    from pytest_realtime.wire.types.transcription_events import *
    from pytest_realtime.wire.types.transcription_session import *
    from pytest_realtime.wire.types.translation import *
    from pytest_realtime.wire.types.translation_events import *
    from pytest_realtime.wire.types.truncation import *
    from pytest_realtime.wire.types.turn_detection import *

mark_before_use(mark_read_only_types)
_announce()
