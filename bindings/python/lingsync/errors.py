"""The exceptions: :class:`LingsyncError`, and a subclass for each kind of error."""

from __future__ import annotations

from typing import Any


class LingsyncError(Exception):
    """Any error of this library. After an error a session is as it was before the call.

    The message says the value, the limit and what to do; it never holds the text of a turn.

    ``status`` is the number and ``kind`` the snake_case name of the C interface; ``offset`` is the
    byte at which the input is wrong, where there is one.

    >>> import lingsync
    >>> try:
    ...     lingsync.Engine({"lexical": {"max_run_tokens": 5}})
    ... except lingsync.LingsyncError as error:
    ...     print(error.kind, "-", error)
    invalid_config - lexical.max_run_tokens = 5 is out of range: give 16 to 65535
    """

    default_status = -1
    default_kind = "unknown"

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        kind: str | None = None,
        offset: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status: int = self.default_status if status is None else status
        self.kind: str = kind or self.default_kind
        self.offset: int | None = offset

    def __reduce__(self) -> tuple[Any, ...]:
        state = {"status": self.status, "kind": self.kind, "offset": self.offset}
        return type(self), (str(self),), state


class InvalidArgument(LingsyncError, ValueError):
    """An argument that no call takes, such as a role of an unknown name."""

    default_status = 2
    default_kind = "invalid_argument"


class InvalidUtf8(LingsyncError, ValueError):
    """Bytes that are not UTF-8."""

    default_status = 3
    default_kind = "invalid_utf8"


class InvalidState(LingsyncError):
    """A call on an object that is closed or unusable."""

    default_status = 4
    default_kind = "invalid_state"


class InternalError(LingsyncError):
    """A defect of the library; the object on which the call was made is of no further use."""

    default_status = 6
    default_kind = "internal"


class LimitExceeded(LingsyncError):
    """A value is larger than the configured limit."""

    default_status = 10
    default_kind = "limit_exceeded"


class InvalidHint(LingsyncError):
    """A hint has the wrong form, or is unknown and the configuration is strict."""

    default_status = 11
    default_kind = "invalid_hint"


class InvalidConfig(LingsyncError):
    """A configuration value is unknown or out of its range."""

    default_status = 12
    default_kind = "invalid_config"


class InvalidTranscript(LingsyncError):
    """A transcript cannot be read."""

    default_status = 13
    default_kind = "invalid_transcript"


class UnknownTurn(LingsyncError):
    """The turn was never observed."""

    default_status = 14
    default_kind = "unknown_turn"


class UnknownSpeaker(LingsyncError):
    """The speaker has no turn in this session."""

    default_status = 15
    default_kind = "unknown_speaker"


class RewindTooFar(LingsyncError):
    """The window does not reach back that far."""

    default_status = 16
    default_kind = "rewind_too_far"


class RetentionError(LingsyncError):
    """The retention mode forbids the call."""

    default_status = 17
    default_kind = "retention"


class InvalidSnapshot(LingsyncError):
    """A snapshot is cut short, damaged, or not a snapshot at all."""

    default_status = 18
    default_kind = "invalid_snapshot"


class UnsupportedVersion(LingsyncError):
    """A snapshot was written by a newer version of the library."""

    default_status = 19
    default_kind = "unsupported_version"


class ConfigMismatch(LingsyncError):
    """A snapshot belongs to an engine with other settings."""

    default_status = 20
    default_kind = "config_mismatch"


class PackMismatch(LingsyncError):
    """A snapshot belongs to an engine with another language pack."""

    default_status = 21
    default_kind = "pack_mismatch"


class KeyMismatch(LingsyncError):
    """A snapshot belongs to an engine with another retention key."""

    default_status = 22
    default_kind = "key_mismatch"


class InvalidPack(LingsyncError):
    """A language pack or background is cut short, damaged, or without a licence entry."""

    default_status = 23
    default_kind = "invalid_pack"


class UnknownClaim(LingsyncError):
    """No claim that is followed has this id."""

    default_status = 24
    default_kind = "unknown_claim"


_PANIC = 5

_BY_STATUS: dict[int, type[LingsyncError]] = {
    kind.default_status: kind
    for kind in (
        InvalidArgument,
        InvalidUtf8,
        InvalidState,
        InternalError,
        LimitExceeded,
        InvalidHint,
        InvalidConfig,
        InvalidTranscript,
        UnknownTurn,
        UnknownSpeaker,
        RewindTooFar,
        RetentionError,
        InvalidSnapshot,
        UnsupportedVersion,
        ConfigMismatch,
        PackMismatch,
        KeyMismatch,
        InvalidPack,
        UnknownClaim,
    )
}
_BY_STATUS[_PANIC] = InternalError
_BY_KIND = {kind.default_kind: kind for kind in _BY_STATUS.values()}


def error_of(status: int, kind: str, message: str, offset: int | None) -> LingsyncError:
    """The exception for a status of the C interface; of an unknown one, the base class."""
    found = _BY_STATUS.get(status, LingsyncError)
    return found(message, status=status, kind=kind, offset=offset)


def error_of_kind(kind: str, message: str) -> LingsyncError:
    """The exception for a kind that is named in JSON."""
    found = _BY_KIND.get(kind, LingsyncError)
    return found(message, kind=kind)
