"""The library's session behind a :class:`Session`, and its lock."""

from __future__ import annotations

import threading
from typing import Any

from . import _native
from ._native import TurnOut, handle_argument, lib
from .errors import InvalidState


class Owned:
    """A session of the library. It is freed when nothing refers to it, so never during a call."""

    __slots__ = ("argument", "handle", "hooks")

    def __init__(self, handle: int | None, hooks: Any = None) -> None:
        self.handle = handle
        # What the library calls: alive for as long as the session is.
        self.hooks = hooks
        self.argument: Any = None if handle is None else handle_argument(handle)

    def __del__(self, _free: Any = lib.session_free) -> None:
        if self.handle is not None:
            _free(self.handle)

    def open(self) -> int:
        """The handle, unless this is ``CLOSED``."""
        if self.handle is None:
            raise InvalidState("the session is closed")
        return self.handle


CLOSED = Owned(None)


class Held:
    """What holds a session of the library, and lets one thread at a time come to it."""

    def _hold(self, handle: int, hooks: Any = None) -> None:
        self._owned = Owned(handle, hooks)
        self._out: TurnOut | None = None
        # Reentrant, for a signal handler or finaliser that uses the session between two steps.
        self._lock = threading.RLock()

    def close(self) -> None:
        """Frees the session. Later calls raise :class:`InvalidState`; reports stay as they are.

        >>> import lingsync
        >>> with lingsync.Session() as session:
        ...     report = session.observe("client", "hello there")
        >>> report.words
        2
        >>> session.observe("client", "hello?")
        Traceback (most recent call last):
        ...
        lingsync.errors.InvalidState: the session is closed
        """
        with self._lock:
            self._owned = CLOSED

    def _run(self, function: Any, *arguments: Any) -> None:
        with self._lock:
            owned = self._owned
            _native.run(function, owned.open(), *arguments)

    def _made(self, function: Any, *arguments: Any) -> int:
        with self._lock:
            owned = self._owned
            return _native.made(function, owned.open(), *arguments)

    def _taken(self, function: Any, *arguments: Any) -> bytes:
        with self._lock:
            owned = self._owned
            return _native.taken(function, owned.open(), *arguments)

    def _number(self, function: Any) -> int:
        with self._lock:
            owned = self._owned
            number: int = function(owned.open())
            return number
