"""The subcommands of ``pytest-realtime``, one module each, with a function ``add`` that ``cli`` calls.

A module imports the rooms that it needs when it runs: telling about a command costs nothing.
"""
