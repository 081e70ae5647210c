"""The checks behind ``pytest-realtime driver check``."""
