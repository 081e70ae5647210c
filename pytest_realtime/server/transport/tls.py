"""TLS for clients that insist on ``https`` and ``wss``: a certificate authority for this process alone."""

import functools
import os
import ssl
import tempfile
from pathlib import Path
from typing import Any

NAMES = ("localhost", "127.0.0.1", "::1")
NO_TRUSTME = (
    "RealtimeServer(tls=True) needs the package trustme, which creates the certificates; "
    "install it with: pip install 'pytest-realtime[tls]'"
)


@functools.cache
def _authority() -> tuple[Any, ssl.SSLContext]:
    try:
        import trustme
    except ImportError:
        raise RuntimeError(NO_TRUSTME) from None
    authority = trustme.CA(key_type=trustme.KeyType.ECDSA)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*NAMES, key_type=trustme.KeyType.ECDSA).configure_cert(context)
    context.set_alpn_protocols(["http/1.1"])
    return authority, context


def server_context() -> ssl.SSLContext:
    """Return the TLS settings of every server of this process.

    Raises:
        RuntimeError: trustme is not installed.
    """
    return _authority()[1]


def write_bundle() -> Path:
    """Write the certificate that clients have to trust to a new file; the caller deletes it."""
    descriptor, name = tempfile.mkstemp(prefix="pytest-realtime-", suffix=".pem")
    with os.fdopen(descriptor, "wb") as file:
        file.write(_authority()[0].cert_pem.bytes())
    return Path(name)
