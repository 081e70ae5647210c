"""Payloads with exactly one thing wrong, enumerated or generated.

A mutation is one thing to do to a valid value. ``value_mutations`` and ``type_mutations`` list those of a shape,
``enumerate`` applies them in every place of a wire type, and ``strategy`` applies them to generated payloads.
"""
