"""Generated payloads: from a few bytes to a valid payload of any wire type.

Theory of operation
===================

Strategies put together from Hypothesis' own parts draw each member by itself. That is slow, and a state four
optional levels deep shows once in hundreds of examples, while Hypothesis runs a hundred by default. This
generator draws a string of bytes and builds the payload from it. ``benchmarks/RESULTS.md`` holds it to its
reasons: at least twice the examples a second of a naive hand-written strategy (2.42 times measured), and in 100
examples at least 95 % of a session's states (99.2 % measured; hand-written 56 %).

The steps, with the small type ``SemanticVad`` as an example:

**compile** turns the shape of a wire type into a tree of **nodes**, once. Each node owns a fixed range of
the bytes, so that no decision moves the bytes of another one:

>>> from pytest_realtime.payloads.generation.compile import generator_tree_of
>>> from pytest_realtime.payloads.generation.nodes import FULLNESS, Plan
>>> tree = generator_tree_of("SemanticVad")
>>> [(slot.name, slot.width) for slot in tree.slots]
[('type', 0), ('eagerness', 2), ('create_response', 2), ('interrupt_response', 2)]

``type`` is fixed and needs no byte. Every other member has a byte for its presence and one for its value::

    byte     0          1       2          3       4          5
             eagerness          create_response    interrupt_response
             presence   value   presence   value   presence   value

A member whose presence byte lies below the plan's threshold is absent. Under the sparse threshold, 224:

>>> sparse, middling, dense = FULLNESS
>>> tree.build(Plan(sparse), bytes([230, 2, 0, 0, 255, 1]), 0)
{'type': 'semantic_vad', 'eagerness': 'high', 'interrupt_response': True}

The 2 chose the third value of the enum, and the 1 means true. Zeros build the smallest payload, and shrinking
lowers bytes towards zeros:

>>> tree.build(Plan(sparse), bytes(6), 0)
{'type': 'semantic_vad'}

**coverage** lists the states that payloads can show: a member absent, null or set, a variant of a union, a value
of an enum. Each comes with the decisions that force it, by node number: the object (node 0) has to have the
member ``eagerness``, and the enum (node 2) has to take its third value.

>>> from pytest_realtime.payloads.generation.coverage import coverage_targets_of, states_of
>>> targets = coverage_targets_of("SemanticVad")
>>> len(targets), targets[4].path, targets[4].state, targets[4].decisions
(10, ('eagerness',), 'high', {0: {'eagerness': 'value'}, 2: 2})
>>> tree.build(Plan(sparse, targets[4].decisions), bytes(6), 0)
{'type': 'semantic_vad', 'eagerness': 'high'}
>>> sorted(states_of("SemanticVad", {"type": "semantic_vad", "eagerness": "high"}))
[1, 4, 6, 8]

**plan** reads a payload's first bytes, its head: one chooses how full it is, and each further pair of bytes a
coverage target to force. Here byte 1 means middling and bytes 2 and 3 the tenth target of the schedule:

>>> from pytest_realtime.payloads.generation.plan import head_size, plan_of
>>> head_size("SemanticVad")
11
>>> plan_of("SemanticVad", bytes([1, 0, 10]), {})
Plan(threshold=96, forced={0: {'eagerness': 'value'}, 2: 2})

**strategy** draws head and body with Hypothesis, for users' tests. The contract suite takes random ones, which is
five times as fast, and **payload_bytes** shrinks those of a failing payload. **minimize** then removes from it what
was forced and does not matter. **pairwise** needs no randomness: it packs states, or pairs of states, into as few
payloads as it can.

>>> from pytest_realtime.payloads.generation.pairwise import covering
>>> for payload in covering("SemanticVad", strength=1).payloads:
...     print(payload)
{'type': 'semantic_vad'}
{'type': 'semantic_vad', 'eagerness': 'low', 'create_response': False, 'interrupt_response': True}
{'type': 'semantic_vad', 'eagerness': 'medium'}
{'type': 'semantic_vad', 'eagerness': 'high'}
{'type': 'semantic_vad', 'eagerness': 'auto'}
"""
