"""The enumerated cases that contracts check: what clients write and read, and sequences of updates."""
