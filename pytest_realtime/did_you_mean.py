"""The hint at what was probably meant, for messages about an unknown name."""

from collections.abc import Iterable


def did_you_mean(name: object, known: Iterable[str]) -> str:
    """Return ``" (did you mean 'name'?)"``, or nothing when no known name is near."""
    near = nearest(name, known)
    return f" (did you mean {near!r}?)" if near else ""


def nearest(name: object, known: Iterable[str]) -> str:
    """Return the known name that is most like ``name``, of several alike the first; empty when none is near."""
    from difflib import get_close_matches  # only a message needs it

    return next(iter(get_close_matches(str(name), list(known), n=1)), "")
