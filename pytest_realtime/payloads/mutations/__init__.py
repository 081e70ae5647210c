"""Payloads with exactly one thing wrong, enumerated or generated.

A :class:`~pytest_realtime.payloads.mutations.mutation.Mutation` is one thing to do to a valid value. ``values`` and
``types`` list the mutations that a shape has, ``enumerate`` applies them in every place of a wire type, and
``strategy`` applies them to generated payloads.
"""
