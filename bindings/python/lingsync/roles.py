"""Who speaks: :class:`Role`, and the words that transcripts use for it."""

from __future__ import annotations

from enum import Enum

from .errors import InvalidArgument


class Role(str, Enum):
    """Who speaks, as far as the measures are concerned. A role equals its name.

    >>> Role.CLIENT == "client"
    True
    >>> print(Role.of("assistant"))
    agent
    """

    CLIENT = "client"
    AGENT = "agent"
    OTHER = "other"

    __hash__ = str.__hash__

    def __str__(self) -> str:
        return self.value

    @classmethod
    def of(cls, name: str | Role) -> Role:
        """The role that a transcript's word means, in upper or lower case.

        ``user``, ``human``, ``patient``, ``seeker`` and ``customer`` are the client;
        ``assistant``, ``bot``, ``therapist`` and ``supporter`` are the agent.

        >>> Role.of("User")
        <Role.CLIENT: 'client'>
        >>> Role.of("waiter")
        Traceback (most recent call last):
        ...
        lingsync.errors.InvalidArgument: 'waiter' is no role: give client (user, human, patient, \
seeker, customer), agent (assistant, bot, therapist, supporter) or other
        """
        return ROLES[role_code(name)]


ROLES = (Role.CLIENT, Role.AGENT, Role.OTHER)
ROLE_NAMES = tuple(role.value for role in ROLES)

_WORDS = (
    ("client", "user", "human", "patient", "seeker", "customer"),
    ("agent", "assistant", "bot", "therapist", "supporter"),
    ("other",),
)

# The number of a role by its word, as C has it.
ROLE_CODES: dict[str, int] = {word: code for code, words in enumerate(_WORDS) for word in words}


def role_code(role: object) -> int:
    """The number of a role, or :class:`InvalidArgument` with the choices."""
    if not isinstance(role, str):
        raise TypeError(f"role must be a str or a Role, not {type(role).__name__}")
    code = ROLE_CODES.get(role)
    if code is None and role.isascii():
        code = ROLE_CODES.get(role.lower())
    if code is None:
        raise InvalidArgument(f"{_shown(role)} is no role: give {_choices()}")
    return code


def _shown(role: str) -> str:
    # Where the arguments were swapped this is the text of a turn, which no message may hold.
    plain = role.isascii() and role.replace("_", "").isalnum() and len(role) <= 16
    return repr(str(role)) if plain else f"a text of {len(role)} characters"


def _choices() -> str:
    client, agent, _ = (
        f"{first} ({', '.join(others)})" if others else first for first, *others in _WORDS
    )
    return f"{client}, {agent} or other"
