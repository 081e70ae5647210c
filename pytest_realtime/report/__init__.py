"""Everything that shows results: failure texts, the summary in the terminal, and the written reports.

The JSON report is the source; the other formats are rendered from it.
"""
