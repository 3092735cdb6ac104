"""Reports as a pandas ``DataFrame``. pandas is needed only when :func:`frame` is called."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from typing import Any

from ._figures import FIGURES
from .dialogue import Dialogue
from .report import Report

_NAN = float("nan")


def frame(items: Iterable[Report | Dialogue]) -> Any:
    """A ``pandas.DataFrame`` with one row a turn and the figures as columns, NaN where undefined.

    Takes reports, or dialogues, whose ``id`` then stands in a first column ``dialogue``; what could
    not be read is left out.

    >>> import lingsync
    >>> session = lingsync.Session()
    >>> reports = session.observe_many([("client", "pause my plan"), ("agent", "Your plan?")])
    >>> try:
    ...     table = lingsync.frame(reports)
    ... except ImportError:
    ...     table = None  # pandas is not installed
    >>> table is None or list(table["words"]) == [3, 2]
    True
    """
    try:
        pandas: Any = importlib.import_module("pandas")
    except ImportError:
        raise ImportError("lingsync.frame needs pandas: pip install pandas") from None
    rows = list(_rows(items))
    columns = list(FIGURES)
    if any("dialogue" in row for row in rows):
        columns.insert(0, "dialogue")
    return pandas.DataFrame(rows, columns=columns)


def _rows(items: Iterable[Report | Dialogue]) -> Iterator[dict[str, Any]]:
    for item in items:
        if isinstance(item, Report):
            yield _row(item)
        elif isinstance(item, Dialogue):
            if item.error is None:
                yield from ({"dialogue": item.id, **_row(report)} for report in item.turns)
        else:
            raise TypeError(f"a frame is made of reports or dialogues, not {type(item).__name__}")


def _row(report: Report) -> dict[str, Any]:
    row = {name: _NAN if value is None else value for name, value in report.figures().items()}
    row["role"] = str(report.role)
    return row
