"""The typed figures of a turn: what the 128 bytes hold that the library writes, and the attributes
that read them."""

from __future__ import annotations

from collections.abc import Mapping
from struct import Struct
from typing import Any, Literal, TypeVar, get_args

from . import _native
from ._native import FIGURES_SIZE, lib
from .roles import ROLE_NAMES, ROLES, Role

# The fields of `lingsync_turn_figures` in their order; behind them stand the 16 reasons.
_INTEGERS = (
    "struct_size",
    "turn",
    "role",
    "words",
    "mirrored",
    "missed",
    "response",
    "repair",
    "stance",
    "worst_severity",
    "asked",
    "grounded",
    "claims_open",
    "claims_uncorrected",
    "findings_opened",
    "findings_open",
)
_DOUBLES = (
    "shared_repetition",
    "self_repetition",
    "formality_to_target",
    "warmth_to_target",
    "valence_to_target",
    "verbosity_to_target",
)
_LAYOUT = Struct(f"@{len(_INTEGERS)}I{len(_DOUBLES)}d16B")
_PLACES = {
    **{name: 4 * index for index, name in enumerate(_INTEGERS)},
    **{name: 4 * len(_INTEGERS) + 8 * index for index, name in enumerate(_DOUBLES)},
}
_REASONS = FIGURES_SIZE - 16

# One figure out of the bytes; a tuple of one.
_integer = Struct("@I").unpack_from
_double = Struct("@d").unpack_from

# Which of the 16 reasons belongs to a figure.
REASONS = {
    "shared_repetition": 0,
    "self_repetition": 1,
    "formality_to_target": 2,
    "warmth_to_target": 3,
    "valence_to_target": 4,
    "verbosity_to_target": 5,
    "mirrored": 6,
    "missed": 7,
    "response": 8,
    "repair": 9,
    "stance": 10,
    "asked": 11,
    "grounded": 12,
    "claims_open": 13,
    "claims_uncorrected": 13,
    "findings_opened": 14,
    "findings_open": 14,
    "worst_severity": 14,
}

FIGURES = ("turn", "role", "words", *REASONS)

_TURN, _ROLE, _WORDS = _PLACES["turn"], _PLACES["role"], _PLACES["words"]
_SHARED_REPETITION = _PLACES["shared_repetition"]
_SELF_REPETITION = _PLACES["self_repetition"]
_MIRRORED, _MIRRORED_WHY = _PLACES["mirrored"], _REASONS + REASONS["mirrored"]
_MISSED, _MISSED_WHY = _PLACES["missed"], _REASONS + REASONS["missed"]

# ``unknown`` is a name that a newer library has added.
Response = Literal["none", "clarify", "assume_stated", "passive", "offer_only", "unknown"]
Repair = Literal[
    "idle",
    "open",
    "solved",
    "closed",
    "breakdown",
    "abandoned",
    "misread",
    "repaired",
    "ignored",
    "unaddressed",
    "unknown",
]
Stance = Literal["none", "hold", "hedge", "cave", "reconsider", "unknown"]
Severity = Literal["none", "info", "notice", "warning", "unknown"]

RESPONSES: tuple[Response, ...] = get_args(Response)
REPAIRS: tuple[Repair, ...] = get_args(Repair)
STANCES: tuple[Stance, ...] = get_args(Stance)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

_Name = TypeVar("_Name", bound=str)

# The reasons why a figure may be undefined, by number; 0 means that it is defined.
REASON_NAMES = ("", *(_native.text_of(lib.undefined_name(code)) for code in range(1, 16)))
_NOT_AVAILABLE = 1


# What the step of a repair in a report leads to, where the names differ.
_REPAIR_STATES = {"opened": "open", "chained": "open"}

_OIR = {"oir_open", "oir_restricted", "oir_candidate"}
_ASKS = _OIR | {"ask_info", "ask_clarify", "ask_open", "ask_rhetorical"}
_GROUNDS = _OIR | {"ask_clarify", "ack", "display", "reflect", "reflect_complex"}


