"""What a drawn payload aims at: its first bytes choose how full it is and which rare states it has to show.

Left to chance, a state four optional levels deep shows once in hundreds of payloads, and Hypothesis draws a
hundred by default. So each state is aimed at as often as chance leaves it short.
"""

from functools import cache
from math import ceil

from pytest_realtime.payloads.generation.coverage import CoverageTarget, Decisions, coverage_targets_of, merge
from pytest_realtime.payloads.generation.nodes import FULLNESS, Plan

HITS, WITHIN = 5, 100
"""Each state should show so often within so many payloads."""
_AIMLESS = 1
"""So many of the fullnesses, sparse ones first, aim at nothing: there small payloads and absences show."""
_LEFT_TO_CHANCE = WITHIN * _AIMLESS / len(FULLNESS)
"""How many of so many payloads these are."""


@cache
def aims_of(name: str) -> tuple[CoverageTarget, ...]:
    """The states of a wire type that chance leaves short, each as often as it has to be aimed at."""
    return tuple(
        target for target in coverage_targets_of(name) for _ in range(round(HITS - _LEFT_TO_CHANCE * target.chance))
    )


@cache
def head_size(name: str) -> int:
    """How many bytes decide about a payload as a whole: one for its fullness, two for each aim."""
    return 1 + 2 * ceil(len(aims_of(name)) / (WITHIN - _LEFT_TO_CHANCE))


def plan_of(name: str, head: bytes, fixed: Decisions) -> Plan:
    """What bytes decide; zeros aim at nothing. What is fixed wins over aims, and earlier aims over later ones."""
    fullness = head[0] % len(FULLNESS)
    plan = Plan(FULLNESS[fullness], fixed)
    if fullness < _AIMLESS:
        return plan
    aims = aims_of(name)
    for index in range(1, len(head), 2):
        chosen = (head[index] * 256 + head[index + 1]) % (len(aims) + 1)
        if chosen:
            plan.forced = merge(plan.forced, aims[chosen - 1].decisions)
    return plan
