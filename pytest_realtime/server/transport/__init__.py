"""The sockets of the local server: bytes of clients in, actions of the API out.

Theory of operation
===================

One thread runs one asyncio loop and owns everything here; tests only read the records that it writes. Each part
knows the ones below it in this list::

    ServingThread     listens, and stops in an orderly way
    HttpHandler       speaks HTTP on a socket: reads requests (HttpReader, h11), asks the API, writes its replies;
                      where the API accepts a WebSocket, it hands the socket over to a
    WebSocketHandler  reads and writes frames (WebSocket, websockets' protocol without I/O), keeps an inbox of what
                      the API has not processed yet, and carries out the API's actions in order, those of each
                      Lane: a response runs in one of its own, beside the other answers
    ClientSocket      the bytes of one socket, TLS and closing; passes bytes to its present handler
    ServerState       what all sockets share: the API, the recorder, limits, loop, open sockets, DispatchQueue
    DispatchQueue     decides which handler's inbox is processed next

Recording and processing are two steps. What arrives is recorded in the turn of the loop in which it was read, so
that order and time are true on all sockets. The API processes it in a later turn. So a slow API delays no record,
a flood on one connection delays no other one, and a test can wait for a message before the server has answered it.

Example: the way of one frame. A client sends ``{"type": "response.create"}`` as one masked frame of 33 bytes.

1.  The loop reads 33 bytes and calls ``ClientSocket.data_received``, which calls ``WebSocketHandler.feed``.
2.  ``WebSocket.feed`` parses and unmasks them. The frame is the last of its message, so ``WebSocket.collect``
    appends
    ``Frame("text", b'{"type": "response.create"}', time, order=7)`` to ``connection.client_messages``.
3.  ``feed`` puts the frame into the handler's inbox. It was empty, so the handler joins the ``DispatchQueue``,
    which
    asks the loop for a turn. ``ClientSocket`` notifies the tests that wait.
4.  In that turn the queue calls ``WebSocketHandler.process_next``, which calls ``Api.on_message(connection,
    frame)``
    and gets actions: ``[Send('{"type": "response.created", …}'), …]``.
5.  ``WebSocketHandler.perform`` carries them out. ``WebSocket.send`` records the message as number 8 in
    ``connection.server_messages`` and frames it; ``ClientSocket.write`` passes the bytes to the loop.

The client's close frame and the end of its socket go through the same inbox. So the close frame is answered, and
``Api.on_close`` is called, after everything that the client sent before. A stop does the same for all connections:
it reads what is on its way, processes what is recorded, and closes the sockets with 1001.
"""
