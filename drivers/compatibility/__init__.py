"""The compatibility table: measure published clients with the suite, store the counts, write the page.

``drivers/clients.toml`` has a row per client, ``drivers/results.json`` what was measured, and
``docs/compatibility.md`` is rendered from both and the deviations files. A tool of the project; no wheel holds it.
"""
