"""One conversation, watched turn by turn: :class:`Session`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from ctypes import addressof, byref, c_bool, c_uint32
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from . import _native
from ._encode import detail_code, encoded, json_bytes, meta_bytes, octets, turn_lines, uint32
from ._held import CLOSED, Held
from ._native import (
    NO_BYTES,
    ROLE_ARGUMENTS,
    UP_TO_NUL,
    TurnOut,
    lib,
    size_argument,
)
from .claims import CheckHook, Hooks, StanceHook, verdict_name
from .default import default_engine
from .engine import Engine
from .errors import InternalError, InvalidHint
from .report import Report
from .rerank import Candidate, ranked
from .roles import ROLE_NAMES, Role, role_code

if TYPE_CHECKING:
    from .schema import Amendment, Lexicon, SessionSummary

_observe = lib.observe
_preview = lib.preview


class Redaction(NamedTuple):
    """What :meth:`Session.redact` and :meth:`Session.forget` did."""

    turns: int
    """How many turns lost their words."""
    totals_kept: bool
    """Whether sums of turns that have left the window could not be changed."""


class Session(Held):
    """One conversation, watched turn by turn.

    A session may be used from several threads: calls on one session wait for one another, calls on
    different sessions run at the same time. It can be copied, pickled and used in a ``with``
    statement; ``close`` frees it early.

    >>> import lingsync
    >>> session = lingsync.Session()
    >>> _ = session.observe("client", "I want to pause my plan until June")
    >>> report = session.observe("agent", "Sure, I can suspend your subscription until June.")
    >>> report.mirrored_words, report.missed_terms
    (['June'], ['want', 'pause', 'plan'])
    """

    def __init__(self, engine: Engine | None = None) -> None:
        if engine is None:
            engine = default_engine()
        elif not isinstance(engine, Engine):
            raise TypeError(f"engine must be an Engine, not {type(engine).__name__}")
        self._engine = engine
        self._hold(_native.made(lib.session_new, engine._handle))

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def engine(self) -> Engine:
        """The engine that the session belongs to."""
        return self._engine

    # The way of a turn.

    def observe(
        self,
        role: str | Role,
        text: str,
        *,
        speaker: str | None = None,
        at: int | None = None,
        **hints: Any,
    ) -> Report:
        """Takes a turn in and reports on it.

        ``speaker`` is a label, ``at`` a time in milliseconds; all further keywords are hints, what
        the host knows of the turn besides: ``language="es"``, ``interrupted=True``,
        ``exclude=[{"start": 0, "end": 5}]``. Places in hints are bytes of the text's UTF-8;
        :func:`lingsync.byte_spans` makes them of places in characters.

        A surrogate in ``text``, as half a character is called that a program has cut, counts as
        U+FFFD.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> session.observe("user", "hola", speaker="Ana", at=1_700_000_000_000, language="es")
        <lingsync.Report turn=0 role=client words=1>
        """
        if speaker is None and at is None and not hints:
            return self._turn(_observe, role, text, None)
        return self._turn(_observe, role, text, meta_bytes(speaker, at, hints or None))

    def preview(
        self,
        role: str | Role,
        text: str,
        *,
        speaker: str | None = None,
        at: int | None = None,
        **hints: Any,
    ) -> Report:
        """What :meth:`observe` would report; changes nothing.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> _ = session.observe("client", "Can I pause my plan?")
        >>> session.preview("agent", "Yes, you can pause your plan.").mirrored
        2
        >>> session.turns
        1
        """
        if speaker is None and at is None and not hints:
            return self._turn(_preview, role, text, None)
        return self._turn(_preview, role, text, meta_bytes(speaker, at, hints or None))

    def _turn(self, call: Any, role: str | Role, text: str, meta: bytes | None) -> Report:
        try:
            who = ROLE_ARGUMENTS[role]
            data = str.encode(text)
        except (KeyError, TypeError, UnicodeEncodeError):
            who = ROLE_ARGUMENTS[ROLE_NAMES[role_code(role)]]
            data = encoded(text)
        size = UP_TO_NUL if 0 not in data else size_argument(len(data))
        more = NO_BYTES if meta is None else size_argument(len(meta))
        with self._lock:
            # Taken, so that a finaliser or signal handler that calls in between uses another.
            out, self._out = self._out or TurnOut(), None
            owned = self._owned
            status = call(
                owned.argument,
                who,
                data,
                size,
                meta,
                more,
                out.at_figures,
                out.at_report,
                out.at_error,
            )
            if status:
                failure = _native.failure(status, out.error.value)
                owned.open()
                raise failure
            handle = out.report.value
            figures = out.figures.raw
            self._out = out
        return Report(handle, figures, text)

    def observe_many(self, turns: Iterable[Any], *, detail: str | None = None) -> list[Report]:
        """Takes many turns in, in one call, and reports on each. If one is wrong, none is taken in.

        A turn is ``(role, text)`` or a mapping with ``role``, ``text`` (or ``content``) and, if you
        like, ``speaker``, ``at`` and ``hints``; other keys are not looked at.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> reports = session.observe_many([
        ...     ("client", "pause my plan"),
        ...     {"role": "agent", "text": "Which plan?", "speaker": "Bo"},
        ... ])
        >>> [report.words for report in reports], session.turns
        ([3, 2], 2)
        """
        data, texts = turn_lines(turns)
        lines = self.observe_jsonl(data, detail=detail).split("\n")[:-1]
        if len(lines) != len(texts):
            raise InternalError(f"{len(texts)} turns gave {len(lines)} reports")
        return [Report(None, None, text, line) for line, text in zip(lines, texts)]

    def observe_jsonl(self, lines: str | bytes, *, detail: str | None = None) -> str:
        """:meth:`observe_many` for turns that are JSON already, one object a line: gives the JSON
        of the reports, one a line. Nothing is decoded.

        Unlike :meth:`observe_many` it leaves out blank lines and messages of the system and of
        tools, and takes ``speaker<TAB>text`` as well.

        >>> import lingsync
        >>> lines = '{"role": "user", "text": "pause my plan"}\\nassistant\\tWhich plan?'
        >>> lingsync.Session().observe_jsonl(lines).count("\\n")
        2
        """
        data = encoded(lines, "lines") if isinstance(lines, str) else octets(lines, "lines")
        code = detail_code(detail)
        return self._taken(lib.session_observe_jsonl, data, len(data), code).decode("utf-8")

    def rerank(
        self,
        candidates: Iterable[str],
        *,
        role: str | Role = Role.AGENT,
        key: Callable[[Report], Any] | None = None,
        speaker: str | None = None,
        at: int | None = None,
        **hints: Any,
    ) -> list[Candidate]:
        """Candidate replies, best first, by their previews; changes nothing.

        ``key`` makes of a report what the candidates are sorted by, the smallest first. Without it
        replies that merely echo (``shared_repetition`` above 0.8) come last; then fewer ``missed``
        terms are better, then more ``mirrored`` words; equals stay in the order given. This is an
        order by uptake of words. It says nothing about the quality of a reply. ``missed`` counts
        no further than the setting ``lexical.max_missed``, which is 8.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> _ = session.observe("client", "does the kiln need a new element?")
        >>> ranked = session.rerank([
        ...     "Does the kiln need a new element?",
        ...     "Your heating coil might be defective.",
        ...     "An old kiln often needs one: measure the element.",
        ... ])
        >>> [candidate.index for candidate in ranked]
        [2, 1, 0]
        """
        if isinstance(candidates, str):
            raise TypeError("candidates must be a list of str, not one str")
        texts = list(candidates)
        with self._lock:
            reports = [self.preview(role, text, speaker=speaker, at=at, **hints) for text in texts]
        return ranked(texts, reports, key)

    # The conversation so far.

    @property
    def turns(self) -> int:
        """Turns observed so far; the next turn has this number."""
        return self._number(lib.session_turns)

    def __len__(self) -> int:
        return self.turns

    def __bool__(self) -> bool:
        """A session without a turn is a session all the same."""
        return True

    @property
    def heap_bytes(self) -> int:
        """Bytes that the session holds, about."""
        return self._number(lib.session_heap_bytes)

    def summary(self, detail: str | None = None) -> SessionSummary:
        """The measures of the conversation so far.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> _ = session.observe("client", "pause my plan")
        >>> _ = session.observe("agent", "which plan")
        >>> summary = session.summary()
        >>> summary["turns"], summary["words"], summary["lexical"]["pairs"][0]["mirrored"]
        (2, 5, 1)
        """
        code = detail_code(detail)
        handle = self._made(lib.session_summary, code)
        try:
            summary: SessionSummary = json.loads(_native.taken(lib.summary_json, handle))
            return summary
        finally:
            lib.summary_free(handle)

    def lexicon(self, role: str | Role = Role.AGENT, other: str | Role = Role.CLIENT) -> Lexicon:
        """The expressions that two parties share, with every measure of dialign; of one party and
        itself, what it repeats.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> _ = session.observe("client", "pause my plan please")
        >>> _ = session.observe("agent", "I can pause your plan")
        >>> [found["text"] for found in session.lexicon()["expressions"]]
        ['pause', 'plan']
        """
        codes = role_code(role), role_code(other)
        lexicon: Lexicon = json.loads(self._taken(lib.session_lexicon_json, *codes))
        return lexicon

    # Claims: what the host knows.

    def watch(self, claims: Iterable[Mapping[str, Any]]) -> None:
        """Claims that you know before they are made, in the form of the hint ``claims``: one opens
        when a turn of the client holds most of its words. A claim with a known id replaces the
        earlier one; all are taken, or none. They are part of snapshots.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> session.watch([{"id": "bats", "text": "bats are blind", "verdict": False}])
        >>> report = session.observe("client", "Is it true that bats are blind?")
        >>> report["correction"]["claims"][0]["id"], report.claims_open
        ('bats', 1)
        """
        if isinstance(claims, (str, bytes, Mapping)):
            raise TypeError(f"claims must be a list of mappings, not {type(claims).__name__}")
        data = json_bytes(list(claims), "claims", InvalidHint)
        self._run(lib.session_watch, data, len(data))

    def resolve(
        self,
        claim: str,
        verdict: bool | str,
        *,
        confidence: float | None = None,
        correct_text: str | None = None,
    ) -> list[Amendment]:
        """Settles a claim, by its id, whose truth was unknown, pending, or held to be another.

        Reports that were given stay as they are; what they would say now is returned, the oldest
        turn first. Raises :class:`UnknownClaim` for an id that no claim has which is followed
        or watched.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> session.watch([{"id": "bats", "text": "bats are blind", "verdict": "pending"}])
        >>> _ = session.observe("client", "Bats are blind, aren't they?")
        >>> _ = session.observe("agent", "No, bats are not blind.")
        >>> amended = session.resolve("bats", False)
        >>> [(each["turn"], each["before"], each["after"]) for each in amended]
        [(1, 'pending', 'correct')]
        """
        found: dict[str, Any] = {"verdict": verdict_name(verdict)}
        if confidence is not None:
            found["confidence"] = confidence
        if correct_text is not None:
            found["correct_text"] = correct_text
        name, data = encoded(claim, "claim"), json_bytes(found, "the resolution", InvalidHint)
        answer = self._taken(lib.session_resolve, name, len(name), data, len(data))
        amendments: list[Amendment] = json.loads(answer)
        return amendments

    def set_hooks(
        self, *, check: CheckHook | None = None, stance: StanceHook | None = None
    ) -> None:
        """Asks these functions about claims from now on, while turns are observed and previewed,
        before anything changes. Without any it asks nobody any more.

        ``check`` is asked whether a claim in a turn's hints, of which nothing is known, is true;
        ``stance`` what a turn of the agent does with a claim that is open. They get a
        :class:`ClaimQuery`; see :mod:`lingsync.claims` for what they may answer. A function that
        raises counts as pending, and :func:`sys.unraisablehook` is told. In it any call on the same
        session raises :class:`InvalidState`, and whatever it then says counts as pending. The
        functions run in the thread that uses the session. A copy of the session has the same
        hooks; a snapshot or pickle has none.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> session.set_hooks(check=lambda claim: "blind" not in claim.text)
        >>> claim = {"id": "bats", "text": "bats are blind", "verdict": "unknown"}
        >>> report = session.observe("client", "Why are bats blind?", claims=[claim])
        >>> report["correction"]["claims"][0]["verdict"]
        'false'
        """
        hooks = None if check is None and stance is None else Hooks(check, stance)
        with self._lock:
            owned = self._owned
            if hooks is None:
                _native.run(lib.session_clear_hooks, owned.open())
            else:
                _native.run(lib.session_set_hooks, owned.open(), addressof(hooks.struct))
            owned.hooks = hooks

    # The way back.

    def rewind(self, to_turn: int) -> None:
        """Goes back to when the session had ``to_turn`` turns, as when a reply is regenerated.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> _ = session.observe_many([("client", "where is my box?"), ("agent", "In Lyon.")])
        >>> session.rewind(1)
        >>> session.turns
        1
        """
        self._run(lib.session_rewind, uint32(to_turn, "to_turn"))

    def redact(self, turn: int) -> Redaction:
        """Removes the words of a turn, as if its text had been empty.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> _ = session.observe("client", "my number is 555-0123")
        >>> session.redact(0)
        Redaction(turns=1, totals_kept=False)
        """
        kept = c_bool()
        self._run(lib.session_redact, uint32(turn, "turn"), byref(kept))
        return Redaction(1, kept.value)

    def forget(self, speaker: str) -> Redaction:
        """Removes a speaker: the label, and the words of every turn under it.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> _ = session.observe("client", "my box is late", speaker="Ana")
        >>> session.forget("Ana")
        Redaction(turns=1, totals_kept=False)
        """
        label = encoded(speaker, "speaker")
        turns, kept = c_uint32(), c_bool()
        self._run(lib.session_forget, label, len(label), byref(turns), byref(kept))
        return Redaction(turns.value, kept.value)

    def reset(self) -> None:
        """Forgets everything: the session is as new."""
        self._run(lib.session_reset)

    # Copies.

    def snapshot(self) -> bytes:
        """The session as bytes, for :meth:`Engine.restore`. Under ``retention`` ``keep`` they hold
        the words of the window; restore only what you stored yourself.

        >>> import lingsync
        >>> session = lingsync.Session()
        >>> _ = session.observe("client", "where is my box?")
        >>> copy = session.engine.restore(session.snapshot())
        >>> copy.observe("agent", "Your box?") == session.observe("agent", "Your box?")
        True
        """
        return self._taken(lib.session_snapshot)

    def clone(self) -> Session:
        """A copy that goes its own way from here on; ``copy.copy`` gives the same."""
        with self._lock:
            hooks = self._owned.hooks
            return _session_of(self._engine, self._made(lib.session_clone), hooks)

    def __copy__(self) -> Session:
        return self.clone()

    def __deepcopy__(self, memo: Any) -> Session:
        return self.clone()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles the engine's settings and a snapshot."""
        return restored, (self._engine, self.snapshot())

    def __repr__(self) -> str:
        """Names sizes, never words."""
        with self._lock:
            closed = self._owned is CLOSED
            return f"<lingsync.Session {'closed' if closed else f'turns={self.turns}'}>"


def _session_of(engine: Engine, handle: int, hooks: Hooks | None = None) -> Session:
    session = Session.__new__(Session)
    session._engine = engine
    session._hold(handle, hooks)
    return session


def restored(engine: Engine, snapshot: bytes) -> Session:
    """A session from its snapshot."""
    handle = _native.made(lib.session_restore, engine._handle, snapshot, len(snapshot))
    return _session_of(engine, handle)
