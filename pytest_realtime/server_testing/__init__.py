"""The fixture realtime_server: what clients sent is checked at the end of the test."""
