"""The message of a response in one line, as findings show it."""

import re

from pytest_realtime.clients import Response
from pytest_realtime.judge import mask
from pytest_realtime.judge.formatting import cut

_CALLS = re.compile(r'(?:^Traceback .*\n)?(?:^  File ".*\n(?:^    .*\n)*)+', re.MULTILINE)


def summary_of(response: Response) -> str:
    """Shorten a message to the one line of a finding, without the calls of a traceback."""
    # Mask first: a secret that is cut in two is no longer recognised.
    message = _CALLS.sub("", mask(response.message))
    return cut(" ".join(message.split())) or str(response.status)
