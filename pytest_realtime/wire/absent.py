"""``MISSING``, the value of a member that is absent: neither null nor written.

pydantic has moved its public place: ``pydantic.experimental.missing_sentinel`` in 2.13, deprecated and replaced by
``pydantic`` itself in 2.14. Both re-export the one of pydantic-core, which every supported version has.
"""

from pydantic_core import MISSING

__all__ = ["MISSING"]
