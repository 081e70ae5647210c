"""The contract suite: what must hold of every client of the Realtime API, and the tests that ask it."""
