"""What a host says of claims: :class:`ClaimQuery`, and the answers of hooks.

A hook is a function that :meth:`lingsync.Session.set_hooks` takes. It gets a :class:`ClaimQuery`
and gives what it knows: ``None`` for nothing, :data:`PENDING` for an answer that comes later, a
name, or a name with more in a :class:`Checked` or :class:`Stanced`.
"""

from __future__ import annotations

from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    c_int32,
    c_size_t,
    c_uint32,
    c_void_p,
    cast,
    sizeof,
    string_at,
)
from dataclasses import dataclass
from typing import Any, Callable, NamedTuple, Optional, Union

from . import _native
from ._encode import encoded
from ._native import lib
from .errors import InvalidArgument
from .roles import ROLES, Role

PENDING = "pending"
"""The answer of a hook that will know later: call :meth:`lingsync.Session.resolve` then."""

VERDICTS = ("false", "true", "unknown", PENDING)
STANCES = ("asserts", "denies", "neither", "holds", "hedges", "gives_up")

_NOTHING, _KNOWN, _PENDING = 0, 1, 2
_NAN = float("nan")


@dataclass(frozen=True)
class ClaimQuery:
    """A claim that a hook is asked about."""

    id: str
    """Your name for the claim; a hash of it where the session keeps no text."""
    text: str
    """The claim in words; empty where the session keeps no text and the claim is of an earlier
    turn."""
    correct_text: str | None
    """What is true instead, if that is known."""
    verdict: str
    """What is known of it: ``false``, ``true``, ``unknown`` or ``pending``."""
    turn: int
    """The number of the turn that is being taken in."""
    role: Role
    """Who speaks."""
    turn_text: str
    """What is said."""


class Checked(NamedTuple):
    """What a check found."""

    verdict: bool | str
    """``False``, ``True``, or one of ``"false"``, ``"true"``, ``"unknown"``."""
    confidence: float | None = None
    """How sure that is, 0 to 1."""
    correct_text: str | None = None
    """What is true instead."""


class Stanced(NamedTuple):
    """What a turn does with a claim."""

    stance: str
    """``asserts``, ``denies`` or ``neither`` (towards the claim's text); ``holds``, ``hedges`` or
    ``gives_up`` (towards the agent's earlier answer)."""
    confidence: float | None = None
    """How sure that is, 0 to 1."""


# Read by type checkers and by people; Python 3.9 has no `|` for types outside of annotations.
CheckHook = Callable[[ClaimQuery], Optional[Union[bool, str, Checked]]]
StanceHook = Callable[[ClaimQuery], Optional[Union[str, Stanced]]]


class _Query(Structure):
    """`lingsync_claim_query`."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("turn", c_uint32),
        ("role", c_int32),
        ("verdict", c_int32),
        ("id", c_void_p),
        ("id_len", c_size_t),
        ("text", c_void_p),
        ("text_len", c_size_t),
        ("correct_text", c_void_p),
        ("correct_text_len", c_size_t),
        ("turn_text", c_void_p),
        ("turn_text_len", c_size_t),
    ]


_Hook = CFUNCTYPE(c_int32, c_void_p, POINTER(_Query), c_void_p)
_Told = CFUNCTYPE(None)


class _Hooks(Structure):
    """`lingsync_hooks`. The library frees nothing: the session here keeps the functions alive."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("user_data", c_void_p),
        ("check", c_void_p),
        ("stance", c_void_p),
        ("free_user_data", c_void_p),
    ]


def _text(address: int | None, size: int) -> str:
    return string_at(address, size).decode("utf-8") if address and size else ""


def _query(asked: Any) -> ClaimQuery:
    correct = asked.correct_text
    return ClaimQuery(
        id=_text(asked.id, asked.id_len),
        text=_text(asked.text, asked.text_len),
        correct_text=None if correct is None else _text(correct, asked.correct_text_len),
        verdict=VERDICTS[asked.verdict - 1],
        turn=asked.turn,
        role=ROLES[asked.role],
        turn_text=_text(asked.turn_text, asked.turn_text_len),
    )


def verdict_name(verdict: Any) -> str:
    """The name of a verdict, which may be given as a ``bool``."""
    if isinstance(verdict, bool):
        return "true" if verdict else "false"
    return _named(verdict, VERDICTS, "verdict")


def _named(name: Any, names: tuple[str, ...], what: str) -> str:
    if not isinstance(name, str):
        raise TypeError(f"a {what} must be a str, not {type(name).__name__}")
    if name not in names:
        raise InvalidArgument(f"{ascii(name)[:40]} is no {what}: give {', '.join(names)}")
    return str(name)


def _checked(said: Any, answer: int) -> int:
    found = said if isinstance(said, Checked) else Checked(said)
    verdict = verdict_name(found.verdict)
    if verdict == PENDING:
        return _PENDING
    _set(answer, VERDICTS.index(verdict) + 1, found.confidence)
    if found.correct_text is not None:
        text = encoded(found.correct_text, "correct_text")
        _native.run(lib.claim_answer_set_correct_text, answer, text, len(text))
    return _KNOWN


def _stanced(said: Any, answer: int) -> int:
    if said == PENDING:
        return _PENDING
    found = said if isinstance(said, Stanced) else Stanced(said)
    _set(answer, STANCES.index(_named(found.stance, STANCES, "stance")) + 1, found.confidence)
    return _KNOWN


def _set(answer: int, value: int, confidence: float | None) -> None:
    sure = _NAN if confidence is None else float(confidence)
    _native.run(lib.claim_answer_set, answer, value, sure)


def _guarded(hook: Callable[[ClaimQuery], Any], tell: Callable[[Any, int], int]) -> Any:
    """The hook as the library calls it; what it raises is said where Python says such things."""

    def asked(_: Any, query: Any, answer: int) -> int:
        try:
            said = hook(_query(query.contents))
            return _NOTHING if said is None else tell(said, answer)
        except BaseException as why:
            unraisable(why)
            return _PENDING

    return _Hook(asked)


def unraisable(why: BaseException) -> None:
    """Hands an exception to :func:`sys.unraisablehook`, and lets none out: Python does that for
    what is raised in a function that C has called, so C calls one.
    """

    def raised_in_a_hook_of_lingsync() -> None:
        raise why

    _Told(raised_in_a_hook_of_lingsync)()


class Hooks:
    """Functions that a session asks, for as long as the session is."""

    __slots__ = ("_check", "_stance", "struct")

    def __init__(self, check: CheckHook | None, stance: StanceHook | None) -> None:
        for name, hook in (("check", check), ("stance", stance)):
            if hook is not None and not callable(hook):
                raise TypeError(f"{name} must be callable, not {type(hook).__name__}")
        self._check = None if check is None else _guarded(check, _checked)
        self._stance = None if stance is None else _guarded(stance, _stanced)
        self.struct = _Hooks(
            sizeof(_Hooks), None, _address(self._check), _address(self._stance), None
        )


def _address(function: Any) -> int | None:
    return None if function is None else cast(function, c_void_p).value
