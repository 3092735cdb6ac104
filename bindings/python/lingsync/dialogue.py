"""Whole dialogues: :class:`Dialogue`, one analysed dialogue, and :class:`Dialogues`, many."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Union

from ._lines import Lines
from .errors import LingsyncError, error_of_kind
from .report import Report

if TYPE_CHECKING:
    from .schema import DialogueReport, Lexicon, SessionSummary

# Chat messages, or an object that holds them as `messages` or `turns`.
Messages = Union[Mapping[str, Any], Iterable[Any]]

_decode = json.JSONDecoder().raw_decode


class Dialogue:
    """One analysed dialogue, decoded when it is first looked at.

    >>> import lingsync
    >>> dialogue = lingsync.analyse([
    ...     {"role": "system", "content": "You are a helpful shop assistant."},
    ...     {"role": "user", "content": "where is my parcel?"},
    ...     {"role": "assistant", "content": "Your parcel is in Lyon."},
    ... ])
    >>> [report.words for report in dialogue.turns], dialogue.skipped
    ([4, 5], 1)
    >>> dialogue.summary["turns"]
    2
    """

    def __init__(self, line: bytes, texts: Sequence[str] | None = None) -> None:
        self._line = line
        self._texts = texts
        self._members: dict[str, Any] | None = None
        self._spans: list[tuple[int, int]] = []
        self._turns: list[Report] | None = None

    @property
    def json(self) -> str:
        """The line of JSON that the library wrote."""
        return self._line.decode("utf-8")

    @property
    def data(self) -> DialogueReport:
        """The JSON, decoded: once, when it is first asked for."""
        return self._all()  # type: ignore[return-value]

    def _all(self) -> dict[str, Any]:
        if self._members is None:
            self._members, self._spans = _walked(self.json)
        return self._members

    def _checked(self) -> dict[str, Any]:
        error = self.error
        if error is not None:
            raise error
        return self._all()

    @property
    def error(self) -> LingsyncError | None:
        """What could not be read at this place; ``None`` for a dialogue.

        Only ``keep_going=True`` hands out errors this way. All other attributes then raise it.
        """
        found = self._all().get("error")
        return None if found is None else error_of_kind(found["kind"], found["message"])

    @property
    def id(self) -> str:
        """The id in the transcript, or one made of its place there."""
        name: str = self._checked()["id"]
        return name

    @property
    def roles_assumed(self) -> bool:
        """Whether nobody was named as client or agent, so that the first speaker is the client."""
        return bool(self._checked()["roles"] == "assumed")

    @property
    def skipped(self) -> int:
        """Messages left out: those of the system and of tools, and those without content."""
        count: int = self._checked()["skipped"]
        return count

    @property
    def turns(self) -> list[Report]:
        """The reports of the turns; empty with ``summary_only``."""
        if self._turns is None:
            decoded = self._checked().get("turns") or []
            texts = self._texts if self._texts and len(self._texts) == len(decoded) else None
            text = self.json
            self._turns = [
                Report(None, None, texts[index] if texts else None, text[start:end], data)
                for index, ((start, end), data) in enumerate(zip(self._spans, decoded))
            ]
        return self._turns

    @property
    def summary(self) -> SessionSummary:
        """The summary of the conversation."""
        summary: SessionSummary = self._checked()["summary"]
        return summary

    @property
    def lexicon(self) -> Lexicon | None:
        """The shared lexicon of client and agent, where it was asked for."""
        lexicon: Lexicon | None = self._checked().get("lexicon")
        return lexicon

    def to_frame(self) -> Any:
        """The turns as a pandas ``DataFrame``; see :func:`lingsync.frame`."""
        from .frames import frame

        return frame([self])

    def __repr__(self) -> str:
        return f"<lingsync.Dialogue of {len(self._line)} bytes>"


class Dialogues(Iterator[Dialogue]):
    """The dialogues of a transcript, in order, for one thread at a time.

    What is not looked at is not decoded. The results are held until the last one is handed out.

    >>> import lingsync
    >>> dialogues = lingsync.analyse_jsonl(b"client\\thello there\\nagent\\thello")
    >>> next(dialogues).id, next(dialogues, None)
    ('dialogue-1', None)
    """

    def __init__(self, handle: int) -> None:
        self._lines = Lines(handle)

    def __next__(self) -> Dialogue:
        return Dialogue(next(self._lines))


def _walked(text: str) -> tuple[dict[str, Any], list[tuple[int, int]]]:
    """The members of a JSON object, and where each element of its ``turns`` stands.

    So the report of a turn is exactly what the library wrote. The library writes no blanks.
    """
    members: dict[str, Any] = {}
    spans: list[tuple[int, int]] = []
    place = 0
    while text[place] != "}":
        key, place = _decode(text, place + 1)
        if key == "turns" and text[place + 1] == "[":
            members[key], spans, place = _elements(text, place + 1)
        else:
            members[key], place = _decode(text, place + 1)
    return members, spans


def _elements(text: str, place: int) -> tuple[list[Any], list[tuple[int, int]], int]:
    """The elements of the list at ``place``, where they stand, and where the list ends."""
    elements: list[Any] = []
    spans: list[tuple[int, int]] = []
    if text[place + 1] == "]":
        return elements, spans, place + 2
    while text[place] != "]":
        start = place + 1
        element, place = _decode(text, start)
        elements.append(element)
        spans.append((start, place))
    return elements, spans, place + 1


def spoken_texts(messages: Messages) -> list[str]:
    """The texts of the turns that the library makes of messages."""
    if isinstance(messages, Mapping):
        messages = messages.get("turns") or messages.get("messages") or ()
    texts = [_spoken(message) for message in messages if isinstance(message, Mapping)]
    return [text for text in texts if text is not None]


def _spoken(message: Mapping[str, Any]) -> str | None:
    """The text of a message, or ``None`` if the library skips it."""
    who = _label(message.get("role")) or _label(message.get("speaker"))
    if who in ("system", "developer", "tool", "function"):
        return None
    given = message.get("text")
    given = message.get("content") if given is None else given
    if not isinstance(given, (list, tuple)):
        return given
    return "\n".join(text for text in map(_part, given) if isinstance(text, str))


def _label(word: Any) -> str:
    return "" if word is None else str(word).strip().removesuffix(":").rstrip().lower()


def _part(part: Any) -> Any:
    if isinstance(part, Mapping):
        textual = part.get("type") in ("text", "input_text", "output_text")
        return part.get("text") if textual else None
    return part
