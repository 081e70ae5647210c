"""The page of the JSON report, from its schema."""

import json
from importlib import resources

from docgen.markdown import page as page_of
from docgen.schemas import members


def page() -> str:
    """The members of a report."""
    schema = json.loads(resources.files("pytest_realtime.report").joinpath("report.schema.json").read_text("utf-8"))
    return page_of(
        "The JSON report",
        "`--realtime-report=report.json` writes it, and `pytest-realtime report` renders HTML, Markdown and badges "
        "from it. Its schema is in the package, `pytest_realtime/report/report.schema.json`. "
        "Programs that read it should ignore members that they do not know: some may be added under the same "
        "`schema` number. `pytest-realtime report` also reads reports of schema versions 1 and 2. "
        "Where a member is optional because only these lack it, it says so.",
        members(schema, schema),
    )
