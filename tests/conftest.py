"""A Hypothesis profile for the project's own tests: shared machines stall for longer than any deadline."""

from hypothesis import settings

settings.register_profile("own", deadline=None)
settings.load_profile("own")
