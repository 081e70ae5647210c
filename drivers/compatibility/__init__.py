"""The compatibility table: measures published clients with the suite, stores the counts, writes the page.

``drivers/clients.toml`` has a row per client, ``drivers/results.json`` the measurements, and
``docs/compatibility.md`` is generated from both and the deviations files. A tool of the project; not in the wheel.
"""
