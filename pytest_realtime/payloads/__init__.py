"""Payloads: enumerated cases, covering sets, generated payloads, and payloads with exactly one thing wrong.

- :mod:`pytest_realtime.strategies` has the Hypothesis strategies for users.
- :mod:`~pytest_realtime.payloads.generation` generates valid payloads, and builds covering sets (``pairwise``).
- :mod:`~pytest_realtime.payloads.mutations` enumerates and generates invalid payloads.
- :mod:`~pytest_realtime.payloads.cases` enumerates what the contracts check.
- :mod:`~pytest_realtime.payloads.lint` finds every rule that a payload breaks, advisory ones included.

All of it is derived from the shapes of the wire types.
"""
