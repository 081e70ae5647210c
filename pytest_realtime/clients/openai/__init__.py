"""The client of the published openai package."""
