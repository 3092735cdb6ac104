"""The evidence behind the figures of a turn: :class:`Evidence`, with places in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Union

from ._encode import encoded
from .errors import InvalidArgument

KINDS = ("expression", "mirrored", "missed", "diverged", "pattern", "claim")

Texts = Union[Mapping[int, str], Sequence[str]]


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence.

    The library counts places in bytes of UTF-8: ``byte_start`` and ``byte_end``. ``start`` and
    ``end`` are the same places in characters, so that ``text[start:end]`` is the piece; they are
    ``None`` where the text of the turn is not at hand.
    """

    kind: str
    """``expression``, ``mirrored``, ``missed``, ``diverged``, ``pattern`` or ``claim`` (the passage
    that decides what a turn does with a claim)."""
    turn: int
    """The turn in which it stands: for ``missed`` the partner's, for all others the report's."""
    text: str | None
    """The words as they stand there. Of a missed term, when its turn is not at hand, the term as
    the library keeps it; ``None`` if it keeps none."""
    start: int | None
    end: int | None
    byte_start: int
    byte_end: int
    details: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What else the library says of it: ``lag``, ``salience``, ``outcome``, ``initiator``, ..."""


def char_spans(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in characters of places in bytes of the text's UTF-8. O(text), once for all spans.

    >>> char_spans("caf\u00e9 \U0001f600 ok", [(0, 5), (6, 10), (11, 13)])
    [(0, 4), (5, 6), (7, 9)]
    >>> char_spans("short", [(3, 99)])
    Traceback (most recent call last):
    ...
    lingsync.errors.InvalidArgument: the bytes 3 to 99 are no place in this text
    """
    data = text.encode("ascii") if text.isascii() else encoded(text)
    for start, end in spans:
        if not 0 <= start <= end <= len(data) or _inside(data, start) or _inside(data, end):
            raise InvalidArgument(f"the bytes {start} to {end} are no place in this text")
    if len(data) == len(text):
        return list(spans)
    chars: dict[int, int] = {}
    seen, last = 0, 0
    for place in sorted({place for span in spans for place in span}):
        seen += len(data[last:place].decode("utf-8"))
        chars[place], last = seen, place
    return [(chars[start], chars[end]) for start, end in spans]


def byte_spans(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in bytes of the text's UTF-8 of places in characters, for hints. O(text).

    >>> text = "caf\u00e9 \U0001f600 ok"
    >>> byte_spans(text, [(0, 4), (7, 9)])
    [(0, 5), (11, 13)]
    """
    for start, end in spans:
        if not 0 <= start <= end <= len(text):
            raise InvalidArgument(f"the characters {start} to {end} are no place in this text")
    places: dict[int, int] = {}
    seen, last = 0, 0
    for place in sorted({place for span in spans for place in span}):
        seen += len(encoded(text[last:place]))
        places[place], last = seen, place
    return [(places[start], places[end]) for start, end in spans]


def _inside(data: bytes, place: int) -> bool:
    """Whether a place lies within a character."""
    return place < len(data) and data[place] & 0xC0 == 0x80


def evidence_of(data: Mapping[str, Any], text: str | None, texts: Texts | None) -> list[Evidence]:
    """All evidence of a turn report, in the order of ``KINDS``."""
    turn: int = data["turn"]
    found = [_Found(kind, turn, entry) for kind, entry in _entries(data)]
    by_turn: dict[int, list[_Found]] = {}
    for item in found:
        by_turn.setdefault(item.turn, []).append(item)
    for number, items in by_turn.items():
        given = text if number == turn and text is not None else _text_of(texts, number)
        if given is not None:
            _place(items, given)
    return [item.evidence() for item in found]


class _Found:
    """An entry of a report, on its way to become evidence."""

    def __init__(self, kind: str, turn: int, entry: Mapping[str, Any]) -> None:
        self.kind = kind
        self.entry = entry
        self.turn: int = entry["turn"] if kind == "missed" else turn
        self.bytes = (entry["span"]["start"], entry["span"]["end"])
        self.chars: tuple[int, int] | None = None
        self.text: str | None = entry.get("term")

    def evidence(self) -> Evidence:
        start, end = self.chars or (None, None)
        details = {key: value for key, value in self.entry.items() if key not in ("span", "turn")}
        return Evidence(self.kind, self.turn, self.text, start, end, *self.bytes, details)


def _place(items: list[_Found], text: str) -> None:
    for item, (start, end) in zip(items, char_spans(text, [item.bytes for item in items])):
        item.chars = (start, end)
        item.text = text[start:end]


def _entries(data: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    lexical = data["lexical"]
    lists = (
        lexical["expressions"],
        lexical["mirrored"],
        lexical["missed"],
        lexical["diverged"] or (),
        data.get("patterns", ()),
        [claim for claim in data["correction"]["claims"] if claim["span"]],
    )
    return [(kind, entry) for kind, entries in zip(KINDS, lists) for entry in entries]


def _text_of(texts: Texts | None, turn: int) -> str | None:
    if isinstance(texts, Mapping):
        return texts.get(turn)
    return texts[turn] if texts is not None and turn < len(texts) else None
