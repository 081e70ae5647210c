"""Generated conversations: what a client may send, in an order that the API allows, and what a server answers.

- :mod:`~pytest_realtime.payloads.conversation.conversation_state` holds what both sides know of a conversation.
- :mod:`~pytest_realtime.payloads.conversation.response_stream` streams one response.
- :mod:`~pytest_realtime.payloads.conversation.steps` are what a client can do next.
- :mod:`~pytest_realtime.payloads.conversation.dialogue` is the strategy that chains steps.

The order is that of the rulings O; the levels of :mod:`pytest_realtime.wire` decide about each payload.
"""
