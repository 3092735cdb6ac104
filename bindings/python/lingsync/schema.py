# generated from schema/report.schema.json; do not edit
"""The types of lingsync's reports, as `json.loads` gives them."""

from typing import Literal, Optional, TypedDict, Union

__all__ = [
    "Act",
    "ActEvidence",
    "ActEvidenceKind",
    "ActHit",
    "Amendment",
    "ByRole",
    "ClaimFigures",
    "ClaimReport",
    "ClaimSource",
    "ClaimVerdict",
    "ClarificationObservation",
    "ClarificationResponse",
    "ClarificationRole",
    "ClarificationSummary",
    "ClientState",
    "CoordinationAggregates",
    "CorrectionMarker",
    "CorrectionObservation",
    "CorrectionResponse",
    "CorrectionSummary",
    "Costly",
    "DialogueReport",
    "Dimension",
    "DimensionFigures",
    "DimensionGap",
    "Distance",
    "Diverged",
    "ErrorKind",
    "Estimate",
    "Expression",
    "Face",
    "GroundingGaps",
    "Level",
    "LexicalObservation",
    "LexicalSummary",
    "Lexicon",
    "Lift",
    "Lifts",
    "MarkerKind",
    "MarkerScore",
    "Mean",
    "Mirrored",
    "Missed",
    "Miti",
    "OtherRepetition",
    "Outcome",
    "PairSummary",
    "Party",
    "PartyLexicon",
    "PartySummary",
    "PatternHit",
    "Problem",
    "ProblemError",
    "Pushback",
    "PushbackKind",
    "QuestionForm",
    "Rate",
    "Readability",
    "RegisterObservation",
    "RegisterPair",
    "RegisterParty",
    "RegisterSummary",
    "RepairEvent",
    "RepairFigures",
    "RepairInterval",
    "RepairKind",
    "RepairStep",
    "Requests",
    "Responsiveness",
    "Reuse",
    "ReuseMeans",
    "Rhythm",
    "Rifts",
    "Role",
    "RolesOrigin",
    "ScoreEvidence",
    "Segment",
    "SegmentClass",
    "SeriesFigures",
    "SessionSummary",
    "SharedExpression",
    "Sharing",
    "SharingOwn",
    "SharingPair",
    "Span",
    "StanceReport",
    "StanceStep",
    "Strategy",
    "StrategyHit",
    "StrategyShare",
    "StyleByCategory",
    "StyleEvent",
    "StyleRates",
    "StyleRequests",
    "StyleScore",
    "StyleSlope",
    "StyleStep",
    "TextCounts",
    "TurnReport",
    "UndefinedReason",
    "VaderFigures",
    "VocabularyOverlap",
    "Window",
    "Wish",
]


RolesOrigin = Literal[
    "given",
    "assumed",
]
"""Where the roles of a dialogue come from. `given`: the file names a client or an agent. `assumed`:
it names neither, so the first speaker is taken as the client and the second as the agent.
"""


Role = Literal[
    "client",
    "agent",
    "other",
]
"""Who speaks. `client`: the person who is helped, advised or served. `agent`: the one whose
synchrony is watched. `other`: anybody else.
"""


Party = Literal[
    "client",
    "agent",
    "other",
    "party_3",
    "party_4",
    "party_5",
    "party_6",
    "party_7",
]
"""One side of a measure: the three roles. With `lexical.all_speakers` each speaker is a party of
its own: the first client and the first agent keep these names, the others are numbered by first
appearance, and those after the eighth share the last one.
"""


UndefinedReason = Literal[
    "not_available",
    "empty",
    "too_short",
    "too_few",
    "no_variance",
    "language",
    "no_vectors",
    "no_truth_supplied",
    "no_time",
    "no_referents",
    "low_reliability",
    "budget",
    "retention",
    "no_background",
    "no_glossary",
]
"""Why a measure has no value. `not_available`: there is nothing to compare with yet. `empty`: a
side holds no word. `too_short`: a side is shorter than the measure needs. `too_few`: too few
observations so far. `no_variance`: the values do not vary. `language`: the text is outside the
languages of the pack. `no_vectors`, `no_truth_supplied`, `no_time`, `no_referents`,
`no_background`, `no_glossary`: the host supplied none. `low_reliability`: the reading is too
unreliable at this length. `budget`: the work budget is used up. `retention`: too little of the text
is kept.
"""


class _TextCounts(TypedDict):
    # Words of the prose: those that feed the measures.
    words: int
    # Sentences of the prose.
    sentences: int
    # Words that did not fit into the vocabulary (`limits.max_vocabulary`).
    overflow_words: int
    # The share of all words that stand in code, 0 to 1; null (`empty`) without any word.
    code_share: Optional[float]
    # The share of all words that stand in quotations, 0 to 1; null (`empty`) without any word.
    quoted_share: Optional[float]


class TextCounts(_TextCounts, total=False):
    """How much of a turn is what. Only prose is measured."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


SegmentClass = Literal[
    "prose",
    "code",
    "quotation",
    "url",
    "table",
    "trace",
]
"""What kind of text a segment is. `prose`: the writer's own words. `code`: program code.
`quotation`: somebody else's words, in `>` lines or quoted mail. `url`: a link or a mail address.
`table`: rows and columns. `trace`: a stack trace, a compiler's message or log lines.
"""


class Span(TypedDict):
    """A piece of a turn's text, as UTF-8 byte offsets."""

    # First byte.
    start: int
    # One past the last byte.
    end: int


Segment = TypedDict(
    "Segment",
    {
        # What kind of text it is.
        "class": SegmentClass,
        # Where it stands.
        "span": Span,
    },
)
"""A piece of a turn's text that is of one class."""


class PatternHit(TypedDict):
    """A hit of a pattern of the host."""

    # The pattern's name.
    name: str
    # Where it stands.
    span: Span


class _Rate(TypedDict):
    # How often it happened.
    hits: int
    # How often it could have happened.
    of: int
    # `hits` / `of`, 0 to 1; null (`empty`) when `of` is 0.
    value: Optional[float]
    # The Wilson score interval at 95 %: low and high, 0 to 1; null when `of` is 0.
    interval: Optional[list[float]]


class Rate(_Rate, total=False):
    """A share: so many hits out of so many chances."""

    # Why `value` is null. Only there when it is.
    undefined: dict[str, UndefinedReason]


class SharedExpression(TypedDict):
    """An expression of a turn that the other party has said before."""

    # Where it stands.
    span: Span
    # Its length in words.
    words: int
    # Who of the two said it first.
    initiator: Party
    # Whether this turn is the first in which the speaker says it.
    newly_shared: bool


class Mirrored(TypedDict):
    """A content word that the other party has used."""

    # Its first place in the turn.
    span: Span
    # Turns since the other party last used it; 1 is the turn before.
    lag: int


Outcome = Literal[
    "avoided",
    "replaced",
]
"""What became of a missed term. `avoided`: neither it nor a known substitute is there. `replaced`:
another term of the same glossary entry is there.
"""


class _Missed(TypedDict):
    # The term; null where the session keeps no text.
    term: Optional[str]
    # The partner's turn in which it stands.
    turn: int
    # Its place in that turn.
    span: Span
    # ln((1 + turns) / (1 + turns with it)), 0 upwards: high for a rare word.
    salience: float
    # What became of it.
    outcome: Outcome


class Missed(_Missed, total=False):
    """A term of the partner that the turn does not take up."""

    # The place in this turn of the term that replaces it. Only there when it is replaced.
    by: Span


class Diverged(TypedDict):
    """Two terms for one thing."""

    # The glossary entry that says so.
    entry: str
    # The partner's term.
    theirs: str
    # The term of this turn.
    ours: str
    # The place of `ours` in this turn.
    span: Span


