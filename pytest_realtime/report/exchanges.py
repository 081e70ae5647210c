"""The exchanges of a report, each once: results and findings refer to them by number."""

import json
from dataclasses import dataclass, field

from pytest_realtime.results import ExchangeRow, ResultRow


@dataclass
class ExchangeTable:
    """Exchanges in the order of their first use."""

    rows: list[ExchangeRow] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def number(self, row: ExchangeRow) -> int:
        """Return the number of an exchange, which is added if it is new."""
        number = self._numbers.setdefault(json.dumps(row, sort_keys=True), len(self.rows))
        if number == len(self.rows):
            self.rows.append(row)
        return number

    def moved(self, row: ResultRow, exchanges: list[ExchangeRow]) -> ResultRow:
        """Return a result that refers to this table instead of ``exchanges``."""
        findings = [{**each, "exchange": self.number(exchanges[each["exchange"]])} for each in row["findings"]]
        exchange = self.number(exchanges[row["exchange"]]) if row["exchange"] >= 0 else -1
        return {**row, "findings": findings, "exchange": exchange}  # type: ignore[typeddict-item]
