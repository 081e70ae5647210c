"""Do our types still say what OpenAI publishes? Compares them with an OpenAPI document, member by member."""

from pytest_realtime.drift.differences import Difference, compare, differences
from pytest_realtime.drift.intended import INTENDED, Intended, intention, unintended

__all__ = ["INTENDED", "Difference", "Intended", "compare", "differences", "intention", "unintended"]
