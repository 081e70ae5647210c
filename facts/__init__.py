"""The published facts that the wire types are compared with, as tables without prose.

README.md says where they are from, and under which licences.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
OPENAPI = FOLDER / "openapi.json"
"""The digest of OpenAI's document; an OpenAPI document itself."""
WIRE_TYPES = FOLDER / "wire-types.json"
"""The digest of the list of wire types of sessions, client secrets and calls."""
EVENT_TYPES = FOLDER / "event-types.json"
"""The digest of the list of wire types of events, items and responses."""
