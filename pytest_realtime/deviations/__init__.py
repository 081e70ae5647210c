"""Known deviations: the file that lists what a client is known to do differently, each with a reason.

- :mod:`model` finds the entry for a client and a contract, and compares it with what happened
- :mod:`file` reads a file, checks every entry, and writes entries
- :mod:`record` updates a file from the report of a full run
"""
