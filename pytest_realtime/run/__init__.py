"""How a run of contracts hangs together: what is asked of which client, and what came of it."""
