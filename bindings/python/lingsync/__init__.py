"""How well does a chat agent synchronise with the person it talks to? Turn by turn, with evidence.

>>> import lingsync
>>> session = lingsync.Session()
>>> _ = session.observe("client", "I want to pause my plan until June")
>>> report = session.observe("agent", "Sure, I can suspend your subscription until June.")
>>> report.mirrored_words, report.missed_terms
(['June'], ['want', 'pause', 'plan'])

:class:`Session` watches one conversation, :class:`Engine` holds the settings, :class:`Report` says
what was found in a turn, and :func:`analyse` and :func:`analyse_jsonl` read whole transcripts. The
types of the JSON are in :mod:`lingsync.schema`.
"""

from ._native import lib as _lib
from ._native import text_of as _text_of
from .claims import PENDING, Checked, ClaimQuery, Stanced
from .default import analyse, analyse_jsonl
from .dialogue import Dialogue, Dialogues
from .engine import Engine
from .errors import (
    ConfigMismatch,
    InternalError,
    InvalidArgument,
    InvalidConfig,
    InvalidHint,
    InvalidPack,
    InvalidSnapshot,
    InvalidState,
    InvalidTranscript,
    InvalidUtf8,
    KeyMismatch,
    LimitExceeded,
    LingsyncError,
    PackMismatch,
    RetentionError,
    RewindTooFar,
    UnknownClaim,
    UnknownSpeaker,
    UnknownTurn,
    UnsupportedVersion,
)
from .evidence import Evidence, byte_spans, char_spans
from .frames import frame
from .report import Report
from .rerank import Candidate
from .roles import Role
from .session import Redaction, Session

__version__ = _text_of(_lib.version())

__all__ = [
    "PENDING",
    "Candidate",
    "Checked",
    "ClaimQuery",
    "ConfigMismatch",
    "Dialogue",
    "Dialogues",
    "Engine",
    "Evidence",
    "InternalError",
    "InvalidArgument",
    "InvalidConfig",
    "InvalidHint",
    "InvalidPack",
    "InvalidSnapshot",
    "InvalidState",
    "InvalidTranscript",
    "InvalidUtf8",
    "KeyMismatch",
    "LimitExceeded",
    "LingsyncError",
    "PackMismatch",
    "Redaction",
    "Report",
    "RetentionError",
    "RewindTooFar",
    "Role",
    "Session",
    "Stanced",
    "UnknownClaim",
    "UnknownSpeaker",
    "UnknownTurn",
    "UnsupportedVersion",
    "__version__",
    "analyse",
    "analyse_jsonl",
    "byte_spans",
    "char_spans",
    "frame",
]
