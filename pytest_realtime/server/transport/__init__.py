"""How bytes travel: HTTP/1.1 and WebSockets on one loopback port, in one thread of its own."""
