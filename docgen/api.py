"""The pages of the Python API: signatures, docstrings, attributes and methods of every public name."""

import re
from collections.abc import Iterator, Sequence

import griffe

from docgen.markdown import NONE, code, fence, inline, paragraphs, table
from docgen.markdown import page as page_of
from docgen.public import PAGES, Found, bases_of, found, names_on

WIDTH = 100
"""The longest line of a signature; a longer one gets a line per parameter."""
_STARS = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}


def page(name: str) -> str:
    """Write the page of one group of names."""
    title, lead, _ = PAGES[name]
    names = names_on(name)
    shown: set[Found] = _of_protocols(names)
    parts = (part for each in names for part in _section(each, shown))
    return page_of(title, lead, *parts, *_types_used(names))


def _of_protocols(names: Sequence[str]) -> set[Found]:
    """Methods of a page's classes that its protocols explain, such as ``apply`` of a fault."""
    classes = [one for name in names if isinstance(one := found(name), griffe.Class)]
    protocols = [one for one in classes if "Protocol" in _bases(one)]
    explained = {each.name for one in protocols for each in _members(one) if isinstance(each, griffe.Function)}
    others = [one for one in classes if one not in protocols]
    return {each for one in others for each in _members(one) if each.name in explained}


def _bases(one: griffe.Class) -> list[str]:
    return [str(base) for base in one.bases]


def _section(name: str, shown: set[Found]) -> Iterator[str]:
    one = found(name)
    yield f"## {name.rpartition('.')[2]}"
    if isinstance(one, griffe.Alias):  # another package's object: our module says what it is here
        yield fence(f"{name} = {one.target_path}", "python")
        yield _doc(one.parent)
    elif isinstance(one, griffe.Class):
        yield from _class(name, one, shown)
    elif isinstance(one, griffe.Function):
        yield from _function(name, one)
    elif isinstance(one, griffe.Attribute):
        is_shown = one.value is not None and len(str(one.value)) <= WIDTH and not one.name.startswith("__")
        yield fence(f"{name} = {one.value}" if is_shown else name, "python")
        yield _doc(one)


def _doc(one: Found | None) -> str:
    return paragraphs(one.docstring.value if one and one.docstring else "")


def _class(name: str, one: griffe.Class, shown: set[Found]) -> Iterator[str]:
    is_called = not {"Protocol", "Enum", "StrEnum"} & set(_bases(one))
    yield fence(_call(f"class {name}", _of_constructor(one) if is_called else [], "", empty=""), "python")
    bases = ", ".join(base for base in _bases(one) if base not in ("NamedTuple", "Protocol"))
    if bases:
        yield f"Base: {code(bases)}"
    yield _doc(one)
    members = [each for each in _members(one) if each not in shown]
    shown.update(members)  # a base that follows its subclass on a page has only its own to show
    attributes = [each for each in members if isinstance(each, griffe.Attribute)]
    if rows := [row for each in attributes for row in _attribute(each, is_enum="Enum" in bases)]:
        yield table(["attribute", "value" if "Enum" in bases else "type", "meaning"], rows)
    for each in members:
        if isinstance(each, griffe.Function):
            yield f"### {one.name}.{each.name}"
            yield from _function(each.name, each)


def _members(one: griffe.Class) -> list[griffe.Object]:
    """The public members, those of the package's own bases last."""
    members: dict[str, griffe.Object] = {}
    for each in [one, *bases_of(one)]:
        for name, member in each.members.items():
            if not name.startswith("_") and isinstance(member, griffe.Attribute | griffe.Function):
                members.setdefault(name, member)
    return list(members.values())


def _attribute(one: griffe.Attribute, *, is_enum: bool) -> Iterator[tuple[str, ...]]:
    """A row, if there is more to say than the signature does."""
    if one.docstring or is_enum:
        meaning = one.docstring.value.split("\n\n")[0] if one.docstring else ""
        second = one.value if is_enum else _annotation(one.annotation)
        yield code(one.name), code(second) if second else NONE, inline(meaning) or NONE


def _function(name: str, one: griffe.Function) -> Iterator[str]:
    parameters = [each for each in one.parameters if each.name not in ("self", "cls")]
    returns = _annotation(one.returns) if one.returns else ""
    kind = next((f"@{label}\n" for label in ("classmethod", "staticmethod") if label in one.labels), "")
    prefix = "async def" if "async" in one.labels else "def"
    yield fence(kind + _call(f"{prefix} {name}", _spelled(parameters), returns), "python")
    yield _doc(one)


