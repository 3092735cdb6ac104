"""Transcripts from files: read whole, unpacked if they are gzip, never beyond a bound."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from typing import BinaryIO, Union, cast

from .errors import InvalidArgument, InvalidTranscript, LimitExceeded

Source = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview]

DEFAULT_MAX_BYTES = 1 << 30
_PIECE = 1 << 20
_GZIP = b"\x1f\x8b"


def read_transcript(source: Source, max_bytes: int) -> bytes:
    """The bytes of a transcript, from a path or from bytes, unpacked.

    :class:`LimitExceeded` when they are more than ``max_bytes``, before more than that is held.
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        packed = bytes(source)
        if not packed.startswith(_GZIP):
            _check(len(packed), max_bytes)
            return packed
        return _unpacked(io.BytesIO(packed), max_bytes)
    if not isinstance(source, (str, os.PathLike)):
        raise TypeError(f"a transcript is a path or bytes, not {type(source).__name__}")
    if isinstance(source, str) and (source[:1] in ("{", "[") or "\n" in source):
        raise InvalidArgument("this text is no path: give a transcript at hand as bytes")
    with open(source, "rb") as file:
        if file.peek(2)[:2] == _GZIP:
            return _unpacked(file, max_bytes)
        return _pieces(file, max_bytes)


def _unpacked(packed: BinaryIO, max_bytes: int) -> bytes:
    try:
        with gzip.open(packed, "rb") as file:
            return _pieces(cast(BinaryIO, file), max_bytes)
    except (EOFError, gzip.BadGzipFile, zlib.error) as why:
        raise InvalidTranscript(f"the gzip data cannot be unpacked: {why}") from None


def _pieces(file: BinaryIO, max_bytes: int) -> bytes:
    """Reads to the end, piece by piece, so that a bomb is noticed when it goes off."""
    data = bytearray()
    while piece := file.read(_PIECE):
        data += piece
        _check(len(data), max_bytes)
    return bytes(data)


def _check(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise LimitExceeded(
            f"transcript of more than {max_bytes} bytes exceeds max_bytes = {max_bytes}: "
            "split the file or raise the limit"
        )
