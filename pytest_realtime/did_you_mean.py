"""The hint at what was probably meant, for messages about an unknown name."""

from collections.abc import Iterable


def did_you_mean(name: object, known: Iterable[str]) -> str:
    """Return ``" (did you mean 'name'?)"``, or nothing when no known name is near."""
    from difflib import get_close_matches  # only a message needs it

    near = get_close_matches(str(name), list(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""
