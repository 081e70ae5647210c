"""Compare the wire types with what OpenAI publishes: an OpenAPI document, member by member."""

from pytest_realtime.drift.differences import Difference, compare, differences
from pytest_realtime.drift.intended import INTENDED, intention, unintended
from pytest_realtime.drift.intention import Intended

__all__ = ["INTENDED", "Difference", "Intended", "compare", "differences", "intention", "unintended"]