class Figures:
    """The figures as attributes. A figure without a value is ``None``; ``undefined`` says why.

    Those that every dashboard reads are written out, as a call more would double their cost.
    """

    __slots__ = ("_figures",)

    _figures: bytes | None

    def _read_figures(self) -> bytes:
        raise NotImplementedError

    def _number(self, name: str) -> float | None:
        value: float = _double(self._figures or self._read_figures(), _PLACES[name])[0]
        return value if value == value else None

    def _count(self, name: str) -> int | None:
        figures = self._figures or self._read_figures()
        if figures[_REASONS + REASONS[name]]:
            return None
        count: int = _integer(figures, _PLACES[name])[0]
        return count

    def _name(self, name: str, names: tuple[_Name, ...]) -> _Name | None:
        code = self._count(name)
        return None if code is None else names[min(code, len(names) - 1)]

    @property
    def turn(self) -> int:
        """The turn's number, from 0."""
        number: int = _integer(self._figures or self._read_figures(), _TURN)[0]
        return number

    @property
    def role(self) -> Role:
        """Who spoke."""
        return ROLES[_integer(self._figures or self._read_figures(), _ROLE)[0]]

    @property
    def words(self) -> int:
        """Words of the turn's prose."""
        count: int = _integer(self._figures or self._read_figures(), _WORDS)[0]
        return count

    @property
    def shared_repetition(self) -> float | None:
        """Share of the words in expressions that the other has already said, 0 to 1."""
        value: float = _double(self._figures or self._read_figures(), _SHARED_REPETITION)[0]
        return value if value == value else None

    @property
    def self_repetition(self) -> float | None:
        """Share of the words in expressions that the speaker has already said, 0 to 1."""
        value: float = _double(self._figures or self._read_figures(), _SELF_REPETITION)[0]
        return value if value == value else None

    @property
    def formality_to_target(self) -> float | None:
        """Distance of an agent's turn from the target of formality, in standard deviations."""
        return self._number("formality_to_target")

    @property
    def warmth_to_target(self) -> float | None:
        """Distance from the target of warmth."""
        return self._number("warmth_to_target")

    @property
    def valence_to_target(self) -> float | None:
        """Distance from the target of valence."""
        return self._number("valence_to_target")

    @property
    def verbosity_to_target(self) -> float | None:
        """Distance from the target of verbosity."""
        return self._number("verbosity_to_target")

    @property
    def mirrored(self) -> int | None:
        """Content words that the other has used, by type."""
        figures = self._figures or self._read_figures()
        return None if figures[_MIRRORED_WHY] else _integer(figures, _MIRRORED)[0]

    @property
    def missed(self) -> int | None:
        """Salient terms of the other that the turn does not take up."""
        figures = self._figures or self._read_figures()
        return None if figures[_MISSED_WHY] else _integer(figures, _MISSED)[0]

    @property
    def response(self) -> Response | None:
        """What an agent's turn does with the client's requests that wait."""
        return self._name("response", RESPONSES)

    @property
    def repair(self) -> Repair | None:
        """Where the newest repair stands that the turn moves; ``idle`` if it moves none."""
        return self._name("repair", REPAIRS)

    @property
    def stance(self) -> Stance | None:
        """What the agent does with its answer after a push-back; ``none`` without one."""
        return self._name("stance", STANCES)

    @property
    def asked(self) -> int | None:
        """Whether the turn asks something or starts a repair: 1 or 0."""
        return self._count("asked")

    @property
    def grounded(self) -> int | None:
        """Acts that show or secure understanding: acknowledgements, displays, questions back."""
        return self._count("grounded")

    @property
    def claims_open(self) -> int | None:
        """False claims that are followed and that the agent has not corrected."""
        return self._count("claims_open")

    @property
    def claims_uncorrected(self) -> int | None:
        """Of these the ones that the agent has answered otherwise than by asking back."""
        return self._count("claims_uncorrected")

    @property
    def findings_opened(self) -> int | None:
        """Findings that begin with this turn."""
        return self._count("findings_opened")

    @property
    def findings_open(self) -> int | None:
        """Findings that are open after this turn."""
        return self._count("findings_open")

    @property
    def worst_severity(self) -> Severity | None:
        """The severity of the gravest finding."""
        return self._name("worst_severity", SEVERITIES)

    @property
    def undefined(self) -> dict[str, str]:
        """Each figure that is ``None``, with the reason.

        >>> import lingsync
        >>> report = lingsync.Session().observe("client", "...")
        >>> report.shared_repetition, report.undefined["shared_repetition"]
        (None, 'empty')
        """
        figures = self._figures or self._read_figures()
        codes = {name: figures[_REASONS + place] for name, place in REASONS.items()}
        return {name: _reason_name(code) for name, code in codes.items() if code}

    def figures(self) -> dict[str, Any]:
        """All figures as a ``dict``, in a fixed order.

        >>> import lingsync
        >>> report = lingsync.Session().observe("client", "hello there")
        >>> list(report.figures().items())[:4]
        [('turn', 0), ('role', <Role.CLIENT: 'client'>), ('words', 2), ('shared_repetition', 0.0)]
        """
        return {name: getattr(self, name) for name in FIGURES}


