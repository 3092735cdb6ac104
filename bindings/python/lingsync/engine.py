"""What all sessions share: :class:`Engine`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from . import _native
from ._encode import detail_code, json_bytes, octets
from ._native import KEEP_GOING, LEXICON, SUMMARY_ONLY, lib
from .dialogue import Dialogue, Dialogues, Messages, spoken_texts
from .errors import InvalidConfig, InvalidTranscript
from .transcripts import DEFAULT_MAX_BYTES, Source, read_transcript

if TYPE_CHECKING:
    from .session import Session


class Engine:
    """Settings, language data and compiled patterns: made once, shared by sessions and threads.

    ``config`` holds the settings that differ from the defaults. ``key`` is the secret of 16 bytes
    for ``{"retention": "keyed"}``; it is in no configuration, snapshot or pickle. ``facts`` says
    what is true: claims are found and judged by it.

    >>> import lingsync
    >>> engine = lingsync.Engine({
    ...     "glossary": [{"id": "parcel", "terms": ["box", "parcel", "consignment"]}],
    ... })
    >>> session = engine.session()
    >>> _ = session.observe("client", "where is my box?")
    >>> report = session.observe("agent", "Your consignment is late.")
    >>> [(pair["theirs"], pair["ours"]) for pair in report["lexical"]["diverged"]]
    [('box', 'consignment')]
    >>> engine = lingsync.Engine(facts=[
    ...     {"subject": "the museum", "value": "opens at nine", "wrong_values": ["opens at eight"]},
    ... ])
    >>> session = engine.session()
    >>> session.observe("client", "The museum opens at eight, right?").claims_open
    1
    >>> session.observe("agent", "The museum opens at nine.").claims_open
    0
    """

    def __init__(
        self,
        config: Mapping[str, Any] | None = None,
        *,
        key: bytes | None = None,
        pack: bytes | None = None,
        background: bytes | None = None,
        facts: Iterable[Mapping[str, Any]] | None = None,
    ) -> None:
        self._handle: int | None = None
        self._keyed = key is not None
        secret = octets(key, "key") if key is not None else None
        data = b"" if pack is None else octets(pack, "pack")
        others = b"" if background is None else octets(background, "background")
        known = b"" if facts is None else _facts(facts)
        self._data = (bytes(data) or None, bytes(others) or None, known or None)
        settings = _config({} if config is None else config)
        try:
            if data or others or known:
                secret = b"" if secret is None else secret
                given = (
                    part for each in (secret, data, others, known) for part in (each, len(each))
                )
                self._handle = _native.made(lib.engine_new_with_facts, settings, *given)
            elif secret is None:
                self._handle = _native.made(lib.engine_new, settings)
            else:
                self._handle = _native.made(lib.engine_new_keyed, settings, secret, len(secret))
        finally:
            lib.config_free(settings)

    def __del__(self, _free: Any = lib.engine_free) -> None:
        handle, self._handle = getattr(self, "_handle", None), None
        if handle is not None:
            _free(handle)

    def session(self) -> Session:
        """A new, empty session."""
        from .session import Session

        return Session(self)

    def restore(self, snapshot: bytes | bytearray | memoryview) -> Session:
        """A session from its snapshot, by an engine with the same settings and key.

        >>> import lingsync
        >>> engine = lingsync.Engine()
        >>> session = engine.session()
        >>> _ = session.observe("client", "where is my box?")
        >>> engine.restore(session.snapshot()).turns
        1
        """
        from .session import restored

        return restored(self, octets(snapshot, "snapshot"))

    @property
    def config(self) -> dict[str, Any]:
        """All settings, defaults included, as a new ``dict``.

        >>> import lingsync
        >>> lingsync.Engine({"detail": "full"}).config["detail"]
        'full'
        """
        config = _native.made(lib.engine_config, self._handle)
        try:
            settings: dict[str, Any] = json.loads(_native.taken(lib.config_json, config))
            return settings
        finally:
            lib.config_free(config)

    @property
    def pack(self) -> str:
        """Language, version and digest of the language pack."""
        return _native.text_of(lib.engine_pack(self._handle))

    def analyse(
        self, messages: Messages, *, detail: str | None = None, lexicon: bool = False
    ) -> Dialogue:
        """Analyses one conversation: a list of chat messages, or an object that holds one.

        A message is ``{"role", "content"}``, whose content may be a list of parts; messages of the
        system and of tools are skipped. ``{"messages": [...]}`` and ``{"turns": [...]}`` work too.

        >>> import lingsync
        >>> dialogue = lingsync.Engine().analyse([
        ...     {"role": "user", "content": [{"type": "text", "text": "pause my plan"}]},
        ...     {"role": "assistant", "content": "Your plan is paused."},
        ... ])
        >>> dialogue.turns[1].mirrored_words
        ['plan']
        """
        if not isinstance(messages, Mapping):
            if isinstance(messages, (str, bytes)):
                raise TypeError("messages must be a list of messages; analyse_jsonl reads files")
            messages = {"messages": list(messages)}
        data = json_bytes(messages, "messages", InvalidTranscript)
        lines = Dialogues(self._lines(data, detail, LEXICON if lexicon else 0))
        dialogue = next(lines, None)
        if dialogue is None:
            raise InvalidTranscript("there is no message: give a list of messages")
        if next(lines, None) is not None:
            raise InvalidTranscript("these are several dialogues: give them to analyse_jsonl")
        dialogue._texts = spoken_texts(messages)
        return dialogue

    def analyse_jsonl(
        self,
        source: Source,
        *,
        detail: str | None = None,
        summary_only: bool = False,
        lexicon: bool = False,
        keep_going: bool = False,
        max_bytes: int = DEFAULT_MAX_BYTES,
    ) -> Dialogues:
        """Analyses the transcript in a file or in bytes, and hands out its dialogues one by one.

        The forms are found by content: JSON Lines of dialogues or of turns, chat messages,
        ``speaker<TAB>text``; each also packed with gzip. With ``keep_going`` what cannot be read
        becomes a dialogue with an ``error`` at its place; without it, it is raised.

        Memory: the file is read whole and analysed in one call, so it is held, unpacked, during the
        call, and the results, about 1.5 KB a turn, until they are handed out (``summary_only``
        leaves the turns out). A file of more than ``max_bytes``, unpacked, is
        :class:`LimitExceeded`: that guards against a small file that unpacks into a huge one. Split
        larger files.

        >>> import lingsync
        >>> data = b'''{"id": "a", "turns": [{"role": "client", "text": "pause my plan"}]}
        ... {"id": "b", "turns": [{"role": "client", "text": "where is my box?"}]}'''
        >>> [(each.id, each.turns[0].words) for each in lingsync.Engine().analyse_jsonl(data)]
        [('a', 3), ('b', 4)]
        """
        flags = (
            (SUMMARY_ONLY if summary_only else 0)
            | (LEXICON if lexicon else 0)
            | (KEEP_GOING if keep_going else 0)
        )
        return Dialogues(self._lines(read_transcript(source, max_bytes), detail, flags))

    def _lines(self, data: bytes, detail: str | None, flags: int) -> int:
        code = detail_code(detail)
        return _native.made(lib.engine_analyse_jsonl, self._handle, data, len(data), code, flags)

    def __copy__(self) -> Engine:
        """The same engine: it never changes."""
        return self

    def __deepcopy__(self, memo: Any) -> Engine:
        return self

    def __repr__(self) -> str:
        return f"<lingsync.Engine {self.pack}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles all but a key, which is a secret and goes into no pickle."""
        if self._keyed:
            raise TypeError(
                "an engine with a key cannot be pickled, as the key is a secret: make the engine "
                "where it is needed, and use snapshot() and restore()"
            )
        return _engine, (self.config, *self._data)


def _engine(
    config: Mapping[str, Any],
    pack: bytes | None,
    background: bytes | None,
    facts: bytes | None = None,
) -> Engine:
    """An engine out of a pickle."""
    known = None if facts is None else json.loads(facts)
    return Engine(config, pack=pack, background=background, facts=known)


def _facts(facts: Iterable[Mapping[str, Any]]) -> bytes:
    if isinstance(facts, (str, bytes, Mapping)):
        raise TypeError(f"facts must be a list of mappings, not {type(facts).__name__}")
    return json_bytes(list(facts), "facts", InvalidConfig)


def _config(config: Mapping[str, Any]) -> int:
    if not isinstance(config, Mapping):
        raise TypeError(f"config must be a mapping, not {type(config).__name__}")
    data = json_bytes(config, "config", InvalidConfig)
    return _native.made(lib.config_from_json, data, len(data))
