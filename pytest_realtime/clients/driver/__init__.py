"""Clients in other programs: the ``cmd:`` transport, which speaks the driver protocol over stdin and stdout.

A *driver* wraps a client in any language. From the bytes up: :mod:`line_reader` splits what it writes into lines,
:mod:`process` starts, feeds and ends it, :mod:`protocol` knows requests and answers, :mod:`driver_session` matches
answers to requests, and :mod:`client` is the client that the suite uses.
"""

from pytest_realtime.clients.driver.client import DriverClient

__all__ = ["DriverClient"]
