"""Read an OpenAPI document from a file, in JSON or YAML."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class DocumentError(Exception):
    """A file that can't be read as an OpenAPI document; the message says why, on one line."""


def load_document(path: Path) -> Mapping[str, Any]:
    """Return the document in a file: YAML if its suffix is ``.yaml`` or ``.yml``, else JSON.

    Raises:
        DocumentError: when the file cannot be read, is not an OpenAPI document, or is YAML and PyYAML is missing
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = _from_yaml(text) if path.suffix.lower() in (".yaml", ".yml") else json.loads(text)
    except OSError as error:
        raise DocumentError(f"{path}: can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise DocumentError(f"{path}: is not UTF-8 text") from None
    except RecursionError:
        raise DocumentError(f"{path}: is nested too deeply") from None
    except ValueError as error:
        reason = " ".join(str(error).split())
        raise DocumentError(f"{path}: is not valid {_format(path)}: {reason}") from None
    except ModuleNotFoundError:
        needed = "needs the package PyYAML, which is not installed: pip install 'pytest-realtime[yaml]'"
        raise DocumentError(f"{path}: reading YAML {needed}; or give the document as JSON") from None
    return _checked(path, content)


def _format(path: Path) -> str:
    return "YAML" if path.suffix.lower() in (".yaml", ".yml") else "JSON (a YAML file has to be named .yaml)"


def _checked(path: Path, content: Any) -> Mapping[str, Any]:
    holder = content.get("components") if isinstance(content, Mapping) else None
    schemas = holder.get("schemas") if isinstance(holder, Mapping) else None
    if not isinstance(schemas, Mapping) or not schemas:
        raise DocumentError(f"{path}: is not an OpenAPI document: it has no schemas in components/schemas")
    found: Mapping[str, Any] = content
    return found


def _from_yaml(text: str) -> Any:
    import yaml

    class Loader(yaml.SafeLoader):
        """Reads scalars as YAML 1.2 and JSON do: ``no`` and dates are strings, keys are what they look like."""

    # A table of its own: the inherited one is shared by all users of the package.
    Loader.yaml_implicit_resolvers = {}
    for tag, pattern, first in _SCALARS:
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
    try:
        # A safe loader: it constructs plain values only.
        return yaml.load(text, Loader)  # noqa: S506
    except yaml.YAMLError as error:
        raise ValueError(error) from None


_SCALARS: tuple[tuple[str, str, list[str]], ...] = (
    ("null", r"^(?:null|Null|NULL|~|)$", ["n", "N", "~", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
)
"""The plain values of YAML 1.2: tag, form and the characters with which one may begin."""