class _Reuse(TypedDict):
    # Clipped unigram precision, 0 to 100.
    p1: Optional[float]
    # Shared word types by all word types, 0 to 1.
    jaccard: Optional[float]
    # Words whose type is in the partner's turn, by the words of both turns, 0 to 1.
    lla: Optional[float]
    # The same by the product of both lengths, 0 to 1.
    lilla: Optional[float]
    # The same by the root of that product, 0 upwards.
    sqrtprod: Optional[float]
    # Cosine of the n-gram counts for n = 1, 2, 3, each 0 to 1; null (`too_short`) when a side has
    # no n-gram.
    ngram_cosine: list[Optional[float]]
    # The same with every open-class word replaced by one symbol; null (`language`) when a turn is
    # outside the pack's language.
    structure: list[Optional[float]]


class Reuse(_Reuse, total=False):
    """How much a turn reuses of the partner's last turn. Null (`not_available`) in the first turn
    and after a turn of the same party, and (`empty`) when a side has no word. Raw figures: long
    turns and common topics raise them.
    """

    # Why measures are null, by key; `ngram_cosine[2]` stands for n = 2. Only there when one is.
    undefined: dict[str, UndefinedReason]


class OtherRepetition(TypedDict):
    """Shared repetition of a turn towards a party that it does not answer."""

    # The party.
    towards: Party
    # Words of the turn that lie in an expression which that party has already said, by the words of
    # the turn.
    shared_repetition: Rate


class _LexicalObservation(TypedDict):
    # The party with which the turn is compared.
    towards: Party
    # Words of the turn that lie in an expression which `towards` has already said (dialign's DER),
    # by the words of the turn.
    shared_repetition: Rate
    # Words of the turn that lie in an expression which the same party has already said (dialign's
    # DSER), by the words of the turn.
    self_repetition: Rate
    # How many expressions of the turn are shared, those beyond the limit of `expressions` included.
    expression_count: int
    # The expressions behind `shared_repetition`, in order; at most `limits.max_evidence`.
    expressions: list[SharedExpression]
    # How many content words are mirrored, those beyond the limit of `mirrored` included.
    mirrored_count: int
    # Content words of the turn that `towards` has used, each once, in order; at most
    # `limits.max_evidence`.
    mirrored: list[Mirrored]
    # Salient content words and glossary terms of what `towards` said last that the turn does not
    # take up, the most salient first; at most `lexical.max_missed`.
    missed: list[Missed]
    # Pairs of glossary terms for one thing, theirs and ours; null (`no_glossary`) without a
    # glossary.
    diverged: Optional[list[Diverged]]


class LexicalObservation(_LexicalObservation, total=False):
    """The lexical measures of one turn, towards the party it answers."""

    # Overlap with the partner's last turn. Only in full detail.
    reuse: Reuse
    # Shared repetition towards the other parties that have spoken. Only in full detail.
    others: list[OtherRepetition]
    # Why `diverged` is null. Only there when it is.
    undefined: dict[str, UndefinedReason]


class _ClientState(TypedDict):
    # distress of the speaker: z-score, 0 is the average of chat; null (`language`, `empty`,
    # `not_available`) where it cannot be said.
    distress: Optional[float]
    # hostility of the speaker: z-score, 0 is the average of chat; null (`language`, `empty`,
    # `not_available`) where it cannot be said.
    hostility: Optional[float]
    # doubt of the speaker: z-score, 0 is the average of chat; null (`language`, `empty`,
    # `not_available`) where it cannot be said.
    doubt: Optional[float]


class ClientState(_ClientState, total=False):
    """The state of the speaker as far as the wording shows it; experimental."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _VaderFigures(TypedDict):
    # Share of negative weight.
    neg: Optional[float]
    # Share of neutral words.
    neu: Optional[float]
    # Share of positive weight.
    pos: Optional[float]
    # The sum of all valences, normalised.
    compound: Optional[float]


class VaderFigures(_VaderFigures, total=False):
    """VADER's figures (Hutto & Gilbert 2014), equal to those of vaderSentiment 3.3.2."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


Strategy = Literal[
    "please",
    "please_start",
    "has_hedge",
    "indirect_btw",
    "hedges",
    "factuality",
    "deference",
    "gratitude",
    "apologizing",
    "first_person_plural",
    "first_person",
    "first_person_start",
    "second_person",
    "second_person_start",
    "indirect_greeting",
    "direct_question",
    "direct_start",
    "has_positive",
    "has_negative",
    "subjunctive",
    "indicative",
]
"""A politeness strategy of Danescu-Niculescu-Mizil et al. 2013, as ConvoKit reads them."""


class StrategyHit(TypedDict):
    """A place where a turn shows a politeness strategy."""

    # The strategy.
    strategy: Strategy
    # The words that show it.
    span: Span


class _Rhythm(TypedDict):
    # Words of the prose; without fillers where the turn was spoken.
    words: int
    # Sentences of the prose.
    sentences: int
    # Words by sentences; null (`empty`) without a sentence.
    words_per_sentence: Optional[float]
    # Seconds from the other party's last turn to this one; null (`no_time`) without both times.
    latency: Optional[float]
    # Exclamation marks.
    exclamation: int
    # Question marks.
    question: int
    # Ellipses.
    ellipsis: int
    # Emoji.
    emoji: int
    # Words of two or more letters, all of them capitals.
    capitals: int


class Rhythm(_Rhythm, total=False):
    """The rhythm of a turn."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


Dimension = Literal[
    "formality",
    "politeness",
    "valence",
    "arousal",
    "warmth",
    "receptiveness",
    "distress",
    "hostility",
    "doubt",
    "certainty",
    "vader",
    "verbosity",
    "latency",
]
"""A scalar of register that is followed from turn to turn. `formality`, `politeness`, `valence`,
`arousal`, `warmth` and `receptiveness`: z-scores. `distress`, `hostility`, `doubt`: experimental
z-scores. `certainty`: boosters minus hedges per 100 words. `vader`: VADER's compound score.
`verbosity`: ln(1 + words). `latency`: seconds since the other party's turn.
"""


class _DimensionGap(TypedDict):
    # The dimension.
    dimension: Dimension
    # This turn's value minus the client's level, the mean of its last 8 turns.
    raw: Optional[float]
    # The distance from the target, 0 where it is met; null (`not_available`) also where there is no
    # target.
    to_target: Optional[float]


class DimensionGap(_DimensionGap, total=False):
    """The distance of an agent's turn from the client's level of a dimension."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class ScoreEvidence(TypedDict):
    """A word or pair of words that moves a model's score."""

    # The score.
    dimension: Dimension
    # Where the words stand.
    span: Span
    # How much they add to the score, in its standard deviations.
    contribution: float


class _StyleRates(TypedDict):
    # Words.
    words: int
    # Per cent of words.
    personal_pronouns: Optional[float]
    # Per cent of words.
    impersonal_pronouns: Optional[float]
    # Per cent of words.
    articles: Optional[float]
    # Per cent of words.
    conjunctions: Optional[float]
    # Per cent of words.
    prepositions: Optional[float]
    # Per cent of words.
    auxiliary_verbs: Optional[float]
    # Per cent of words.
    adverbs: Optional[float]
    # Per cent of words.
    negations: Optional[float]
    # Per cent of words.
    quantifiers: Optional[float]


