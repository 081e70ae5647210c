"""The subcommands of ``pytest-realtime``, one module each, with a function ``add`` that :mod:`main` calls.

Each imports what it needs when it runs, so that ``--help`` is fast.
"""
