"""What a server says on one connection, as data: the streams that clients are asked to listen to.

- :mod:`~pytest_realtime.payloads.streams.stream` is a stream and its events.
- :mod:`~pytest_realtime.payloads.streams.scenes` are parts of conversations, such as a turn.
- :mod:`~pytest_realtime.payloads.streams.surprises` are what no client can know yet.
- :mod:`~pytest_realtime.payloads.streams.catalogue` has all streams.

Each event is the maximal example of its wire type, with the ids and texts of its scene, so that a stream is a
conversation as a server would hold it (rulings O): clients that keep state can follow it.
"""