class StyleRates(_StyleRates, total=False):
    """Per cent of words by category of style (Ireland & Pennebaker 2010)."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _Readability(TypedDict):
    # Flesch reading ease.
    flesch: Optional[float]
    # Flesch-Kincaid grade.
    flesch_kincaid: Optional[float]
    # Gunning fog.
    fog: Optional[float]
    # SMOG grade.
    smog: Optional[float]
    # Automated readability index.
    ari: Optional[float]
    # Coleman-Liau index.
    coleman_liau: Optional[float]


class Readability(_Readability, total=False):
    """Six readability formulas; null (`empty`) without a word and a sentence."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _RegisterObservation(TypedDict):
    # The party whose level the gap is taken from.
    towards: Party
    # How formal the wording is: z-score, 0 is the average of chat; null (`language`, `empty`,
    # `not_available`) where it cannot be said.
    formality: Optional[float]
    # How polite it is as a request: z-score, 0 is the average of chat; null (`language`, `empty`,
    # `not_available`) where it cannot be said.
    politeness: Optional[float]
    # How positive the tone is: z-score, 0 is the average of chat; null (`language`, `empty`,
    # `not_available`) where it cannot be said.
    valence: Optional[float]
    # How agitated the tone is: z-score, 0 is the average of chat; null (`language`, `empty`,
    # `not_available`) where it cannot be said.
    arousal: Optional[float]
    # How warm the wording is: z-score, 0 is the average of chat; null (`language`, `empty`,
    # `not_available`) where it cannot be said.
    warmth: Optional[float]
    # How open to the other's view: z-score, 0 is the average of chat; null (`language`, `empty`,
    # `not_available`) where it cannot be said.
    receptiveness: Optional[float]
    # The raw score of the published model of receptiveness; null as the others.
    receptiveness_raw: Optional[float]
    # Boosters minus hedges per 100 words.
    certainty: Optional[float]
    # VADER's four figures.
    vader: VaderFigures
    # Where politeness strategies show, in order; null (`language`, `empty`, `not_available`) where
    # it cannot be said.
    strategies: Optional[list[StrategyHit]]
    # Length, pace and punctuation.
    rhythm: Rhythm
    # The words that move each model's score furthest.
    evidence: list[ScoreEvidence]


class RegisterObservation(_RegisterObservation, total=False):
    """The register of one turn, and its distance from the client's."""

    # Experimental: the state of the speaker. Only there with `register.client_state`.
    client_state: ClientState
    # The distance from the client's level by dimension. Only there for turns of the agent, and
    # where a level is known.
    gap: list[DimensionGap]
    # Words by category of style. Only in full detail.
    style: StyleRates
    # Six readability formulas. Only in full detail.
    readability: Readability
    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


Act = Literal[
    "ask_info",
    "ask_clarify",
    "ask_open",
    "ask_rhetorical",
    "offer",
    "closing_offer",
    "oir_open",
    "oir_restricted",
    "oir_candidate",
    "repair_self",
    "repair_third",
    "repair_solution",
    "restate_request",
    "ack",
    "display",
    "reflect",
    "reflect_complex",
    "agree",
    "disagree",
    "pushback",
    "claim",
    "correct",
    "correct_hedged",
    "concede",
    "apologise",
    "validate",
    "handoff",
    "topic_shift",
    "inform",
    "request",
    "style_request",
    "advise",
]
"""What a sentence does. Questions: `ask_info` (new content), `ask_clarify` (to pin down the
request), `ask_open` (to say more), `ask_rhetorical` (wants no reply; experimental). `offer`,
`closing_offer`: an action of the speaker's own, the formula before a close. Repairs of the other's
talk: `oir_open` (without saying where the trouble is), `oir_restricted` (saying where),
`oir_candidate` (offering a reading). `repair_self` (experimental): of the own talk. `repair_third`:
the reply missed what was meant. `repair_solution`: what a repair or a clarifying question asked
for. `restate_request`: the request again after a reply that failed. `ack`, `display`: heard; the
other's words again. `reflect`, `reflect_complex` (experimental): what the other meant, without and
with something added. `agree`, `disagree`, `pushback`: accepts, rejects or disputes. `claim`,
`correct`, `correct_hedged`, `concede`, `apologise`, `validate`. `handoff`, `topic_shift`: returns
the initiative, leaves the topic. `inform`: the rest. `request`, `style_request`: wants something
done, or another manner. `advise`.
"""


QuestionForm = Literal[
    "polar",
    "wh",
    "alternative",
    "declarative",
    "tag",
    "indirect",
]
"""The form of a question. `polar`: wants yes or no. `wh`: has a question word. `alternative`: names
alternatives. `declarative`: has the word order of a statement. `tag`: ends in a tag. `indirect`: is
embedded.
"""


ActEvidenceKind = Literal[
    "phrase",
    "form",
    "model",
    "overlap",
    "sequence",
    "pattern",
    "hint",
]
"""Why an act was recognised. `phrase`: a phrase of the pack. `form`: word order and marks. `model`:
the weights of a model. `overlap`: words of an earlier turn. `sequence`: what the turn before had
asked for. `pattern`, `hint`: the host says so.
"""


class _ActEvidence(TypedDict):
    # What kind of evidence it is.
    kind: ActEvidenceKind


class ActEvidence(_ActEvidence, total=False):
    """What shows an act; the other keys depend on `kind`."""

    # Of a phrase: its number in the pack's list of acts.
    number: int
    # Of a phrase: the words that match.
    span: Span
    # Of a model: how far above its threshold the score lies, in thousandths of its standard
    # deviation.
    margin: int
    # Of an overlap: words that are shared with an earlier turn.
    shared: int
    # Of an overlap: words that could be shared.
    of: int


class ActHit(TypedDict):
    """An act in a turn: what, where, how sure and why."""

    # The act.
    act: Act
    # The forms of the sentence, where something is asked; they combine.
    form: list[QuestionForm]
    # The sentence that does it, or the words that the host's pattern matched.
    span: Span
    # How sure it is, 0 to 1: of a rule the share of its hits that were right where it was tried. It
    # orders hits and is no probability.
    confidence: float
    # What shows it.
    evidence: ActEvidence


RepairStep = Literal[
    "opened",
    "chained",
    "solved",
    "closed",
    "breakdown",
    "abandoned",
    "misread",
    "repaired",
    "ignored",
    "unaddressed",
]
"""What happens to a repair. `opened`: a party starts to repair what the other said. `chained`:
started again, as the answer was not enough. `solved`: the other supplies what was asked. `closed`:
the party that started it goes on; the good end. `breakdown`: the third start on the same trouble.
`abandoned`: the topic changed, two turns did not answer, or eight newer ones are open. `misread`:
the client says that the reply missed what was meant. `repaired`: the agent gives way or apologises
and says something new; the good end of a misreading. `ignored`: it says the same again.
`unaddressed`: it does neither.
"""


RepairKind = Literal[
    "open",
    "restricted",
    "candidate",
    "third_position",
]
"""How a repair is started. `open`: without saying where the trouble is. `restricted`: saying where
it is. `candidate`: offering a reading. `third_position`: the client says after the reply that it
missed what was meant.
"""


class RepairEvent(TypedDict):
    """A step of a repair."""

    # What happens.
    event: RepairStep
    # Who started the repair.
    initiator: Party
    # How it was started, the last time.
    kind: RepairKind
    # The turn that is repaired: the other's last one before, or what the hint `refers_to` names;
    # null where nobody else had spoken.
    source: Optional[int]
    # The turn that started it.
    opened: int
    # How often it was started on the same trouble, 1 to 3.
    chain: int


ClarificationResponse = Literal[
    "clarify",
    "assume_stated",
    "passive",
    "offer_only",
]
"""What the agent does with a request. `clarify`: asks back. `assume_stated`: says which reading it
answers. `passive`: answers at once. `offer_only`: only offers something.
"""


class Costly(TypedDict):
    """An answer at once that the client has to repair, or after which it makes the request again.
    """

    # The turn of the request.
    request: int
    # The turn that answered it.
    answer: int


StyleStep = Literal[
    "asked",
    "honoured",
    "not_honoured",
    "undecided",
]
"""What happens to a style request. `asked`: the client asks for it. `honoured`: the agent's first
or second turn after it is as asked. `not_honoured`: neither was. `undecided`: it cannot be said.
"""


