"""How bytes are judged: what a client should have written, what it wrote, and whether that is known.

Everything here works on text that is there already. The judge asks no client, knows no transport and
prints nothing: it turns two JSON texts into findings, and findings into a verdict.

- :func:`compare` explains every difference between two JSON texts by a :class:`Finding`
- :func:`load_deviations` and :class:`KnownDeviations` say what a client is known to do differently
- :func:`verdict` tells what findings come to
- :func:`mask` keeps secrets out of all that is told
"""

from pytest_realtime.deviations.file import DeviationsError, load_deviations
from pytest_realtime.deviations.model import Deviation, KnownDeviations, Listed, entry, judge_listed
from pytest_realtime.judge.compare import Additions, compare, equal
from pytest_realtime.judge.findings import ERRORS, MEANINGS, Finding, FindingKind
from pytest_realtime.judge.redaction import mask
from pytest_realtime.judge.verdicts import Verdict, verdict

__all__ = [
    "ERRORS",
    "MEANINGS",
    "Additions",
    "Deviation",
    "DeviationsError",
    "Finding",
    "FindingKind",
    "KnownDeviations",
    "Listed",
    "Verdict",
    "compare",
    "entry",
    "equal",
    "judge_listed",
    "load_deviations",
    "mask",
    "verdict",
]
