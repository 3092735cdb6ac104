"""The shared library: how it is found, what it exports, and how its results become Python's.

Nothing here is public. The library is loaded once, when the package is imported, and a library of
another ABI is refused with an ``ImportError``.
"""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import (
    POINTER,
    byref,
    c_bool,
    c_char_p,
    c_double,
    c_int32,
    c_size_t,
    c_uint32,
    c_void_p,
)
from pathlib import Path
from typing import Any

from .errors import LingsyncError, error_of
from .roles import ROLE_CODES

ABI_VERSION = 1
NO_OFFSET = c_size_t(-1).value

# The bytes of `lingsync_turn_figures`; `_figures` says what they hold.
FIGURES_SIZE = 128

SUMMARY_ONLY = 1
LEXICON = 2
KEEP_GOING = 4

_OUT = POINTER(c_void_p)
_Functions = dict[str, tuple[Any, list[Any]]]

# Those that let other threads of Python run meanwhile.
_FUNCTIONS: _Functions = {
    "config_from_json": (c_int32, [c_char_p, c_size_t, _OUT, _OUT]),
    "config_json": (c_int32, [c_void_p, _OUT, _OUT]),
    "config_free": (None, [c_void_p]),
    "engine_new": (c_int32, [c_void_p, _OUT, _OUT]),
    "engine_new_keyed": (c_int32, [c_void_p, c_char_p, c_size_t, _OUT, _OUT]),
    "engine_new_with_facts": (
        c_int32,
        [c_void_p, *([c_char_p, c_size_t] * 4), _OUT, _OUT],
    ),
    "engine_config": (c_int32, [c_void_p, _OUT, _OUT]),
    "engine_analyse_jsonl": (
        c_int32,
        [c_void_p, c_char_p, c_size_t, c_int32, c_uint32, _OUT, _OUT],
    ),
    "engine_free": (None, [c_void_p]),
    "session_new": (c_int32, [c_void_p, _OUT, _OUT]),
    "session_restore": (c_int32, [c_void_p, c_char_p, c_size_t, _OUT, _OUT]),
    "session_clone": (c_int32, [c_void_p, _OUT, _OUT]),
    "session_observe_jsonl": (c_int32, [c_void_p, c_char_p, c_size_t, c_int32, _OUT, _OUT]),
    "session_summary": (c_int32, [c_void_p, c_int32, _OUT, _OUT]),
    "session_lexicon_json": (c_int32, [c_void_p, c_int32, c_int32, _OUT, _OUT]),
    "session_watch": (c_int32, [c_void_p, c_char_p, c_size_t, _OUT]),
    "session_resolve": (
        c_int32,
        [c_void_p, *([c_char_p, c_size_t] * 2), _OUT, _OUT],
    ),
    "session_set_hooks": (c_int32, [c_void_p, c_void_p, _OUT]),
    "session_clear_hooks": (c_int32, [c_void_p, _OUT]),
    "session_rewind": (c_int32, [c_void_p, c_uint32, _OUT]),
    "session_redact": (c_int32, [c_void_p, c_uint32, POINTER(c_bool), _OUT]),
    "session_forget": (
        c_int32,
        [c_void_p, c_char_p, c_size_t, POINTER(c_uint32), POINTER(c_bool), _OUT],
    ),
    "session_reset": (c_int32, [c_void_p, _OUT]),
    "session_snapshot": (c_int32, [c_void_p, _OUT, _OUT]),
    "session_heap_bytes": (c_size_t, [c_void_p]),
    "session_free": (None, [c_void_p]),
    "report_json": (c_int32, [c_void_p, c_int32, _OUT, _OUT]),
    "summary_json": (c_int32, [c_void_p, _OUT, _OUT]),
    "summary_free": (None, [c_void_p]),
}

# Those that are done before another thread could start.
_SHORT_FUNCTIONS: _Functions = {
    "abi_version": (c_uint32, []),
    "version": (c_char_p, []),
    "status_name": (c_char_p, [c_int32]),
    "undefined_name": (c_char_p, [c_int32]),
    "error_free": (None, [c_void_p]),
    "error_message": (c_char_p, [c_void_p]),
    "error_offset": (c_size_t, [c_void_p]),
    "buffer_data": (c_void_p, [c_void_p]),
    "buffer_len": (c_size_t, [c_void_p]),
    "buffer_free": (None, [c_void_p]),
    "claim_answer_set": (c_int32, [c_void_p, c_int32, c_double, _OUT]),
    "claim_answer_set_correct_text": (c_int32, [c_void_p, c_char_p, c_size_t, _OUT]),
    "engine_pack": (c_char_p, [c_void_p]),
    "session_turns": (c_uint32, [c_void_p]),
    "report_free": (None, [c_void_p]),
}


def file_name() -> str:
    """What the shared library is called on this system."""
    if sys.platform == "win32":
        return "lingsync.dll"
    return "liblingsync.dylib" if sys.platform == "darwin" else "liblingsync.so"


