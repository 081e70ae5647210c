"""What is sent: enumerated cases, covering sets, drawn payloads, and payloads that are wrong in one way.

- :mod:`pytest_realtime.strategies` draws valid payloads with Hypothesis
- :func:`pytest_realtime.payloads.generation.pairwise.covering` lists payloads in which every pair of settings occurs
- :func:`pytest_realtime.payloads.mutations.enumerate.every_fault` lists payloads with exactly one thing wrong
- :func:`pytest_realtime.payloads.lint.problems_of` tells the rulings that a payload breaks, of every level
- :mod:`pytest_realtime.payloads.cases.write` and ``read_cases`` enumerate what the contracts ask

All of it is derived from the shapes of the wire types.
"""
