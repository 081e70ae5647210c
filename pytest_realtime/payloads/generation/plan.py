"""What the first bytes of a generated payload decide: how full it is, and which coverage targets it has to show.

Left to chance, a state four optional levels deep shows once in hundreds of payloads, while Hypothesis runs a
hundred examples by default. So the schedule holds each coverage target as often as chance leaves it short:
``eagerness: high`` of ``SemanticVad`` has a chance of 0.13, which makes 4.4 of the 33 payloads in a hundred that
force nothing. It should show 5 times, so it is in the schedule once.
"""

from functools import cache
from math import ceil

from pytest_realtime.payloads.generation.coverage import CoverageTarget, Decisions, coverage_targets_of, merge
from pytest_realtime.payloads.generation.nodes import FULLNESS, Plan

SAMPLE = 100
"""Hypothesis' default for ``max_examples``."""
HITS = 5
"""How often each state should show in a sample.

If it shows at random, a state that is expected 5 times is missing from one sample in 150 (e**-5), so that a session
of 266 states misses two; ``benchmarks/generation.py`` measures 99.2 %.
"""
_UNDIRECTED = 1
"""How many of ``FULLNESS``, sparsest first, force nothing: the small payloads and the absences come from there."""
_UNDIRECTED_PER_SAMPLE = SAMPLE * _UNDIRECTED / len(FULLNESS)


@cache
def schedule_of(name: str) -> tuple[CoverageTarget, ...]:
    """The coverage targets that chance leaves short, each as often as a sample has to force it."""
    return tuple(
        target
        for target in coverage_targets_of(name)
        for _ in range(round(HITS - _UNDIRECTED_PER_SAMPLE * target.chance))
    )


@cache
def head_size(name: str) -> int:
    """How many bytes decide about a payload as a whole: one for its fullness, two for each target that it forces.

    The payloads that are directed, two thirds of a sample, share the schedule among them.
    """
    return 1 + 2 * ceil(len(schedule_of(name)) / (SAMPLE - _UNDIRECTED_PER_SAMPLE))


def plan_of(name: str, head: bytes, narrowing: Decisions) -> Plan:
    """What the head decides; zeros force nothing.

    Where decisions clash, those of the caller's ``narrowing`` win, then those of earlier targets.
    """
    fullness = head[0] % len(FULLNESS)
    plan = Plan(FULLNESS[fullness], narrowing)
    if fullness < _UNDIRECTED:
        return plan
    schedule = schedule_of(name)
    for index in range(1, len(head), 2):
        chosen = (head[index] * 256 + head[index + 1]) % (len(schedule) + 1)
        if chosen:
            plan.forced = merge(plan.forced, schedule[chosen - 1].decisions)
    return plan
