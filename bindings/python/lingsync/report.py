"""What the library says of one turn: :class:`Report`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from . import _native
from ._encode import detail_code
from ._figures import Figures, figures_of
from ._native import lib
from .errors import InvalidArgument, InvalidState
from .evidence import KINDS, Evidence, Texts, evidence_of

if TYPE_CHECKING:
    from .schema import TurnReport

_BRIEF, _FULL = 1, 2


class Report(Figures, Mapping[str, Any]):
    """The report of one turn.

    The main figures are attributes; a figure that has no meaning for the turn is ``None``, and
    ``undefined`` says why. Everything else is in the JSON, which is made when it is first asked
    for: ``report.json`` as text, ``report["lexical"]["expressions"]`` by key.

    A report keeps its data, and the text of its turn, when the session is closed.

    >>> import lingsync
    >>> session = lingsync.Session()
    >>> _ = session.observe("client", "The blue box never arrived")
    >>> report = session.observe("agent", "I am sorry the blue box never arrived.")
    >>> report.words, report.shared_repetition, report.mirrored
    (8, 0.625, 3)
    >>> report.mirrored_words
    ['blue', 'box', 'arrived']
    >>> report["lexical"]["towards"]
    'client'
    """

    __slots__ = ("_data", "_handle", "_json", "_other", "_text")

    def __init__(
        self,
        handle: int | None,
        figures: bytes | None,
        text: str | None,
        line: str | None = None,
        data: TurnReport | None = None,
    ) -> None:
        """Reports are made by sessions: with a handle and figures, or of a line of JSON."""
        self._handle = handle
        self._figures = figures
        self._text = text
        self._json = line
        self._data = data
        self._other: str | None = None

    def __del__(self, _free: Any = lib.report_free) -> None:
        if self._handle is not None:
            _free(self._handle)

    def _read_figures(self) -> bytes:
        self._figures = figures_of(self.data)
        return self._figures

    @property
    def json(self) -> str:
        """The report as one line of JSON, in the detail that the engine is configured for.

        >>> import lingsync
        >>> lingsync.Session().observe("client", "hello").json[:30]
        '{"schema":"lingsync.turn/1","m'
        """
        if self._json is None:
            self._json = self._written(0)
        return self._json

    def to_json(self, detail: str | None = None) -> str:
        """The report as JSON in a detail of your choice: ``"brief"``, ``"full"``, or as configured.

        A report that came as JSON, from ``observe_many`` or ``analyse``, has only the one detail in
        which it was made; asked for the other it raises :class:`InvalidState`.

        >>> import lingsync
        >>> report = lingsync.Session().observe("client", "hello")
        >>> "reuse" in report.to_json("full"), "reuse" in report.to_json("brief")
        (True, False)
        """
        code = detail_code(detail)
        if code == 0:
            return self.json
        if self._handle is not None:
            return self._written(code)
        if code == self._made_in():
            return self.json
        if self._other is None:
            raise InvalidState(
                "this report came as JSON: ask for the detail in the call that made it"
            )
        return self._other

    def _made_in(self) -> int:
        return _FULL if "segments" in self.data else _BRIEF

    def _written(self, detail: int) -> str:
        return _native.taken(lib.report_json, self._handle, detail).decode("utf-8")

    @property
    def data(self) -> TurnReport:
        """The JSON, decoded: once, when it is first asked for."""
        if self._data is None:
            self._data = json.loads(self.json)
        assert self._data is not None
        return self._data

    @property
    def text(self) -> str | None:
        """The text of the turn as it was given, or ``None`` if only the library has read it."""
        return self._text

    def evidence(self, kind: str | None = None, *, texts: Texts | None = None) -> list[Evidence]:
        """The evidence behind the figures, with places in the text.

        ``kind`` picks ``expression``, ``mirrored``, ``missed``, ``diverged``, ``pattern`` or
        ``claim``. ``missed`` terms stand in an earlier turn: with ``texts``, the texts of the turns
        by number, their places are given in characters too.

        >>> import lingsync
        >>> turns = ["A caf\u00e9 desk order late", "Late \U0001f641? Your caf\u00e9 order is in"]
        >>> session = lingsync.Session()
        >>> _ = session.observe("client", turns[0])
        >>> report = session.observe("agent", turns[1])
        >>> for found in report.evidence("mirrored"):
        ...     print(found.text, found.start, found.end, found.byte_start, found.byte_end)
        Late 0 4 0 4
        caf\u00e9 13 17 16 21
        order 18 23 22 27
        >>> [turns[0][found.start:found.end] for found in report.evidence("missed", texts=turns)]
        ['desk']
        """
        if kind is not None and kind not in KINDS:
            raise InvalidArgument(
                f"{ascii(kind)[:40]} is no kind of evidence: give {', '.join(KINDS)}"
            )
        found = evidence_of(self.data, self._text, texts)
        return [item for item in found if kind is None or item.kind == kind]

    @property
    def mirrored_words(self) -> list[str]:
        """The content words of the turn that the other has used, where the text is at hand."""
        return [found.text for found in self.evidence("mirrored") if found.text is not None]

    @property
    def missed_terms(self) -> list[str]:
        """The other's salient terms that the turn does not take up, where the session keeps text.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> _ = session.observe("client", "I want to pause my plan until June")
        >>> session.observe("agent", "Sure, I can suspend it until June.").missed_terms
        ['want', 'pause', 'plan']
        """
        return [found["term"] for found in self.data["lexical"]["missed"] if found["term"]]

    # The mapping.

    def __getitem__(self, key: str) -> Any:
        return self.data[key]  # type: ignore[literal-required]

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        """Names figures, never words."""
        return f"<lingsync.Report turn={self.turn} role={self.role} words={self.words}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles figures, JSON in each detail that is at hand, and the text of the turn."""
        other = self._other
        if self._handle is not None:
            other = self._written(_BRIEF if self._made_in() == _FULL else _FULL)
        figures = self._figures or self._read_figures()
        return _unpickled, (figures, self.json, other, self._text)


def _unpickled(figures: bytes, line: str, other: str | None, text: str | None) -> Report:
    report = Report(None, figures, text, line)
    report._other = other
    return report
