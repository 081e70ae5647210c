"""One contract checked against one client: its probes, what came back, and how it is judged."""
