"""Plain text tables: columns as wide as their widest cell."""

from collections.abc import Iterator, Sequence


def table(rows: Sequence[Sequence[str]], *, indent: int = 0) -> Iterator[str]:
    """The rows as lines; all rows have the same number of cells."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield " " * indent + "  ".join(cells).rstrip()
