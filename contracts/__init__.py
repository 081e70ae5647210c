"""The contract suite: requirements, golden files, JSON Schemas, and the test that runs every contract."""