Wish = Literal[
    "shorter",
    "longer",
    "simpler",
    "warmer",
    "more_formal",
    "less_formal",
    "language",
    "format",
    "stop",
]
"""What a style request asks for. `language`: another language. `format`: a list, or none. `stop`:
to leave something off. The others are what they say.
"""


class StyleEvent(TypedDict):
    """A step of a style request."""

    # What happens.
    event: StyleStep
    # What is wished.
    dimension: Wish
    # The turn that asked for it.
    asked: int


class _ClarificationObservation(TypedDict):
    # The acts, in the order of their places; in brief without `inform` and `claim`. At most four
    # times `limits.max_evidence`.
    acts: list[ActHit]
    # How ambiguous a request of the client is, 0 (one reading) to 1: the host's hint, else an
    # estimate from the wording; null (`not_available`) for other turns, (`language`) outside the
    # pack's language.
    ambiguity: Optional[float]
    # The step of the newest repair that the turn moves; null if it moves none.
    repair: Optional[RepairEvent]
    # What the agent does with the client's requests that wait; null if none waits, or nothing is
    # done with them.
    response: Optional[ClarificationResponse]
    # An answer at once that this turn of the client shows to have been costly; null without one.
    costly: Optional[Costly]
    # Whether the turn acknowledges, displays, reflects, clarifies or starts a repair.
    grounding: bool
    # The steps of style requests.
    style: list[StyleEvent]
    # Why only question marks were looked at, if so: `language` or `not_available` (without a pack).
    # Acts are uncertain then.
    low_confidence: Optional[UndefinedReason]


class ClarificationObservation(_ClarificationObservation, total=False):
    """What a turn does for understanding: its acts, and the steps that it takes in repairs, in the
    client's requests and in style requests.
    """

    # The steps of all repairs that the turn moves, the newest repair last. Only in full detail.
    repairs: list[RepairEvent]
    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


ClaimVerdict = Literal[
    "false",
    "true",
    "unknown",
    "pending",
]
"""What is known of the truth of a claim. `pending`: it is being checked, and the host will say
later.
"""


ClaimSource = Literal[
    "host",
    "fact_base",
    "callback",
    "matcher",
    "marker",
]
"""Where a verdict or a reading comes from. `host`: a hint. `fact_base`: the facts of the engine.
`callback`: a hook of the host. `matcher`: the words of the claim against those of the reply.
`marker`: the own words of the reply, without any truth: a form.
"""


CorrectionResponse = Literal[
    "correct",
    "correct_hedged",
    "accommodate",
    "validate_only",
    "avoid",
    "clarify",
    "pending",
]
"""What a turn of the agent does with a claim of which the truth is known. `correct`: denies it, or
says what is true. `correct_hedged`: the same behind a hedge or a face-saving preface.
`accommodate`: says the false claim itself, agrees, or answers on its ground. `validate_only`:
approves and takes no position. `avoid`: does not touch it. `clarify`: only asks what is meant.
`pending`: the truth is still being checked.
"""


class _ClaimReport(TypedDict):
    # The name of the host for the claim; a hash of it where the session keeps no text.
    id: str
    # Whether it opens with this turn.
    opened: bool
    # What is known of its truth.
    verdict: ClaimVerdict
    # Where the verdict comes from; null without one.
    verdict_source: Optional[ClaimSource]
    # What the turn of the agent does with it; null where nothing can be judged: the truth is not
    # known, or the claim is true and not denied.
    response: Optional[CorrectionResponse]
    # Whether it is corrected; null (`no_truth_supplied`) without a verdict, (`not_available`) where
    # the turn is no answer to it.
    corrected: Optional[bool]
    # Whether the false claim is accommodated; null as `corrected`.
    accommodated: Optional[bool]
    # Where the reading of the turn comes from; null without one.
    source: Optional[ClaimSource]
    # How sure the response is, 0 to 1; null (`not_available`) without one.
    confidence: Optional[float]
    # How sure it is that the turn denies the claim, 0 to 1, whatever its truth: for ranking; null
    # (`not_available`) where the turn is no answer to it.
    denial: Optional[float]
    # The passage that decides; null without one.
    span: Optional[Span]


class ClaimReport(_ClaimReport, total=False):
    """A claim as a turn opens it, or what a turn of the agent does with it."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


PushbackKind = Literal[
    "simple",
    "justification",
    "authority",
    "evidence",
]
"""What a push-back rests on. `simple`: nothing but the doubt. `justification`: a reason.
`authority`: a person or an institution. `evidence`: a document, a measurement, a link, a quotation.
"""


class Pushback(TypedDict):
    """A push-back of the client."""

    # How many there were in this dispute, this one included.
    count: int
    # What it rests on.
    kind: PushbackKind


StanceStep = Literal[
    "hold",
    "hedge",
    "cave",
    "reconsider",
]
"""What the agent does with its own answer. `hold`: keeps it. `hedge`: keeps it with more
reservation than before. `cave`: gives it up, although nothing new was brought. `reconsider`: gives
it up for new evidence, or because it was wrong.
"""


class StanceReport(TypedDict):
    """What the agent does with its own answer after a push-back."""

    # What it does.
    stance: StanceStep
    # By what that is known.
    source: ClaimSource
    # How sure it is, 0 to 1.
    confidence: float
    # The turn of the push-back.
    pushback: int


MarkerKind = Literal[
    "explicit_correction",
    "concession",
    "apology",
    "validation",
    "hedge",
]
"""How a marker is called."""


class CorrectionMarker(TypedDict):
    """A form in the text, and where: no fact."""

    # What the words look like.
    kind: MarkerKind
    # The sentence, or the words.
    span: Span
    # How sure the form is, 0 to 1.
    confidence: float


class Face(TypedDict):
    """Forms that spare the face of the other; they say nothing about truth."""

    # Approves of a feeling, a person or a question.
    validation: bool
    # Says it behind hedges.
    indirectness: bool
    # Answers a question of the client without a word against what it takes for granted.
    accepts_framing: bool


class _CorrectionObservation(TypedDict):
    # Claims that open with the turn, and those that a turn of the agent answers.
    claims: list[ClaimReport]
    # False claims that are followed and that the agent has not corrected: its last word on them
    # that took a side was no denial; null (`no_truth_supplied`) before the truth of a claim was
    # supplied.
    claims_open: Optional[int]
    # Of these the ones that a turn of the agent has answered otherwise than by asking back; null as
    # `claims_open`.
    claims_uncorrected: Optional[int]
    # A push-back of the client; null if the turn is none.
    pushback: Optional[Pushback]
    # What the agent does with its answer; null if the turn answers no push-back.
    stance: Optional[StanceReport]
    # Whether the agent gives up an answer that was right; null (`no_truth_supplied`) where no truth
    # covers it, (`not_available`) where no push-back is answered.
    caved_wrongly: Optional[bool]
    # Forms in the text: no facts.
    markers: list[CorrectionMarker]
    # Own-word retention: the share of different content words that the turn and the own last turn
    # of the speaker have in common (Jaccard), 0 to 1; null (`not_available`) before the second turn
    # of the speaker, (`empty`) without content words on either side.
    retention: Optional[float]
    # How far the retention of the agent lies below the median of its earlier turns, -1 to 1; null
    # (`too_few`) below three of them, (`not_available`) for others than the agent.
    retention_drop: Optional[float]


class CorrectionObservation(_CorrectionObservation, total=False):
    """What a turn does to claims, and under pressure."""

    # Forms that spare the face of the client; for turns of the agent. Only in full detail.
    face: Face
    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _TurnReport(TypedDict):
    # The name and version of this form.
    schema: Literal["lingsync.turn/1"]
    # The version of the measures' definitions: raised whenever a figure of the same text changes.
    measures_version: int
    # Language, version and digest of the language pack; `none` without one.
    pack: str
    # The turn's number, from 0.
    turn: int
    # Who spoke.
    role: Role
    # The party that the turn counts under.
    party: Party
    # The speaker's label; null without one, and where the session keeps no text.
    speaker: Optional[str]
    # When, in milliseconds on the host's clock; null without a time.
    at: Optional[int]
    # Whether the time lies before that of the last turn that had one.
    clock_backwards: bool
    # How much of the turn is what.
    text: TextCounts
    # The lexical measures.
    lexical: LexicalObservation
    # The register measures.
    register: RegisterObservation
    # Acts, repair and clarification.
    clarification: ClarificationObservation
    # Claims, push-backs and what the agent does about them.
    correction: CorrectionObservation


class TurnReport(_TurnReport, total=False):
    """What a session says of one turn."""

    # The segments of the text, in order, without gap or overlap. Only in full detail.
    segments: list[Segment]
    # Hits of the host's patterns with the effect `act`, in order. Only there when there is one.
    patterns: list[PatternHit]


class Window(TypedDict):
    """The turns that the exact figures rest on."""

    # The number of the first turn it holds.
    first_turn: int
    # Turns it holds.
    turns: int
    # Words it holds.
    words: int
    # Whether earlier turns have left it.
    slid: bool


class PartySummary(TypedDict):
    """One party's own figures."""

    # Who.
    party: Party
    # Turns.
    turns: int
    # Words.
    words: int
    # Words that repeat what the party itself had said in an earlier turn, by its words.
    self_repetition: Rate


