"""The errors that a library logs where it does not raise them."""

import logging


class ErrorsLogged(logging.Handler):
    """A context in which a logger's errors are kept instead of shown."""

    def __init__(self, logger: str) -> None:
        super().__init__(logging.ERROR)
        self._logger = logging.getLogger(logger)
        self._propagates = True
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record's message."""
        self.messages.append(record.getMessage())

    def __enter__(self) -> "ErrorsLogged":
        self._propagates, self._logger.propagate = self._logger.propagate, False
        self._logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._logger.removeHandler(self)
        self._logger.propagate = self._propagates
