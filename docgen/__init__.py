"""What makes the documentation site: pages of reference, written from the package itself, and the site's checks.

``python -m docgen`` writes ``docs/reference/`` anew, ``python -m docgen site`` builds the site and checks its
links. It is no part of the package: the wheel does not hold it.
"""
