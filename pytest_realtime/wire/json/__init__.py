"""JSON as it is written: read with its defects and places, never repaired."""
