"""A contract run inside pytest: options, parametrization, progress, and the end of the run."""
