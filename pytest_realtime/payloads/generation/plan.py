"""What the first bytes of a generated payload decide: how full it is, and which coverage targets it has to show.

Left to chance, a state four optional levels deep shows once in hundreds of payloads, while Hypothesis runs a
hundred examples by default. So the schedule holds each coverage target as often as chance leaves it short:
``eagerness: high`` of ``SemanticVad`` has a chance of 0.03, which makes 1 of the 33 payloads in a hundred that
force nothing. It should show 5 times, so it is in the schedule 4 times.
"""

from functools import cache
from math import ceil

from pytest_realtime.payloads.generation.coverage import (
    CoverageTarget,
    Decisions,
    agree,
    coverage_targets_of,
    merge,
)
from pytest_realtime.payloads.generation.nodes import FULLNESS, Plan

SAMPLE = 100
"""Hypothesis' default for ``max_examples``."""
HITS = 5
"""How often each state should show in a sample.

If it shows at random, a state that is expected 5 times is missing from one sample in 150 (e**-5), so that a session
of 266 states misses two; ``benchmarks/generation.py`` measures 99.2 %.
"""
_FORCED_SHARE = 0.6
"""The part of the schedule that a sample's payloads force; the rest shows along the way.

Each target takes two bytes of the head, and a longer head takes longer to shrink.
"""
_LEAST_TARGETS = 5
"""How many targets a payload forces at least. In small types many of them clash, and drawing more costs nothing."""
_UNDIRECTED = 1
"""How many of ``FULLNESS``, sparsest first, force nothing: the small payloads and the absences come from there."""
_STRIDE = 7919
"""From a target that can't be shown to the next one to try. A prime, so that all come round; and so long that the
next one is about something else, since neighbours are in the same variant of a union."""
_MOST_TRIES = 64
"""How many are tried: most unions have fewer variants."""
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
    targets = _FORCED_SHARE * len(schedule_of(name)) / (SAMPLE - _UNDIRECTED_PER_SAMPLE)
    return 1 + 2 * max(_LEAST_TARGETS, ceil(targets))


def plan_of(name: str, head: bytes, narrowing: Decisions) -> Plan:
    """What the head, the first bytes, decides; zeros force nothing.

    Where decisions clash, those of the caller's ``narrowing`` win, then those of earlier targets; what can't be
    shown then makes room for something that can.
    """
    fullness = head[0] % len(FULLNESS)
    plan = Plan(FULLNESS[fullness], narrowing)
    if fullness < _UNDIRECTED:
        return plan
    schedule = schedule_of(name)
    for index in range(1, head_size(name), 2):
        chosen = (head[index] * 256 + head[index + 1]) % (len(schedule) + 1)
        if chosen:
            plan.forced = merge(plan.forced, _fitting(schedule, chosen - 1, plan.forced))
    return plan


def _fitting(schedule: tuple[CoverageTarget, ...], chosen: int, forced: Decisions) -> Decisions:
    """The decisions of the chosen target, or of another one if they clash with what is forced already."""
    for step in range(_MOST_TRIES):
        decisions = schedule[(chosen + step * _STRIDE) % len(schedule)].decisions
        if agree(forced, decisions):
            return decisions
    return {}
