"""The wire types, one module a subject: each is declared once, and all else is derived from it."""
