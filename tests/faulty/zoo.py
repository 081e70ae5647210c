"""All wrong clients."""

from tests.faulty.additions import ADDITIONS
from tests.faulty.arrays import ARRAYS
from tests.faulty.base64_text import BASE64
from tests.faulty.behaviour import BEHAVIOUR
from tests.faulty.builders import BUILDERS
from tests.faulty.client_events import CLIENT_EVENTS
from tests.faulty.content import CONTENT
from tests.faulty.items import ITEMS
from tests.faulty.json_texts import JSON_TEXTS
from tests.faulty.leniency import LENIENCY
from tests.faulty.listeners import LISTENERS
from tests.faulty.members import MEMBERS
from tests.faulty.nulls import NULLS
from tests.faulty.numeric import NUMBERS
from tests.faulty.readers import READERS
from tests.faulty.responses import RESPONSES_READ
from tests.faulty.sequences import SEQUENCES
from tests.faulty.server_events import SERVER_EVENTS
from tests.faulty.strings import STRINGS
from tests.faulty.values import VALUES
from tests.faulty.variants import VARIANTS
from tests.faulty.wrong import Wrong

ZOO: dict[str, Wrong] = {
    wrong.name: wrong
    for table in (
        NULLS,
        MEMBERS,
        ADDITIONS,
        VALUES,
        NUMBERS,
        STRINGS,
        ARRAYS,
        VARIANTS,
        READERS,
        CONTENT,
        ITEMS,
        JSON_TEXTS,
        BASE64,
        CLIENT_EVENTS,
        SERVER_EVENTS,
        RESPONSES_READ,
        LENIENCY,
        BEHAVIOUR,
        SEQUENCES,
        BUILDERS,
        LISTENERS,
    )
    for wrong in table
}
"""By name."""
