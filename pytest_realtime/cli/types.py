"""``pytest-realtime types`` and ``schema``: the wire types, one of them, and its JSON Schema."""

import argparse
import json
from typing import Any

from pytest_realtime.cli.parser import Commands, add_command, failed
from pytest_realtime.cli.table import table


def add(commands: "Commands[Any]") -> None:
    """Add the commands."""
    types = add_command(
        commands,
        "types",
        _types,
        help="list the wire types, or describe one",
        more="A description has the type's members, examples and API rules.",
        example="pytest-realtime types ServerVad",
    )
    types.add_argument("name", nargs="?", metavar="NAME", help="a wire type (default: list all)")
    types.add_argument("--dialect", choices=("ga", "translation", "beta"), help="only the types of this dialect")
    types.add_argument("--direction", choices=("write", "read"), help="only types that are sent in this direction")
    schema = add_command(
        commands,
        "schema",
        _schema,
        help="print the JSON Schema of a wire type",
        more="The schema for writing is strict; the one for reading accepts everything that a reader must accept.",
        example="pytest-realtime schema ServerVad --direction=read",
    )
    schema.add_argument("name", metavar="NAME", help="a wire type; pytest-realtime types lists them")
    schema.add_argument("--direction", choices=("write", "read"), default="write", help="default: write")


def _types(known: argparse.Namespace) -> int:
    from pytest_realtime.cli.type_help import KINDS, describe
    from pytest_realtime.wire import UnknownWireType, get_wire_type, shape_of, wire_types

    if known.name is not None:
        try:
            print(*describe(get_wire_type(known.name)), sep="\n")
        except UnknownWireType as error:
            return failed("types", error, 2)
        return 0
    rows = [
        (entry.name, KINDS[type(shape_of(entry.python))], entry.dialect, "/".join(sorted(entry.directions)))
        for entry in sorted(wire_types(dialect=known.dialect, direction=known.direction), key=lambda one: one.name)
    ]
    print(*table([("NAME", "KIND", "DIALECT", "DIRECTIONS"), *rows]), sep="\n")
    return 0


def _schema(known: argparse.Namespace) -> int:
    from pytest_realtime.wire import UnknownWireType
    from pytest_realtime.wire.json_schema import json_schema

    try:
        schema = json_schema(known.name, direction=known.direction)
    except UnknownWireType as error:
        return failed("schema", error, 2)
    print(json.dumps(schema, indent=2, ensure_ascii=False))
    return 0
