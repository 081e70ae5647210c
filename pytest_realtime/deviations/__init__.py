"""Known deviations: the file that lists them, and what each excuses."""
