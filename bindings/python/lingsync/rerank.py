"""Candidate replies in an order: what :meth:`Session.rerank` gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Callable

from .report import Report

# With more of its words in shared expressions than this, a reply merely echoes.
_ECHO = 0.8


@dataclass(frozen=True)
class Candidate:
    """A candidate reply, as :meth:`Session.rerank` ranks it."""

    text: str
    report: Report
    key: Any
    """What it was ranked by; the smallest is the best."""
    index: int
    """Its place among the candidates as they were given."""


def ranked(
    texts: Sequence[str], reports: Sequence[Report], key: Callable[[Report], Any] | None
) -> list[Candidate]:
    """The candidates by their keys, the smallest first; equals stay in the order given."""
    rank = key or _uptake
    candidates = [
        Candidate(text, report, rank(report), index)
        for index, (text, report) in enumerate(zip(texts, reports))
    ]
    return sorted(candidates, key=lambda candidate: candidate.key)


def _uptake(report: Report) -> tuple[bool, int, int]:
    """The default order of :meth:`Session.rerank`."""
    return (report.shared_repetition or 0.0) > _ECHO, report.missed or 0, -(report.mirrored or 0)
