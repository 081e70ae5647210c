"""The wire types, one module per subject: each is declared once, and everything else is derived from it."""
