"""The fixture realtime_server: what clients sent is checked when the test ends."""
