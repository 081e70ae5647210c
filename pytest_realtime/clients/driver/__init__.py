"""Clients in other programs: the ``cmd:`` transport, which speaks the driver protocol over stdin and stdout.

A *driver* wraps a client of any language. From the bytes up: :mod:`lines` splits what it writes,
:mod:`process` starts, feeds and ends it, :mod:`messages` knows requests and answers, :mod:`conversation`
keeps questions and answers together, and :mod:`client` is what the suite asks.
"""

from pytest_realtime.clients.driver.client import DriverClient

__all__ = ["DriverClient"]
