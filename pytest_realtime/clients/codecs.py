"""How a user's own classes are parsed from JSON text and written as JSON text, by kind of class.

One row of :data:`KINDS` for each kind: which classes it takes, and what makes a :class:`Codec` for one.
The first row that takes a class wins. The work is left to the libraries that users of such classes call
themselves, each imported only when a class of its kind is met, with its own defaults: nothing is done
here to make an output look better.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter

from pytest_realtime.clients.client import ClientError
from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.did_you_mean import did_you_mean

Options = Mapping[str, Any]
"""What a user passes to the library's own dump function."""


@dataclass(frozen=True)
class Codec:
    """One class, ready to be parsed and written."""

    load: Callable[[str], Any]
    dump: Callable[[Any], str]
    rejects: tuple[type[BaseException], ...] = ()
    """The library's own errors, where they are no ValueError."""


@dataclass(frozen=True)
class ModelKind:
    """A row of the table: one kind of class."""

    name: str
    takes: Callable[[Any], bool]
    codec: Callable[[Any, Options], Codec]
    """Raises whatever the library raises for a class that it can't take."""


def codec_for(python: Any, options: Options) -> Codec:
    """Make the codec of a class or annotation. Raises :class:`ClientError`, saying what can be done instead."""
    kind = next((kind for kind in KINDS if kind.takes(python)), None)
    if kind is None:
        raise ClientError(f"{python!r} is no class or type annotation; {_way_out()}")
    try:
        return kind.codec(python, options)
    except ClientError:
        raise
    except ImportError as error:
        needed = f"{python!r} is a {kind.name}, and needs the package {error.name!r}, which is not installed"
        raise ClientError(f"{needed}: pip install 'pytest-realtime[adapters]'") from error
    except Exception as error:
        fault = f"{type(error).__qualname__}: {error}".splitlines()[0]
        raise ClientError(f"{python!r} can't be loaded as {kind.name} ({fault}); {_way_out()}") from error


def _way_out() -> str:
    known = "; ".join(kind.name for kind in KINDS)
    return f"kinds that can be loaded: {known}. For anything else give both load= and dump="


def _model(python: type[BaseModel], options: Options) -> Codec:
    _check_names("model_dump_json", options, python.model_dump_json)
    _try_pydantic_options(options)
    # Forward references that lead nowhere show now, and not at the first question.
    python.model_rebuild(raise_errors=True)
    return Codec(python.model_validate_json, lambda value: str(value.model_dump_json(**options)))


def _annotation(python: Any, options: Options) -> Codec:
    _check_names("TypeAdapter.dump_json", options, TypeAdapter.dump_json)
    _try_pydantic_options(options)
    adapter: TypeAdapter[Any] = TypeAdapter(python)
    adapter.rebuild(raise_errors=True)
    return Codec(adapter.validate_json, lambda value: adapter.dump_json(value, **options).decode())


def _struct(python: Any, options: Options) -> Codec:
    import msgspec

    _check_names("msgspec.json.Encoder", options, msgspec.json.Encoder)
    encoder = _with_options("msgspec.json.Encoder", options, msgspec.json.Encoder)
    decoder = msgspec.json.Decoder(_unaliased(python))
    return Codec(decoder.decode, lambda value: encoder.encode(value).decode(), (msgspec.MsgspecError,))


def _attrs(python: Any, options: Options) -> Codec:
    from cattrs import transform_error
    from cattrs.preconf.json import JsonConverter, make_converter

    _check_names("cattrs.preconf.json.make_converter", options, JsonConverter)
    converter = _with_options("cattrs.preconf.json.make_converter", options, make_converter)
    python = _unaliased(python)
    # Unions that cattrs can't tell apart show now.
    converter.get_structure_hook(python)
    converter.get_unstructure_hook(python)

    def load(text: str) -> Any:
        try:
            return converter.loads(text, python)
        except (RecursionError, MemoryError):
            raise
        # cattrs has no error type of its own for bad input at top level: its hooks raise what they meet.
        except Exception as error:
            raise Rejected(f"{type(error).__qualname__}: {'; '.join(transform_error(error))}") from error

    return Codec(load, lambda value: str(converter.dumps(value, unstructure_as=python)))


def _is_model(python: Any) -> bool:
    return isinstance(python, type) and issubclass(python, BaseModel)


def _holds(mark: str) -> Callable[[Any], bool]:
    """Build a predicate: the annotation names a class with this mark, and none that only pydantic can load."""

    def holds(python: Any) -> bool:
        classes = [part for part in _parts(python, set()) if isinstance(part, type)]
        return any(hasattr(part, mark) for part in classes) and not any(map(_is_model, classes))

    return holds


def _parts(python: Any, seen: set[int]) -> Iterator[Any]:
    """The classes that an annotation is made of: through aliases, new types, unions and containers."""
    # An alias may name itself.
    if id(python) in seen:
        return
    seen.add(id(python))
    yield python
    inner = (getattr(python, "__value__", None), getattr(python, "__supertype__", None), *get_args(python))
    for part in inner:
        yield from _parts(part, seen)


def _unaliased(python: Any) -> Any:
    """What an alias stands for; not every library knows every kind of alias."""
    while hasattr(python, "__value__"):
        python = python.__value__
    return python


def _is_annotation(python: Any) -> bool:
    # Pydantic takes a text for a forward reference, and resolves it where it happens to be.
    return not isinstance(python, str)


KINDS: list[ModelKind] = [
    ModelKind("pydantic model", _is_model, _model),
    ModelKind("msgspec Struct or annotation of such", _holds("__struct_fields__"), _struct),
    ModelKind("attrs class or annotation of such", _holds("__attrs_attrs__"), _attrs),
    ModelKind(
        "dataclass, TypedDict, enum or annotation that pydantic's TypeAdapter takes", _is_annotation, _annotation
    ),
]
"""A row before the last one teaches a further kind."""


def _check_names(function: str, options: Options, target: Callable[..., Any]) -> None:
    parameters = inspect.signature(target).parameters.values()
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return
    known = [parameter.name for parameter in parameters if parameter.name not in ("self", "instance")]
    for option in options:
        if option not in known:
            hint = did_you_mean(option, known)
            raise ClientError(f"{function} has no option {option!r}{hint}; it has: {', '.join(known)}")


def _try_pydantic_options(options: Options) -> None:
    """Pydantic checks the values of dump options when it dumps; so dump something."""
    known = inspect.signature(TypeAdapter.dump_json).parameters
    shared = {option: value for option, value in options.items() if option in known}
    nothing: TypeAdapter[None] = TypeAdapter(None)
    _with_options("pydantic's dump", shared, lambda **chosen: nothing.dump_json(None, **chosen))


def _with_options(function: str, options: Options, target: Callable[..., Any]) -> Any:
    try:
        return target(**options)
    except Exception as error:
        fault = f"{type(error).__qualname__}: {error}"
        raise ClientError(f"{function} does not take the options {dict(options)!r} ({fault})") from error
