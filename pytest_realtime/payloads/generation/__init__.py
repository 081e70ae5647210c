"""Generated payloads: the generator tree, what it should cover, and the strategies that draw from it."""