class _Mean(TypedDict):
    # The mean, in the range of its measure; null (`too_few`) without a value.
    mean: Optional[float]
    # How many values.
    n: int


class Mean(_Mean, total=False):
    """A mean with the number of values behind it."""

    # Why `mean` is null. Only there when it is.
    undefined: dict[str, UndefinedReason]


class ReuseMeans(TypedDict):
    """Means of the reuse measures; the digit after cosine and structure is n."""

    # Clipped unigram precision, 0 to 100.
    p1: Mean
    # Shared word types by all word types, 0 to 1.
    jaccard: Mean
    # Words whose type is in the partner's turn, by the words of both turns, 0 to 1.
    lla: Mean
    # The same by the product of both lengths, 0 to 1.
    lilla: Mean
    # The same by the root of that product, 0 upwards.
    sqrtprod: Mean
    # Cosine of the word counts, 0 to 1.
    ngram_cosine_1: Mean
    # Cosine of the counts of word pairs, 0 to 1.
    ngram_cosine_2: Mean
    # Cosine of the counts of word triples, 0 to 1.
    ngram_cosine_3: Mean
    # Cosine of the word counts with open-class words as one symbol, 0 to 1.
    structure_1: Mean
    # The same of word pairs, 0 to 1.
    structure_2: Mean
    # The same of word triples, 0 to 1.
    structure_3: Mean


class _Distance(TypedDict):
    # Minus the summed differences of relative frequencies over all words, -2 to 0; 0 is equal.
    nenkova: Optional[float]
    # The same over the 25 words that both together use most, -2 to 0.
    nenkova_top25: Optional[float]
    # The same over these 25 with frequencies relative to their own sum, -2 to 0; null (`empty`)
    # also when a side uses none of them.
    nenkova_top25_class: Optional[float]
    # Minus the summed differences of counts, by the sum of counts, over these 25, -1 to 0.
    entr2_top25: Optional[float]
    # Bigi's distance of the first party from the second, 0 upwards, at most 1 in practice.
    kld: Optional[float]
    # Bigi's distance of the second party from the first.
    kld_reverse: Optional[float]
    # Jensen-Shannon divergence in bits, 0 to 1.
    jsd: Optional[float]


class Distance(_Distance, total=False):
    """How far apart the words of two parties are. Null (`empty`) when a side has no word."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _PairSummary(TypedDict):
    # Whose turns.
    party: Party
    # Towards whom.
    towards: Party
    # Words that repeat what the other had said, by the words of the turns compared.
    shared_repetition: Rate
    # Content words that take up the other's, each once a turn.
    mirrored: int
    # Entries of `missed`, over all turns.
    missed: int


class PairSummary(_PairSummary, total=False):
    """One party's figures towards another."""

    # Means of the reuse measures over the turns in which they are defined. Only in full detail.
    reuse: ReuseMeans
    # How far the words of the two are apart, `party` first, over the window. Only in full detail.
    distance: Distance


class LexicalSummary(TypedDict):
    """The lexical measures of a conversation so far. Rates and means are over all its turns,
    distances over the window.
    """

    # What the window holds.
    window: Window
    # Each party that has spoken, in order.
    parties: list[PartySummary]
    # Each ordered pair of parties that have spoken; agent towards client comes first.
    pairs: list[PairSummary]


class _Level(TypedDict):
    # The dimension, or the host's name of the series.
    name: str
    # Turns with a value.
    n: int
    # Mean; null (`not_available`) without a turn.
    mean: Optional[float]
    # Standard deviation; null (`not_available`, `too_few`) below two turns.
    sd: Optional[float]
    # Mean of the last 8 turns.
    recent_mean: Optional[float]


class Level(_Level, total=False):
    """The level of a dimension or series of one party."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class StrategyShare(TypedDict):
    """How often a party shows a politeness strategy."""

    # The strategy.
    strategy: Strategy
    # Turns that show it by measured turns.
    share: Rate


class _RegisterParty(TypedDict):
    # Who.
    party: Party
    # Turns.
    turns: int
    # Turns in which the pack's measures are defined.
    measured: int
    # Mean, deviation and recent level of each dimension.
    levels: list[Level]


class RegisterParty(_RegisterParty, total=False):
    """One party's own register."""

    # The same for the series of the host. Only there when there is one.
    series: list[Level]
    # Words by category of style. Only in full detail.
    style: StyleRates
    # Readability of all that the party said. Only in full detail.
    readability: Readability
    # The share of measured turns that show each politeness strategy. Only in full detail.
    strategies: list[StrategyShare]


class _StyleByCategory(TypedDict):
    # The score of the category.
    personal_pronouns: Optional[float]
    # The score of the category.
    impersonal_pronouns: Optional[float]
    # The score of the category.
    articles: Optional[float]
    # The score of the category.
    conjunctions: Optional[float]
    # The score of the category.
    prepositions: Optional[float]
    # The score of the category.
    auxiliary_verbs: Optional[float]
    # The score of the category.
    adverbs: Optional[float]
    # The score of the category.
    negations: Optional[float]
    # The score of the category.
    quantifiers: Optional[float]


class StyleByCategory(_StyleByCategory, total=False):
    """Scores of style matching by category, 0 to 1; null where a category is not used."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _StyleScore(TypedDict):
    # The mean over categories.
    value: Optional[float]


class StyleScore(_StyleScore, total=False):
    """A score of style matching, 0 to 1."""

    # The score of each category. Only in full detail.
    by_category: StyleByCategory
    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _StyleSlope(TypedDict):
    # The slope; null (`too_few`, `no_variance`) below two points.
    value: Optional[float]
    # Points.
    n: int


class StyleSlope(_StyleSlope, total=False):
    """A slope on the index of the turn."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _Estimate(TypedDict):
    # The value.
    value: Optional[float]
    # A 95 % interval: low and high; null without one.
    interval: Optional[list[float]]
    # Observations.
    n: int
    # Observations that would be as informative if they were independent.
    effective_n: float


class Estimate(_Estimate, total=False):
    """An estimate with its interval."""

    # Why the value is null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _Responsiveness(TypedDict):
    # As measured.
    raw: Estimate
    # How much the party stays where it was.
    own_lag: Optional[float]
    # Reliability of the other's values at their mean length.
    reliability: float
    # Divided by the reliability.
    corrected: Estimate


