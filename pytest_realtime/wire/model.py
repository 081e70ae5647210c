"""The base of all wire objects: absent, null and value are kept apart; strict on write, tolerant on read."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import (
    VERSION,
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import Constraint, MisplacedMember, Requires, unknown_member
from pytest_realtime.wire.direction import current, direction, is_tolerant
from pytest_realtime.wire.json.reader import load
from pytest_realtime.wire.newer_members import is_newer
from pytest_realtime.wire.violations import Violation, line_errors, validation_error

MemberSource = Literal["document", "sdk"]
"""What declares a member: OpenAI's document, or only the official packages, which are ahead of it (S12)."""
NullSource = Literal["schema", "prose", "example", "traffic"]
"""What says that null is allowed: the schema, the prose only (N2), an official example only (N6), or what live
servers send: a client must read such a null, and must not write one (I9, R11)."""


PARTS_WRITE_THEMSELVES = VERSION.startswith("2.13.")
"""Whether an object in another one is written by its own class, which is then to be built: pydantic before 2.14."""


def member(
    *examples: Any,
    rules: str = "",
    null: NullSource = "schema",
    default: Any = MISSING,
    unlisted: str | None = None,
    source: MemberSource = "document",
    asked: bool = True,
    may_lack: bool = False,
    seen: tuple[Any, ...] = (),
) -> Any:
    """Declare what an object's member has beyond its type.

    Args:
        examples: JSON values that stand for it in minimal and maximal payloads
        rules: the numbers of the API rules about it, separated by blanks
        null: who says that null is allowed
        default: ``MISSING``, which is neither null nor written, for an optional member; ``...`` for a required one
        unlisted: a string that the schema allows though the prose names one value only (S6)
        source: what declares the member; payloads about other members never hold one of the packages
        asked: whether payloads hold it at all; the others are valid, but no client has to write them (S3)
        may_lack: whether servers were seen to leave a member out, or to send null, that the schema requires; its
            default is then ``MISSING``
        seen: JSON values, besides the usual ones, that live servers were seen to send
    """
    extra: Any = {
        "rules": rules.split(),
        "null_source": null,
        "unlisted": unlisted,
        "source": source,
        "asked": asked,
        "may_lack": may_lack,
        "seen": seen,
    }
    return Field(default, examples=list(examples) or None, json_schema_extra=extra)


_MARKERS: list[Callable[[], None]] = []


def mark_before_use(marker: Callable[[], None]) -> None:
    """Have ``marker`` set what the classes say of themselves, once one is asked: imports should not wait for it."""
    _MARKERS.append(marker)


class _SignatureOnceBuilt:
    """Builds the class that is asked for its signature: until then pydantic gives it that of its base.

    Hypothesis fills in the arguments that ``st.builds(RealtimeSession, ...)`` leaves out by the signature.
    """

    def __get__(self, instance: object, owner: type[BaseModel]) -> Any:
        owner.model_rebuild()
        return owner.__signature__


class WireModel(BaseModel):
    """A JSON object of the Realtime API.

    Optional members are ``MISSING`` when absent and ``None`` when null. ``model_dump_json()`` writes what is there
    and nothing else. Assignments are not validated, so that tests can break a model freely. Validation raises
    :class:`pydantic.ValidationError`; its places are places in the JSON, and the context of each error has ``rule``
    and ``level``.
    """

    model_config = ConfigDict(extra="allow", allow_inf_nan=False, protected_namespaces=(), defer_build=True)

    constraints: ClassVar[tuple[Constraint, ...]] = ()
    foreign: ClassVar[tuple[MisplacedMember, ...]] = ()
    closed: ClassVar[bool] = False
    """Whether the published schema itself allows no further members; clients must write none anywhere (U7)."""
    server_form: ClassVar[str] = ""
    """The member whose value a server sends in place of the object (V8); empty where it sends the object."""
    merged: ClassVar[bool] = False
    """Whether an update is merged into the object although null switches it off (S12)."""
    served_only: ClassVar[bool] = False
    """What :meth:`is_served` returns; set by the registry, from the payloads in which the type occurs."""

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:
        """Whoever writes a member that servers were seen to leave out has to write it all the same."""
        extras: dict[str, Any] = {name: field.json_schema_extra or {} for name, field in cls.model_fields.items()}
        given = {constraint.member for constraint in cls.constraints if isinstance(constraint, Requires)}
        lacking = [name for name, extra in extras.items() if extra.get("may_lack") and name not in given]
        cls.constraints += tuple(Requires(name, rule=extras[name]["rules"][0]) for name in lacking)
        if not cls.__pydantic_complete__:
            cls.__signature__ = _SignatureOnceBuilt()  # type: ignore[assignment]

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Validate JSON text. Duplicate keys, NaN and lone surrogates are rejected.

        Raises:
            pytest_realtime.wire.InvalidJson: for text that is not JSON, or that has duplicate keys
            pydantic.ValidationError: for an invalid value
        """
        text = json_data if isinstance(json_data, str) else bytes(json_data).decode()
        return cls.model_validate(load(text), **options)

    @classmethod
    def is_served(cls) -> bool:
        """Return whether only servers write this type."""
        while _MARKERS:
            _MARKERS.pop()()
        return cls.served_only

    @model_validator(mode="wrap")
    @classmethod
    def _judge(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if PARTS_WRITE_THEMSELVES and not cls.__pydantic_complete__:
            cls.model_rebuild()
        if current() is None and cls.is_served():
            with direction("read"):
                return cls._read(data, handler)
        return cls._read(data, handler) if is_tolerant() else cls._write(data, handler)

    @classmethod
    def _read(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Accept what a server sends: unknown members are kept, and any optional member may be null (N6)."""
        if not isinstance(data, Mapping):
            return handler(data)
        nulls = [name for name, value in data.items() if value is None and cls._is_optional(name)]
        try:
            model = handler({name: value for name, value in data.items() if name not in nulls} if nulls else data)
        except ValidationError as error:
            raise validation_error(cls.__name__, line_errors(error)) from None
        for name in nulls:
            # Straight into the model: the declared type has no null, and pydantic would reject it.
            model.__dict__[name] = None
            model.__pydantic_fields_set__.add(name)
        return model

    @classmethod
    def _is_optional(cls, name: str) -> bool:
        field = cls.model_fields.get(name)
        return field is not None and not field.is_required()

    @classmethod
    def _write(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Reject what no client may write, with all violations of the object together."""
        details = []
        try:
            model = handler(data)
            if not model.__pydantic_extra__ and not cls.constraints:
                return model
            details += [violation.details() for violation in cls._broken_rules(model)]
            extra: Mapping[str, Any] = model.__pydantic_extra__ or {}
        except ValidationError as error:
            details += line_errors(error)
            extra = (
                {k: v for k, v in data.items() if k not in cls.model_fields} if isinstance(data, Mapping) else {}
            )
        details += [
            cls._unknown(name).details(value) for name, value in extra.items() if not is_newer(cls.__name__, name)
        ]
        if details:
            raise validation_error(cls.__name__, details)
        return model

    @classmethod
    def _broken_rules(cls, model: Self) -> list[Violation]:
        return [
            violation
            for constraint in cls.constraints
            if constraint.level == "MUST"
            for violation in constraint.violations(model)
        ]

    @classmethod
    def _unknown(cls, name: str) -> Violation:
        """The reason why a member that the type does not have is rejected."""
        misplaced = next((foreign for foreign in cls.foreign if name in foreign.names), None)
        return misplaced.violation(name) if misplaced else unknown_member(cls.__name__, name)