def _reason_name(code: int) -> str:
    """The name of a reason; ``unknown`` for one that a newer library has added."""
    return REASON_NAMES[code] if code < len(REASON_NAMES) else "unknown"


def figures_of(data: Mapping[str, Any]) -> bytes:
    """The figures of a report of which only the JSON is at hand."""
    lexical = data["lexical"]
    values: dict[str, Any] = {
        "struct_size": FIGURES_SIZE,
        "turn": data["turn"],
        "role": ROLE_NAMES.index(data["role"]),
        "words": data["text"]["words"],
        "mirrored": lexical["mirrored_count"],
        "missed": len(lexical["missed"]),
    }
    reasons = [_NOT_AVAILABLE] * 15 + [0]
    reasons[REASONS["mirrored"]] = reasons[REASONS["missed"]] = 0
    for name in ("shared_repetition", "self_repetition"):
        values[name] = lexical[name]["value"]
        reasons[REASONS[name]] = _reason_code(lexical[name].get("undefined", {}).get("value"))
    for gap in data["register"].get("gap", ()):
        name = f"{gap['dimension']}_to_target"
        if name in REASONS:
            values[name] = gap["to_target"]
            reasons[REASONS[name]] = _reason_code(gap.get("undefined", {}).get("to_target"))
    seen = data["clarification"]
    step = seen["repair"]["event"] if seen["repair"] else "idle"
    values["response"] = _code(seen["response"] or "none", RESPONSES)
    values["repair"] = _code(_REPAIR_STATES.get(step, step), REPAIRS)
    acts = [hit["act"] for hit in seen["acts"]]
    values["asked"] = int(not _ASKS.isdisjoint(acts))
    values["grounded"] = sum(act in _GROUNDS for act in acts)
    truth = data["correction"]
    values["stance"] = _code(truth["stance"]["stance"] if truth["stance"] else "none", STANCES)
    values["claims_open"] = truth["claims_open"] or 0
    values["claims_uncorrected"] = truth["claims_uncorrected"] or 0
    why = truth.get("undefined", {}).get("claims_open")
    reasons[REASONS["claims_open"]] = _reason_code(why)
    for name in ("response", "repair", "stance", "asked", "grounded"):
        reasons[REASONS[name]] = 0
    integers = [values.get(name, 0) for name in _INTEGERS]
    doubles = [values.get(name) for name in _DOUBLES]
    nan = float("nan")
    return _LAYOUT.pack(*integers, *(nan if each is None else each for each in doubles), *reasons)


def _code(name: str, names: tuple[str, ...]) -> int:
    """The number of a name; that of ``unknown`` for one that a newer library has added."""
    return names.index(name) if name in names else len(names) - 1


def _reason_code(reason: str | None) -> int:
    if reason is None:
        return 0
    return REASON_NAMES.index(reason) if reason in REASON_NAMES else 255
