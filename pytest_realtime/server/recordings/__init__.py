"""Recordings of sessions: their format, and reading them. Nothing here is imported until a recording is read."""
