"""Clients to test: the interface that all of them share, clients in this process, and their names.

The optional packages (openai, attrs and cattrs, msgspec) are imported only when a client needs them.
"""

from pytest_realtime.clients.card import Card
from pytest_realtime.clients.client import Client, ClientError, ClientRequest, ListenRequest, Response, Status
from pytest_realtime.clients.in_process import InProcessClient, Rejected, Unsupported
from pytest_realtime.clients.models import models_client
from pytest_realtime.clients.spec import load_client, registered_clients

__all__ = [
    "Card",
    "Client",
    "ClientError",
    "ClientRequest",
    "InProcessClient",
    "ListenRequest",
    "Rejected",
    "Response",
    "Status",
    "Unsupported",
    "load_client",
    "models_client",
    "registered_clients",
]
