"""A stored prompt and the variables that fill it."""

from typing import Annotated, Literal

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import Requires
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import Text
from pytest_realtime.wire.unions import ByShape


class CacheLifetime(WireEnum):
    """How long a part of the prompt stays cached at least."""

    HALF_AN_HOUR = "30m"
    HALF_A_DAY = "12h"


class PromptCacheBreakpoint(WireModel):
    """Where the prompt cache may end."""

    mode: Literal["explicit"] = member(default=...)
    ttl: CacheLifetime | MISSING = member("12h", rules="S12", source="sdk")


class PromptImageDetail(WireEnum):
    """The resolution at which the model sees an image."""

    LOW = "low"
    HIGH = "high"
    AUTO = "auto"
    ORIGINAL = "original"


class FileDetail(WireEnum):
    """The resolution at which the model sees a file."""

    AUTO = "auto"
    LOW = "low"
    HIGH = "high"


class InputText(WireModel):
    """A string as a variable's value."""

    type: Literal["input_text"] = member(default=...)
    text: Text = member("hi", default=...)
    prompt_cache_breakpoint: PromptCacheBreakpoint | MISSING = member()


class InputImage(WireModel):
    """An image as a variable's value. The schema requires ``detail``; the prose gives it a default (S13)."""

    constraints = (Requires("detail", rule="S13", level="SHOULD"),)

    type: Literal["input_image"] = member(default=...)
    detail: PromptImageDetail | MISSING = member("auto", rules="S13")
    image_url: Text | None | MISSING = member("https://example.com/a.png", rules="N3")
    file_id: Text | None | MISSING = member("file_1", rules="N3")
    prompt_cache_breakpoint: PromptCacheBreakpoint | MISSING = member()


class InputFile(WireModel):
    """A file as a variable's value."""

    type: Literal["input_file"] = member(default=...)
    detail: FileDetail | MISSING = member("auto")
    file_data: Text | MISSING = member("aGk=")
    file_id: Text | None | MISSING = member("file_1", rules="N3")
    file_url: Text | MISSING = member("https://example.com/a.pdf")
    filename: Text | MISSING = member("a.pdf")
    prompt_cache_breakpoint: PromptCacheBreakpoint | MISSING = member()


PromptVariable = Annotated[Text | InputText | InputImage | InputFile, ByShape(rule="S13")]
"""A variable's value: a string or a typed object; numbers and lists are rejected (S13)."""

ResponsePromptVariables = TypeAliasType("ResponsePromptVariables", dict[str, PromptVariable])
wire_alias(ResponsePromptVariables, "ResponsePromptVariables")


@wire_type("#/components/schemas/Prompt/anyOf/0")
class ResponsePrompt(WireModel):
    """A stored prompt by its id."""

    id: Text = member("pmpt_1", default=...)
    version: Text | None | MISSING = member("2", rules="N3")
    variables: ResponsePromptVariables | None | MISSING = member(
        {"city": "Oslo", "note": {"type": "input_text", "text": "hi"}}, rules="N3 S13"
    )