class Responsiveness(_Responsiveness, total=False):
    """The slope of a party's value on the other's, its own last value held (actor-partner model).
    """

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _Lift(TypedDict):
    # The lift; null (`too_few`, `no_background`) without enough surrogates.
    value: Optional[float]
    # A 95 % interval: low and high; null without one.
    interval: Optional[list[float]]
    # Pairs.
    n: int
    # Pairs that would be as informative if they were independent.
    effective_n: float
    # Mean similarity of the real pairs.
    raw: Optional[float]
    # Mean similarity of the surrogates.
    chance: Optional[float]
    # Surrogates.
    surrogates: int
    # Pairs whose surrogates were of the same band of length.
    matched: int


class Lift(_Lift, total=False):
    """Similarity of real pairs minus that of surrogates."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _DimensionFigures(TypedDict):
    # The dimension.
    dimension: Dimension
    # Pairs of a turn and the floor that it answers, with a value on both sides.
    pairs: int
    # Mean words of the party's paired turns.
    own_words: Optional[float]
    # Mean words of the floors that they answer.
    partner_words: Optional[float]
    # How far the party moves with the other.
    responsiveness: Responsiveness
    # Correlation of the paired values.
    synchrony: Estimate
    # Similarity above that with earlier floors.
    lift: Lift
    # Minus the mean absolute difference within pairs.
    proximity: Optional[float]
    # Growing closer, by pair, within bands of length.
    convergence_within_bands: Optional[float]
    # Whether the party stays fixed while the other moves; null where that cannot be said.
    register_lock: Optional[bool]


class DimensionFigures(_DimensionFigures, total=False):
    """How one dimension of a party moves with the other's."""

    # Growing closer, by pair. Only in full detail.
    convergence: Estimate
    # Exploratory: the correlation at lags -2, -1, 1 and 2. Only in full detail.
    synchrony_lags: list[Optional[float]]
    # Similarity above that with floors at most 4 away. Only in full detail.
    lift_local: Lift
    # Similarity to the floor before minus that to the floor after. Only in full detail.
    lift_directional: Lift
    # Similarity above that with other dialogues. Only in full detail.
    background_lift: Lift
    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class Lifts(TypedDict):
    """The lifts of a series."""

    # Above earlier floors.
    lift: Lift
    # Above floors at most 4 away.
    lift_local: Lift
    # The floor before against the floor after.
    lift_directional: Lift
    # Above other dialogues.
    background_lift: Lift


class _SeriesFigures(TypedDict):
    # The host's name of the series.
    name: str
    # Pairs of a turn and the floor that it answers, with a value on both sides.
    pairs: int
    # Mean words of the party's paired turns.
    own_words: Optional[float]
    # Mean words of the floors that they answer.
    partner_words: Optional[float]
    # How far the party moves with the other.
    responsiveness: Responsiveness
    # Correlation of the paired values.
    synchrony: Estimate
    # Similarity above that with earlier floors.
    lift: Lift
    # Minus the mean absolute difference within pairs.
    proximity: Optional[float]
    # Growing closer, by pair, within bands of length.
    convergence_within_bands: Optional[float]


class SeriesFigures(_SeriesFigures, total=False):
    """How a series of the host moves with the other's."""

    # Growing closer, by pair. Only in full detail.
    convergence: Estimate
    # Exploratory: the correlation at lags -2, -1, 1 and 2. Only in full detail.
    synchrony_lags: list[Optional[float]]
    # Similarity above that with floors at most 4 away. Only in full detail.
    lift_local: Lift
    # Similarity to the floor before minus that to the floor after. Only in full detail.
    lift_directional: Lift
    # Similarity above that with other dialogues. Only in full detail.
    background_lift: Lift
    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _MarkerScore(TypedDict):
    # The list of words.
    name: str
    # How much likelier a reply holds the marker when the turn that it answers does; null
    # (`too_few`) for a marker in fewer than 3 of those turns.
    score: Optional[float]


class MarkerScore(_MarkerScore, total=False):
    """Coordination of one marker."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _RegisterPair(TypedDict):
    # Whose turns.
    party: Party
    # Towards whom.
    towards: Party
    # Language style matching over all words of the two, symmetric.
    lsm: StyleScore
    # Reciprocal language style matching of the party's answers.
    rlsm: StyleScore
    # The same over rates of a window of 8 turns.
    rw_rlsm: StyleScore
    # How the latter grows from turn to turn.
    rw_rlsm_slope: StyleSlope
    # How each dimension moves with the other's.
    dimensions: list[DimensionFigures]
    # How much closer the style is than chance.
    style_lift: Lifts


class RegisterPair(_RegisterPair, total=False):
    """One party's register towards another's."""

    # The host's series. Only there when there is one.
    series: list[SeriesFigures]
    # Linguistic coordination by marker. Only in full detail.
    coordination: list[MarkerScore]


class _CoordinationAggregates(TypedDict):
    # Only parties with a score for every marker.
    agg1: Optional[float]
    # A missing score is taken as the marker's average.
    agg2: Optional[float]
    # The mean over the scores that a party has.
    agg3: Optional[float]


class CoordinationAggregates(_CoordinationAggregates, total=False):
    """Averages of coordination over parties and markers (Danescu-Niculescu-Mizil et al. 2012); null
    (`too_few`) without a party that enters.
    """

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _RegisterSummary(TypedDict):
    # Each party that has spoken, in order.
    parties: list[RegisterParty]
    # Each ordered pair of parties that have spoken; agent towards client comes first.
    pairs: list[RegisterPair]
    # Values of the host's series that were dropped, as there were more than 16 names.
    series_dropped: int


class RegisterSummary(_RegisterSummary, total=False):
    """The register of a conversation so far, over all its turns."""

    # Coordination of all parties together. Only in full detail.
    coordination: CoordinationAggregates


class Requests(TypedDict):
    """What became of the client's requests."""

    # The client's turns that request something.
    all: int
    # Those that wait for the agent.
    waiting: int
    # The agent asked back.
    clarify: int
    # It said which reading it answers.
    assume_stated: int
    # It answered at once.
    passive: int
    # It only offered something.
    offer_only: int
    # It spoke, and did nothing with the request.
    unanswered: int
    # Dropped as eight newer ones waited.
    dropped: int


class _RepairFigures(TypedDict):
    # The share among the turns that start one: without saying where the trouble is.
    oir_open: Rate
    # Saying where it is.
    oir_restricted: Rate
    # Offering a reading.
    oir_candidate: Rate
    # 0 where all are open, 1 where all are candidates.
    specificity: Optional[float]
    # Repairs that were closed, of those that were opened.
    repair_success: Rate
    # Repairs that were started three times, of those that were opened.
    breakdown: Rate
    # Turns from the first start to the end of those that were closed.
    mean_turns_to_close: Optional[float]
    # How often a repair was started on the same trouble: the mean over those that ended.
    chain_length: Optional[float]


class RepairFigures(_RepairFigures, total=False):
    """Repairs of the other's talk."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class StyleRequests(TypedDict):
    """The style requests of one kind."""

    # What is wished.
    dimension: Wish
    # How often it was asked for.
    asked: int
    # How many of the decided ones were honoured.
    honoured: Rate
    # How many could not be decided.
    undecided: int
    # How many were taken back by the opposite wish.
    withdrawn: int


class _RepairInterval(TypedDict):
    # In turns; null (`too_few`) before the second one.
    turns: Optional[float]
    # In seconds, over the gaps of which both times are known; null (`too_few`) before the second
    # one, (`no_time`) without times.
    seconds: Optional[float]


class RepairInterval(_RepairInterval, total=False):
    """From one repair of the other's talk to the next: means."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class ClarificationRole(TypedDict):
    """What one role does."""

    # Who.
    role: Role
    # Turns with a word or an act.
    turns: int
    # Those of which only question marks were looked at.
    low_confidence: int
    # Turns that start a repair of the other's talk.
    oir_rate: Rate
    # The repairs that the role started.
    repairs: RepairFigures
    # Turns that acknowledge, display, reflect, clarify or start a repair.
    grounding_rate: Rate


