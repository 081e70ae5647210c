"""Compare the wire types with what OpenAI publishes: an OpenAPI document, member by member."""

from pytest_realtime.drift.differences import Difference, compare, differences
from pytest_realtime.drift.intended import INTENDED, Intended, intention, unintended

__all__ = ["INTENDED", "Difference", "Intended", "compare", "differences", "intention", "unintended"]