def _of_constructor(one: griffe.Class) -> list[str]:
    if "NamedTuple" in _bases(one) or any("dataclass" in str(each.value) for each in one.decorators):
        return [line for each in one.members.values() if (line := _field(each))]
    made = next((each.members["__init__"] for each in [one, *bases_of(one)] if "__init__" in each.members), None)
    parameters = made.parameters if isinstance(made, griffe.Function) else ()
    return _spelled([each for each in parameters if each.name != "self"])


def _field(one: Found) -> str:
    """A member of a named tuple or a dataclass as a parameter; empty if it is none."""
    if not isinstance(one, griffe.Attribute) or one.annotation is None or "property" in one.labels:
        return ""
    value = str(one.value or "")
    if "ClassVar" in str(one.annotation) or "init=False" in value or one.name.startswith("_"):
        return ""
    factory = re.search(r"default_factory=(.*?)[,)]", value)
    value = f"{factory[1]}()" if factory else value
    return f"{one.name}: {_annotation(one.annotation)}" + (f" = {value}" if value else "")


def _call(name: str, parameters: Sequence[str], returns: str, empty: str = "()") -> str:
    arrow = f" -> {returns}" if returns else ""
    line = f"{name}({', '.join(parameters)}){arrow}" if parameters else f"{name}{empty}{arrow}"
    if len(line) <= WIDTH:
        return line
    return f"{name}(\n" + "".join(f"    {each},\n" for each in parameters) + f"){arrow}"


def _spelled(parameters: Sequence[griffe.Parameter]) -> list[str]:
    spelled: list[str] = []
    for each in parameters:
        is_keyword = each.kind is griffe.ParameterKind.keyword_only
        if is_keyword and not any(line.startswith("*") for line in spelled):
            spelled.append("*")
        annotation = f": {_annotation(each.annotation)}" if each.annotation is not None else ""
        default = f" = {each.default}" if each.default is not None and each.kind not in _STARS else ""
        spelled.append(f"{_STARS.get(each.kind, '')}{each.name}{annotation}{default}")  # type: ignore[arg-type]
    return spelled


def _annotation(annotation: str | griffe.Expr | None) -> str:
    return str(annotation).replace('"', "") if annotation is not None else ""


def _types_used(names: Sequence[str]) -> Iterator[str]:
    """The aliases that stand in the signatures of a page, such as ``Created``, with their values."""
    rows = {
        alias.name: (code(alias.name), code(alias.value), inline(alias.docstring.value if alias.docstring else ""))
        for name in names
        for alias in _aliases(found(name))
    }
    own = {name.rpartition(".")[2] for name in names}
    rows = {name: row for name, row in rows.items() if name not in own}
    if rows:
        yield "## Names of types in these signatures"
        yield table(["name", "stands for", "meaning"], [rows[name] for name in sorted(rows)])


def _aliases(one: Found) -> Iterator[griffe.Attribute]:
    members = _members(one) if isinstance(one, griffe.Class) else []
    for each in [one, *members]:
        annotations: list[str | griffe.Expr | None] = []
        if isinstance(each, griffe.Function):
            annotations = [each.returns, *(parameter.annotation for parameter in each.parameters)]
        elif isinstance(each, griffe.Attribute):
            annotations = [each.annotation]
        elif isinstance(each, griffe.Class) and "__init__" in each.members:
            annotations = [parameter.annotation for parameter in each.parameters]
        for annotation in annotations:
            yield from _aliases_in(annotation)


def _aliases_in(annotation: str | griffe.Expr | None) -> Iterator[griffe.Attribute]:
    if not isinstance(annotation, griffe.Expr):
        return
    inner = [annotation] if isinstance(annotation, griffe.ExprName) else annotation.iterate(flat=True)
    for each in inner:
        if isinstance(each, griffe.ExprName) and each.canonical_path.startswith("pytest_realtime."):
            alias = _resolved(each.canonical_path)
            if (
                isinstance(alias, griffe.Attribute)
                and alias.value is not None
                and "TypeVar" not in str(alias.value)
            ):
                yield alias


def _resolved(path: str) -> Found | None:
    try:
        return found(path)
    except KeyError:
        return None