class ByRole(TypedDict):
    """A share of the client's turns and one of the agent's."""

    # Of the client's turns.
    client: Rate
    # Of the agent's turns.
    agent: Rate


class Rifts(TypedDict):
    """The acts as RIFTS names them: the names agree, the figures need not."""

    # The client's turns that ask anew on the same topic.
    followup: Rate
    # Turns that clarify or start a repair.
    clarification: ByRole
    # The client's turns that say that the reply missed what was meant.
    repair: Rate
    # The client's turns that make a request again.
    repeat: Rate
    # Turns that leave the topic.
    topic_switch: ByRole
    # Turns that acknowledge.
    acknowledgement: ByRole
    # Turns that repeat the other's words as evidence of understanding.
    display: ByRole
    # Turns that agree.
    agreement: ByRole
    # Turns that disagree.
    disagreement: ByRole
    # Turns that inform or advise.
    response: ByRole
    # Replies of more than `clarification.overresponse_words` words among those to requests of at
    # most 12 words.
    overresponse: Rate


class GroundingGaps(TypedDict):
    """The three grounding acts of the study of grounding gaps."""

    # Turns that clarify or start a repair.
    clarification: ByRole
    # Turns that ask about what was said.
    followup: ByRole
    # Turns that acknowledge.
    acknowledgement: ByRole


class _Miti(TypedDict):
    # Questions.
    questions: int
    # Reflections.
    reflections: int
    # Reflections for a question; MITI calls 1 fair and 2 good; null (`empty`) without a question.
    reflection_to_question: Optional[float]
    # The share of open ones among the questions.
    open_share: Rate
    # Experimental: the share of reflections that add a meaning.
    complex_share: Rate


class Miti(_Miti, total=False):
    """The summary measures of MITI 4 over the agent's sentences."""

    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _ClarificationSummary(TypedDict):
    # The client's requests, and what the agent did with them.
    requests: Requests
    # Requests that the agent clarified, of those that wait no more. Higher is not better: see
    # `over_asking`.
    clarify_rate: Rate
    # The same weighted by ambiguity, over requests of which it is known, 0 to 1.
    clarify_rate_weighted: Optional[float]
    # How much was asked where the request was clear, 0 to 1.
    over_asking: Optional[float]
    # Requests with an ambiguity of .5 and more that were answered at once.
    passive_rate: Rate
    # Answers at once that the client had to repair, or after which it made the request again,
    # within its next two turns.
    passive_cost: Rate
    # Turns that start a repair of the other's talk.
    oir_rate: Rate
    # Repairs of the other's talk, of all roles together.
    repairs: RepairFigures
    # The client's turns that say that the reply missed what was meant, by the agent's turns.
    misread_rate: Rate
    # Of those: the agent's next turn gives way or apologises, and says something new.
    repaired: Rate
    # Of those: it says the same again.
    ignored: Rate
    # Of those: it does neither.
    unaddressed: Rate
    # The agent's turns that acknowledge, display, reflect, clarify or start a repair.
    grounding_rate: Rate
    # The agent's turns that hand the floor over by a question or the topic, and not by an offer.
    handoff_rate: Rate
    # Style requests that were honoured, of those that are decided.
    style_honoured: Rate
    # The style requests by what is wished, those that were made.
    style: list[StyleRequests]
    # How much likelier a repair starts when one did in the three turns before: above 1, they come
    # in cascades; null (`too_few`) before the second turn after one.
    repair_hazard: Optional[float]
    # Repairs that are under way.
    repairs_open: int
    # Repairs that were abandoned as eight newer ones were open.
    repairs_dropped: int


class ClarificationSummary(_ClarificationSummary, total=False):
    """Acts, repair and clarification of a conversation so far. Turns without a word or an act count
    nowhere; rates without a chance are null (`empty`).
    """

    # From one repair of the other's talk to the next. Only in full detail.
    other_initiated_repair_interval: RepairInterval
    # Each role that has spoken. Only in full detail.
    roles: list[ClarificationRole]
    # As RIFTS counts. Only in full detail.
    rifts: Rifts
    # As the study of grounding gaps counts. Only in full detail.
    grounding_gaps: GroundingGaps
    # As MITI 4 counts. Only in full detail.
    miti: Miti
    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class ClaimFigures(TypedDict):
    """Claims of a conversation by what is known of them and by how the agent first answered."""

    # Claims that opened.
    opened: int
    # Claims that are still followed.
    open: int
    # Claims that left because newer ones came.
    dropped: int
    # Claims whose truth is not known.
    unknown: int
    # False claims that the agent answered.
    false_answered: int
    # True claims that the agent answered.
    true_answered: int


class _CorrectionSummary(TypedDict):
    # Claims by what is known of them.
    claims: ClaimFigures
    # False claims that the first answer corrects, hedged or not, of the false claims answered; null
    # (`no_truth_supplied`) where there is none.
    correction_rate: Optional[Rate]
    # Of the corrected ones those corrected behind a hedge; null (`no_truth_supplied`) where there
    # is none.
    hedged_share: Optional[Rate]
    # False claims that the first answer accommodates, of those answered; null (`no_truth_supplied`)
    # where there is none.
    accommodation_rate: Optional[Rate]
    # False claims that the first answer does not touch, of those answered; null
    # (`no_truth_supplied`) where there is none.
    avoid_rate: Optional[Rate]
    # False claims to which the first answer only approves, of those answered; null
    # (`no_truth_supplied`) where there is none.
    validate_only_rate: Optional[Rate]
    # True claims that were denied, of the true claims answered; null (`no_truth_supplied`) where
    # there is none.
    false_correction_rate: Optional[Rate]
    # Push-backs of the client.
    pushbacks: int
    # Push-backs after which the agent keeps its answer, of those answered.
    hold_rate: Rate
    # Push-backs after which it keeps it with more reservation.
    hedge_rate: Rate
    # Push-backs after which it gives it up, although nothing new was brought.
    cave_rate: Rate
    # Push-backs after which it gives it up with reason.
    reconsider_rate: Rate
    # Right answers given up, of the answers given up of which the truth is known; null
    # (`no_truth_supplied`) where there is none.
    regressive: Optional[Rate]
    # Wrong answers given up, of the answers given up of which the truth is known; null
    # (`no_truth_supplied`) where there is none.
    progressive: Optional[Rate]
    # Of the push-backs answered after an answer had been given up: those after which it stayed so.
    persistence: Rate
    # Answers held in the first dispute before one was given up, the first answer included; all of
    # them if none was; null (`not_available`) without a push-back.
    turn_of_flip: Optional[float]
    # How often an answer was given up.
    number_of_flips: int
    # Mean own-word retention of the turns of the agent, 0 to 1; null (`too_few`) before there is
    # one.
    retention: Optional[float]


