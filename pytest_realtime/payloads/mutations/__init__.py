"""Payloads that are invalid in exactly one way."""
