"""Lines out of a buffer of the library, a piece at a time."""

from __future__ import annotations

from collections.abc import Iterator

from ._native import Buffer

_PIECE = 1 << 20


class Lines(Iterator[bytes]):
    """The lines of a buffer without their ends. Copies at most a piece and a line at a time.

    One consumer at a time; the buffer goes with the last line.
    """

    def __init__(self, handle: int) -> None:
        self._rest: Buffer | None = Buffer(handle)
        self._read = 0
        self._piece = b""
        self._at = 0

    def __next__(self) -> bytes:
        while True:
            end = self._piece.find(b"\n", self._at)
            if end >= 0:
                line = self._piece[self._at : end]
                self._at = end + 1
                if line:
                    return line
            elif not self._more():
                raise StopIteration

    def _more(self) -> bool:
        """Reads the next piece; what is left of this one stays before it."""
        rest = self._rest
        if rest is None:
            return False
        kept = self._piece[self._at :]
        more = rest.piece(self._read, max(_PIECE, len(kept)))
        self._read += len(more)
        if not more:
            self._rest = None
            more = b"\n" if kept else b""
        self._piece, self._at = kept + more, 0
        return bool(more)