class CorrectionSummary(_CorrectionSummary, total=False):
    """Correction in a conversation so far. Rates that need a truth are null (`no_truth_supplied`)
    where nobody supplied one.
    """

    # Sentences that validate, of the sentences of the agent. Only in full detail.
    validation_density: Rate
    # The longest run of turns of the agent that agree or validate and do not disagree. Only in full
    # detail.
    agreement_run: int
    # Turns of the agent that look like a correction: a form, no fact. Only in full detail.
    explicit_correction_marker: Rate
    # Turns of the agent that look like a concession: a form, no fact. Only in full detail.
    concession_marker: Rate
    # Why measures are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _SessionSummary(TypedDict):
    # The name and version of this form.
    schema: Literal["lingsync.summary/1"]
    # The version of the measures' definitions: raised whenever a figure of the same text changes.
    measures_version: int
    # Language, version and digest of the language pack; `none` without one.
    pack: str
    # Turns observed.
    turns: int
    # Words of the prose of all turns.
    words: int
    # Distinct words in the window.
    vocabulary: int
    # Distinct speaker labels.
    speakers: int
    # The share of all words that stand in code, 0 to 1; null (`empty`) without any word.
    code_share: Optional[float]
    # The share of all words that stand in quotations, 0 to 1; null (`empty`) without any word.
    quoted_share: Optional[float]
    # Turns whose time lay before that of the last turn that had one.
    clock_backwards: int
    # Unknown hint fields met, where they are not an error.
    unknown_hints: int
    # Words that did not fit into the vocabulary (`limits.max_vocabulary`).
    overflow_words: int
    # Turns whose speaker's label was one too many (`limits.max_speakers`).
    speakers_dropped: int
    # Turns whose words were redacted.
    redacted: int
    # The lexical measures.
    lexical: LexicalSummary
    # The register measures.
    register: RegisterSummary
    # Acts, repair and clarification.
    clarification: ClarificationSummary
    # Claims, push-backs and what the agent does about them.
    correction: CorrectionSummary


class SessionSummary(_SessionSummary, total=False):
    """What a session says of the conversation so far."""

    # Why measures of this object are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class SharingPair(TypedDict):
    """Said by both parties."""

    # The two parties, the first one first in `by_party`.
    pair: list[Party]


class SharingOwn(TypedDict):
    """Said by one party in at least two turns."""

    # The party.
    own: Party


Sharing = Union[SharingPair, SharingOwn, Literal["all_speakers"]]
"""Whose words make an expression: those of a pair, one party's own, or `all_speakers`: those of
every party that has spoken, at least two.
"""


class VocabularyOverlap(TypedDict):
    """How much vocabulary two parties share."""

    # Distinct words that both use, of those that either uses.
    all: Rate
    # The same, of those that the first party uses.
    first: Rate
    # The same, of those that the second party uses.
    second: Rate


class PartyLexicon(TypedDict):
    """One party's part in a lexicon."""

    # Who.
    party: Party
    # Initiated expressions: those that the party said first, of all expressions.
    ie: Rate
    # Expression repetition over the party's turns.
    er: Rate
    # Expression establishment over the party's turns.
    ee: Rate
    # The party's words, of all words of the lexicon's turns.
    token_share: Rate
    # In how many of the party's turns each expression is used free, summed over the expressions.
    used_instances: int
    # Expressions that the party uses free, of all expressions.
    usage_variety: Rate


class Expression(TypedDict):
    """A string of words that its sharers have said, and that stands free of any longer one at least
    once.
    """

    # The words joined by blanks; null where the session keeps no text.
    text: Optional[str]
    # Words in it.
    size: int
    # Turns that hold it.
    freq: int
    # Turns in which it stands free.
    free_freq: int
    # Times it stands free.
    free_occ: int
    # Turns from the first to the last that hold it, both included.
    span: int
    # Who said it first.
    initiator: Party
    # The turn from which on it is established: all sharers have said it, and it has stood free.
    establishment_turn: int
    # Turns of the initiator that hold it before anybody else's and before its establishment.
    priming: int
    # The turns that hold it, in order.
    turns: list[int]


class _Lexicon(TypedDict):
    # The name and version of this form.
    schema: Literal["lingsync.lexicon/1"]
    # The version of the measures' definitions: raised whenever a figure of the same text changes.
    measures_version: int
    # Whose words make an expression.
    sharing: Sharing
    # Words of the sharers' turns in the window: what the rates are shares of.
    words: int
    # Expression lexicon size: how many expressions there are.
    els: int
    # Expression variety: expressions by words.
    ev: Rate
    # Expression repetition: words in established expressions, by words; of one party's own lexicon,
    # words in any expression.
    er: Rate
    # Expression establishment: words in the first free use of an expression in the turn that
    # establishes it, by words.
    ee: Rate
    # Entropy of the sizes of freely used expressions, in bits, 0 upwards; 0 when there is none.
    entr: float
    # Mean size of freely used expressions, in words; null (`empty`) without one.
    l: Optional[float]
    # Size of the longest expression, in words; 0 without one.
    lmax: int
    # Each sharer's figures, in the order of `sharing`.
    by_party: list[PartyLexicon]
    # The expressions, the longest first, then in order of first use.
    expressions: list[Expression]


class Lexicon(_Lexicon, total=False):
    """The expressions of the window that its sharers have in common, with the measures of dialign.
    """

    # Words in common. Only in the lexicon of a pair.
    vocabulary_overlap: VocabularyOverlap
    # Activation of the last turn: its share of words in established expressions, weighted by how
    # recent and how frequent its expressions are, 0 to 1; null (`empty`) when the turn has no word.
    # Not there without a turn.
    activation: Optional[float]
    # Why measures of this object are null, by key. Only there when one is.
    undefined: dict[str, UndefinedReason]


class _DialogueReport(TypedDict):
    # The dialogue's id in the file, or `dialogue-N` with the line on which it starts.
    id: str
    # Whether the file says who is client and who is agent.
    roles: RolesOrigin
    # Messages left out: those of system, developer, tool and function, and those without content.
    skipped: int
    # The summary after the last turn.
    summary: SessionSummary


class DialogueReport(_DialogueReport, total=False):
    """One dialogue of a transcript: a line of JSON Lines."""

    # The reports of all turns, in order. Not there when only summaries are asked for.
    turns: list[TurnReport]
    # The expressions that agent and client share. Only there when asked for.
    lexicon: Lexicon


ErrorKind = Literal[
    "limit_exceeded",
    "invalid_hint",
    "invalid_config",
    "invalid_transcript",
    "unknown_turn",
    "unknown_speaker",
    "rewind_too_far",
    "retention",
    "invalid_snapshot",
    "unsupported_version",
    "config_mismatch",
    "pack_mismatch",
    "key_mismatch",
    "invalid_pack",
    "unknown_claim",
]
"""The kind of an error; the same names in every language. `limit_exceeded`: a value is over a
limit. `invalid_hint`: a hint has the wrong form. `invalid_config`: a setting is out of range.
`invalid_transcript`: a transcript could not be read. `unknown_turn`, `unknown_speaker`: the one
asked for is not there. `rewind_too_far`: the log does not reach back so far. `retention`: what is
kept of the text forbids the call. `invalid_snapshot`, `unsupported_version`, `config_mismatch`,
`pack_mismatch`, `key_mismatch`: a snapshot is damaged, too new, or of an engine with another
configuration, language pack or key. `invalid_pack`: a language pack is damaged or without a licence
entry. `unknown_claim`: no claim that is followed has the id.
"""


class _ProblemError(TypedDict):
    # The kind of error.
    kind: ErrorKind
    # The value, the limit and what to do; `transcript:LINE: ` stands before it where a line could
    # not be read. Never holds text of a turn.
    message: str


class ProblemError(_ProblemError, total=False):
    """What was wrong with an input."""

    # The dialogue, where it is known.
    id: str
    # The place in the dialogue, from 0, of the turn that was left out, where it is known.
    turn: int


class Problem(TypedDict):
    """What was left out of a transcript, and why: a line in its place."""

    # What was wrong.
    error: ProblemError


class Amendment(TypedDict):
    """What a verdict that comes later changes in the report of an earlier turn. The report that was
    given stays as it is.
    """

    # The turn.
    turn: int
    # The name of the host for the claim; a hash of it where the session keeps no text.
    id: str
    # What the report said that the turn does with the claim.
    before: Optional[CorrectionResponse]
    # What it would say now.
    after: Optional[CorrectionResponse]
    # What the report said of the own answer of the agent, where that changes.
    stance_before: Optional[StanceStep]
    # What it would say now.
    stance_after: Optional[StanceStep]
