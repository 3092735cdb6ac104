"""From Python's values to the bytes that the library reads."""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring as quoted
from typing import Any

from .errors import InvalidArgument, InvalidHint, LingsyncError
from .roles import ROLE_NAMES, role_code

_SURROGATES = re.compile("[\ud800-\udfff]")
# How the line of a turn begins, by the number of the role.
_STARTS = [f'{{"role":"{name}","text":' for name in ROLE_NAMES]
_DETAILS = {None: 0, "brief": 1, "full": 2}


def encoded(text: str, what: str = "text") -> bytes:
    """UTF-8. Each surrogate, which UTF-8 cannot hold, becomes U+FFFD."""
    try:
        return str.encode(text)
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text).encode()
    except TypeError:
        raise TypeError(f"{what} must be a str, not {type(text).__name__}") from None


def _plain(value: Any) -> Any:
    """What is no ``dict`` but a mapping all the same."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(
        f"{type(value).__name__} is not JSON: give str, int, float, bool, None, lists and dicts"
    )


_encode = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain
).encode


# The closed table of hints; a test asks the library for each.
HINTS = frozenset(
    [
        "claims",
        "stances",
        "pushback",
        "evidence",
        "agent_was_wrong",
        "ambiguous",
        "refers_to",
        "resolved",
        "mentions",
        "referent",
        "series",
        "language",
        "modality",
        "interrupted",
        "exclude",
        "duration_ms",
        "tokens",
    ]
)


def json_bytes(value: Any, what: str, problem: type[LingsyncError] = InvalidArgument) -> bytes:
    """JSON, or ``problem`` for values that JSON has not: NaN, cycles, nesting without end."""
    return encoded(_written(value, what, problem))


def _written(value: Any, what: str, problem: type[LingsyncError]) -> str:
    try:
        return _encode(value)
    except (ValueError, RecursionError) as why:
        reason = "nested too deep" if isinstance(why, RecursionError) else str(why)
        raise problem(f"{what} cannot be written as JSON: {reason}") from None


def meta_bytes(speaker: Any, at: Any, hints: Any) -> bytes:
    """What a turn has beside role and text, as JSON. A name that is no hint is a ``TypeError``."""
    for name in hints or ():
        if name not in HINTS:
            raise TypeError(f"{name!r} is no hint: give speaker, at, {', '.join(sorted(HINTS))}")
    return encoded(f"{{{','.join(_fields(speaker, at, hints))}}}")


def _fields(speaker: Any, at: Any, hints: Any) -> list[str]:
    fields: list[str] = []
    if speaker is not None:
        if not isinstance(speaker, str):
            raise TypeError(f"speaker must be a str, not {type(speaker).__name__}")
        fields.append(f'"speaker":{quoted(speaker)}')
    if at is not None:
        fields.append(f'"at":{_milliseconds(at)}')
    if hints is not None:
        fields.append(f'"hints":{_written(hints, "hints", InvalidHint)}')
    return fields


def _milliseconds(at: Any) -> int:
    try:
        milliseconds = operator.index(at)
    except TypeError:
        raise TypeError(f"at must be an int of milliseconds, not {type(at).__name__}") from None
    if not -(2**63) <= milliseconds < 2**63:
        raise InvalidArgument("at does not fit 64 bits: give milliseconds")
    return milliseconds


def turn_lines(turns: Iterable[Any]) -> tuple[bytes, list[str]]:
    """Turns as JSON Lines, and their texts."""
    lines: list[str] = []
    texts: list[str] = []
    for index, turn in enumerate(turns):
        try:
            line, text = _turn_line(turn)
        except (TypeError, LingsyncError) as why:
            raise _placed(why, index) from None
        lines.append(line)
        texts.append(text)
    return encoded("\n".join(lines)), texts


def _turn_line(turn: Any) -> tuple[str, str]:
    more: list[str] = []
    # Tuples and lists first: to ask whether something is a mapping takes longer than all the rest.
    if isinstance(turn, (tuple, list)) and len(turn) == 2:
        role, text = turn
    elif isinstance(turn, Mapping):
        role, text = turn.get("role"), turn.get("text", turn.get("content"))
        more = _fields(turn.get("speaker"), turn.get("at"), turn.get("hints"))
    else:
        raise TypeError('a turn must be {"role": ..., "text": ...} or (role, text)')
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    line = f"{_STARTS[role_code(role)]}{quoted(text)}"
    return f"{line},{','.join(more)}}}" if more else line + "}", text


def _placed(why: Exception, index: int) -> Exception:
    """The same error, with the number of the turn in the list."""
    message = f"turn {index}: {why}"
    if isinstance(why, LingsyncError):
        return type(why)(message, status=why.status, kind=why.kind, offset=why.offset)
    return type(why)(message)


def detail_code(detail: str | None) -> int:
    """``None`` (as configured), ``"brief"`` or ``"full"``."""
    if detail is not None and not isinstance(detail, str):
        raise TypeError(f"detail must be a str or None, not {type(detail).__name__}")
    code = _DETAILS.get(detail)
    if code is None:
        raise InvalidArgument(f"detail is {ascii(detail)[:40]}: give 'brief', 'full' or None")
    return code


def uint32(value: Any, what: str) -> int:
    """A number of turns, in the range that the library can take."""
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{what} must be an int, not {type(value).__name__}") from None
    if not 0 <= number < 2**32:
        raise InvalidArgument(f"{what} is out of range: give a number from 0 to 4294967295")
    return number


def octets(data: Any, what: str) -> bytes:
    """``bytes`` of anything like them."""
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data)
    raise TypeError(f"{what} must be bytes, not {type(data).__name__}")
