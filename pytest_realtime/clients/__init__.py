"""Who is asked: the interface behind which every client stands, the clients in this process, and their names.

The optional packages (openai, attrs and cattrs, msgspec) are imported only when a client needs them.
"""

from pytest_realtime.clients.card import Card
from pytest_realtime.clients.inprocess import InProcessClient, Rejected, Unsupported
from pytest_realtime.clients.interface import Client, ClientError, Request
from pytest_realtime.clients.models import models_client
from pytest_realtime.clients.naming import load_client, registered_clients
from pytest_realtime.clients.outcome import Answer, Outcome

__all__ = [
    "Answer",
    "Card",
    "Client",
    "ClientError",
    "InProcessClient",
    "Outcome",
    "Rejected",
    "Request",
    "Unsupported",
    "load_client",
    "models_client",
    "registered_clients",
]
