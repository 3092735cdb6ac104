"""The engine with the default settings, and the functions that use it."""

from __future__ import annotations

import threading

from .dialogue import Dialogue, Dialogues, Messages
from .engine import Engine
from .transcripts import DEFAULT_MAX_BYTES, Source

_engine: Engine | None = None
_lock = threading.Lock()


def default_engine() -> Engine:
    """The one engine with default settings, made when it is first needed."""
    global _engine
    if _engine is None:
        with _lock:
            if _engine is None:
                _engine = Engine()
    return _engine


def analyse(messages: Messages, *, detail: str | None = None, lexicon: bool = False) -> Dialogue:
    """:meth:`Engine.analyse` with the default settings.

    >>> import lingsync
    >>> dialogue = lingsync.analyse({"messages": [
    ...     {"role": "user", "content": "pause my plan"},
    ...     {"role": "assistant", "content": "Your plan is paused."},
    ... ]})
    >>> dialogue.turns[1].shared_repetition
    0.25
    """
    return default_engine().analyse(messages, detail=detail, lexicon=lexicon)


def analyse_jsonl(
    source: Source,
    *,
    detail: str | None = None,
    summary_only: bool = False,
    lexicon: bool = False,
    keep_going: bool = False,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> Dialogues:
    """:meth:`Engine.analyse_jsonl` with the default settings.

    >>> import lingsync
    >>> for dialogue in lingsync.analyse_jsonl(b"client\\tpause my plan\\nagent\\tWhich plan?\\n"):
    ...     print(dialogue.id, [report.mirrored_words for report in dialogue.turns])
    dialogue-1 [[], []]
    """
    return default_engine().analyse_jsonl(
        source,
        detail=detail,
        summary_only=summary_only,
        lexicon=lexicon,
        keep_going=keep_going,
        max_bytes=max_bytes,
    )
