"""What a call costs: one line of JSON a figure, ``{"name", "ns"}``, in CPU time.

    python benches/overhead.py

Each figure is the best of many short rounds. ``baseline`` does in Python what the other loops do
besides the call that they measure. Observing goes on in one session, as in a chat.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Callable

import lingsync
from lingsync import _native

TEXT = "where is the blue box that I have ordered"
REPLY = "The blue box that you ordered is on its way"
ROUNDS = 100
BATCH = 100


def best(calls: int, make: Callable[[], Callable[[], object]]) -> float:
    """Nanoseconds of CPU time a call, of the best of many short rounds."""
    rounds = []
    for _ in range(ROUNDS):
        call = make()
        for _ in range(calls // 2):
            call()
        start = time.process_time_ns()
        for _ in range(calls):
            call()
        rounds.append((time.process_time_ns() - start) / calls)
    return min(rounds)


def version() -> Callable[[], object]:
    """A crossing that does nothing."""
    return _native.lib.version  # type: ignore[no-any-return]


def nothing() -> Callable[[], object]:
    """A Python call that does nothing."""
    return lambda: None


def observe() -> Callable[[], object]:
    """One turn, and the figures of a dashboard."""
    session = lingsync.Session()

    def call() -> object:
        report = session.observe("client", TEXT)
        return report.words, report.shared_repetition, report.mirrored

    return call


def observe_unread() -> Callable[[], object]:
    """One turn, of which nothing is read."""
    session = lingsync.Session()
    return lambda: session.observe("client", TEXT)


def observe_hints() -> Callable[[], object]:
    """One turn with a speaker, a time and a hint."""
    session = lingsync.Session()
    return lambda: session.observe("client", TEXT, speaker="Ana", at=1, tokens=9)


def preview() -> Callable[[], object]:
    """One candidate reply."""
    session = lingsync.Session()
    session.observe("client", TEXT)

    def call() -> object:
        report = session.preview("agent", REPLY)
        return report.words, report.shared_repetition, report.mirrored

    return call


def report_json() -> Callable[[], object]:
    """The report as JSON, without the turn."""
    session = lingsync.Session()
    session.observe("client", TEXT)
    report = session.observe("agent", REPLY)
    return lambda: report.to_json("brief")


def report_data() -> Callable[[], object]:
    """The report as a dict, without the turn."""
    session = lingsync.Session()
    session.observe("client", TEXT)
    report = session.observe("agent", REPLY)
    return lambda: json.loads(report.to_json("brief"))


def observe_many() -> Callable[[], object]:
    """A batch of turns; the figure is divided by their number."""
    session = lingsync.Session()
    turns = [("client", TEXT)] * BATCH
    return lambda: session.observe_many(turns)


def main() -> None:
    """Prints every figure."""
    figures = [
        ("baseline", nothing, 5_000, 1),
        ("version", version, 5_000, 1),
        ("observe", observe, 1_000, 1),
        ("observe_unread", observe_unread, 1_000, 1),
        ("observe_hints", observe_hints, 1_000, 1),
        ("preview", preview, 1_000, 1),
        ("report_json", report_json, 1_000, 1),
        ("report_data", report_data, 500, 1),
        ("observe_many_per_turn", observe_many, 10, BATCH),
    ]
    for name, make, calls, share in figures:
        print(json.dumps({"name": name, "ns": round(best(calls, make) / share, 1)}))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
