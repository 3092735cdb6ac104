# PYTHONPATH=bindings/python python3 examples/python/conversation.py
"""Watches a short conversation turn by turn.

The programs of the same name in C, C++, Go and Rust print the same. `pip install bindings/python`
builds the library and installs the package; without it, bindings/python/README.md says how.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import lingsync

CHAT: list[tuple[str, str, dict[str, Any]]] = [
    # What else is known of a turn: a label of the speaker, a time in milliseconds, hints.
    (
        "client",
        "Hi! The lid of my teapot has a crack 😕 Can I get a spare lid?",
        {"speaker": "Noor", "at": 1_760_000_000_000, "language": "en"},
    ),
    ("agent", "Sorry about the crack! Which teapot is it, the round or the tall one?", {}),
    ("client", "The tall one. Please use the blue glaze again, with the gold rim.", {}),
    ("agent", "I can post the cover in that colour tomorrow.", {}),
    ("client", "👍", {}),
    ("agent", "Your spare lid is packed: blue glaze, made for the tall teapot.", {}),
]


def shared(report: lingsync.Report) -> str:
    """A measure is None where it has no meaning, and there is a reason."""
    if report.shared_repetition is None:
        return f"- ({report.undefined['shared_repetition']})"
    return f"{100.0 * report.shared_repetition:.1f} %"


def print_figures(report: lingsync.Report) -> None:
    """The figures need no JSON."""
    print(
        f"turn {report.turn}  {report.role:<6}  {report.words:2} words  shared {shared(report):<9}"
        f"  mirrored {report.mirrored}  missed {report.missed}"
    )


def main() -> None:
    # One engine is enough for a process.
    engine = lingsync.Engine()
    with engine.session() as session:
        for role, text, more in CHAT:
            report = session.observe(role, text, **more)
            print_figures(report)
        print("The last turn takes up:")
        for found in report.evidence("mirrored"):
            print(f"  {found.text}")
        # As the other languages have it: on one line, without blanks.
        summary = session.summary("brief")
        print(json.dumps(summary, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    try:
        main()
    except lingsync.LingsyncError as error:
        sys.exit(f"{error.kind}: {error}")
