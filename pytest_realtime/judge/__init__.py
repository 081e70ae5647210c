"""The judge: compares what a client wrote with what was expected.

It works on text alone. It runs no client, knows no transport and prints nothing.

- :func:`compare` explains every difference between two JSON texts as a :class:`Finding`
- :func:`verdict` turns findings into a verdict
- :func:`mask` keeps secrets out of messages and reports
"""

from pytest_realtime.judge.compare import Additions, compare, equal
from pytest_realtime.judge.findings import ERRORS, MEANINGS, REJECTIONS, Finding, FindingKind
from pytest_realtime.judge.redaction import mask
from pytest_realtime.judge.verdicts import Verdict, verdict

__all__ = [
    "ERRORS",
    "MEANINGS",
    "REJECTIONS",
    "Additions",
    "Finding",
    "FindingKind",
    "Verdict",
    "compare",
    "equal",
    "mask",
    "verdict",
]
