"""The report in pytest's terminal: the summary and the text of each failure."""
