"""The enumerated cases that contracts check: single members, values, reads and sequences of updates."""