class Library:
    """The exported functions, by name without their prefix, with their types declared."""

    def __init__(self, exported: Any, short: Any) -> None:
        try:
            self._take(short, _SHORT_FUNCTIONS)
            self._take(exported, _FUNCTIONS)
            self.observe = exported.lingsync_session_observe
            self.preview = exported.lingsync_session_preview
        except AttributeError as missing:
            raise ImportError(
                f"this lingsync package and its shared library do not fit together ({missing}): "
                "install the package again"
            ) from None

    def _take(self, exported: Any, functions: _Functions) -> None:
        for name, (result, arguments) in functions.items():
            function = getattr(exported, f"lingsync_{name}")
            function.restype = result
            function.argtypes = arguments
            setattr(self, name, function)
            if name == "abi_version":
                _check_abi(function())

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


def _check_abi(found: int) -> None:
    if found != ABI_VERSION:
        raise ImportError(
            f"the lingsync shared library has ABI {found}, this package needs ABI {ABI_VERSION}: "
            "install the package again"
        )


def load(path: Path) -> Library:
    """Loads the library at ``path``, or says in an ``ImportError`` why that cannot be."""
    if not path.is_file():
        raise ImportError(
            f"the lingsync shared library is not at {path}: it is built when the package is "
            "installed with pip; without that, name a library in LINGSYNC_LIBRARY"
        )
    try:
        return Library(ctypes.CDLL(str(path)), ctypes.PyDLL(str(path)))
    except OSError as why:
        raise ImportError(f"the lingsync shared library cannot be loaded: {why}") from None


def library_path() -> Path:
    """Where the library is: in the package, unless ``LINGSYNC_LIBRARY`` names another."""
    named = os.environ.get("LINGSYNC_LIBRARY")
    # In a folder of its own, so that nothing takes it for an extension module.
    return Path(named) if named else Path(__file__).with_name("_library") / file_name()


lib = load(library_path())

# A call on a turn, `lib.observe` or `lib.preview`, has no declared types: it takes what is ready,
# that is the objects below, bytes and None. To make arguments of ints would take as long as a short
# turn does.


def handle_argument(handle: int) -> Any:
    """A handle as an argument."""
    return c_void_p.from_param(handle)


def size_argument(size: int) -> Any:
    """A length as an argument."""
    return c_size_t.from_param(size)


NO_BYTES = size_argument(0)
# The length of bytes without a NUL: that is behind the last one in every `bytes`.
UP_TO_NUL = size_argument(c_size_t(-1).value)
# Who speaks, by every word for it.
ROLE_ARGUMENTS = {word: c_int32.from_param(code) for word, code in ROLE_CODES.items()}


class TurnOut:
    """Where a call on a turn writes its figures, its report and its error; used again and again."""

    __slots__ = ("at_error", "at_figures", "at_report", "error", "figures", "report")

    def __init__(self) -> None:
        self.figures = ctypes.create_string_buffer(FIGURES_SIZE)
        c_uint32.from_buffer(self.figures).value = FIGURES_SIZE
        self.report = c_void_p()
        self.error = c_void_p()
        self.at_figures = byref(self.figures)
        self.at_report = byref(self.report)
        self.at_error = byref(self.error)


def text_of(static: bytes | None) -> str:
    """A C string of the library as ``str``."""
    return (static or b"").decode("utf-8", "replace")


def failure(status: int, handle: int | None) -> LingsyncError:
    """The exception for a failed call; frees the library's error object."""
    kind = text_of(lib.status_name(status))
    if handle is None:
        return error_of(status, kind, kind.replace("_", " "), None)
    message = text_of(lib.error_message(handle))
    offset: int = lib.error_offset(handle)
    lib.error_free(handle)
    return error_of(status, kind, message, None if offset == NO_OFFSET else offset)


def run(function: Any, *arguments: Any) -> None:
    """Calls a function whose last parameter is the error."""
    error = c_void_p()
    status = function(*arguments, byref(error))
    if status:
        raise failure(status, error.value)


def made(function: Any, *arguments: Any) -> int:
    """Calls a function whose last parameters are a new handle and the error."""
    out, error = c_void_p(), c_void_p()
    status = function(*arguments, byref(out), byref(error))
    if status:
        raise failure(status, error.value)
    return out.value or 0


class Buffer:
    """Bytes that the library owns, until this object goes."""

    __slots__ = ("_address", "_handle", "length")

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle
        self._address: int = lib.buffer_data(handle) or 0
        self.length: int = lib.buffer_len(handle)

    def __del__(self, _free: Any = lib.buffer_free) -> None:
        handle, self._handle = self._handle, None
        _free(handle)

    def piece(self, start: int, length: int) -> bytes:
        """A copy of up to ``length`` bytes from ``start`` on."""
        length = min(length, self.length - start)
        return ctypes.string_at(self._address + start, length) if length > 0 else b""


def taken(function: Any, *arguments: Any) -> bytes:
    """Calls a function whose last parameters are a new buffer and the error."""
    buffer = made(function, *arguments)
    try:
        return ctypes.string_at(lib.buffer_data(buffer), lib.buffer_len(buffer))
    finally:
        lib.buffer_free(buffer)
