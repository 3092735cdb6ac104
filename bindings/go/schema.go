// Code generated from schema/report.schema.json; DO NOT EDIT.

package lingsync

import "encoding/json"

// One dialogue of a transcript: a line of JSON Lines.
type DialogueReport struct {
	// The dialogue's id in the file, or `dialogue-N` with the line on which it starts.
	ID string `json:"id"`

	// Whether the file says who is client and who is agent.
	Roles RolesOrigin `json:"roles"`

	// Messages left out: those of system, developer, tool and function, and those without content.
	Skipped int64 `json:"skipped"`

	// The reports of all turns, in order. Not there when only summaries are asked for.
	Turns []TurnReport `json:"turns,omitzero"`

	// The summary after the last turn.
	Summary SessionSummary `json:"summary"`

	// The expressions that agent and client share. Only there when asked for.
	Lexicon *Lexicon `json:"lexicon,omitempty"`
}

// Where the roles of a dialogue come from. `given`: the file names a client or an agent. `assumed`:
// it names neither, so the first speaker is taken as the client and the second as the agent.
type RolesOrigin string

// The values of RolesOrigin.
const RolesOriginGiven RolesOrigin = "given"
const RolesOriginAssumed RolesOrigin = "assumed"

// What a session says of one turn.
type TurnReport struct {
	// The name and version of this form.
	Schema string `json:"schema"`

	// The version of the measures' definitions: raised whenever a figure of the same text changes.
	MeasuresVersion int64 `json:"measures_version"`

	// Language, version and digest of the language pack; `none` without one.
	Pack string `json:"pack"`

	// The turn's number, from 0.
	Turn int64 `json:"turn"`

	// Who spoke.
	Role Role `json:"role"`

	// The party that the turn counts under.
	Party Party `json:"party"`

	// The speaker's label; null without one, and where the session keeps no text.
	Speaker *string `json:"speaker"`

	// When, in milliseconds on the host's clock; null without a time.
	At *int64 `json:"at"`

	// Whether the time lies before that of the last turn that had one.
	ClockBackwards bool `json:"clock_backwards"`

	// How much of the turn is what.
	Text TextCounts `json:"text"`

	// The segments of the text, in order, without gap or overlap. Only in full detail.
	Segments []Segment `json:"segments,omitzero"`

	// Hits of the host's patterns with the effect `act`, in order. Only there when there is one.
	Patterns []PatternHit `json:"patterns,omitzero"`

	// The lexical measures.
	Lexical LexicalObservation `json:"lexical"`

	// The register measures.
	Register RegisterObservation `json:"register"`

	// Acts, repair and clarification.
	Clarification ClarificationObservation `json:"clarification"`

	// Claims, push-backs and what the agent does about them.
	Correction CorrectionObservation `json:"correction"`
}

// One side of a measure: the three roles. With `lexical.all_speakers` each speaker is a party of
// its own: the first client and the first agent keep these names, the others are numbered by first
// appearance, and those after the eighth share the last one.
type Party string

// The values of Party.
const PartyClient Party = "client"
const PartyAgent Party = "agent"
const PartyOther Party = "other"
const PartyParty3 Party = "party_3"
const PartyParty4 Party = "party_4"
const PartyParty5 Party = "party_5"
const PartyParty6 Party = "party_6"
const PartyParty7 Party = "party_7"

// Why a measure has no value. `not_available`: there is nothing to compare with yet. `empty`: a
// side holds no word. `too_short`: a side is shorter than the measure needs. `too_few`: too few
// observations so far. `no_variance`: the values do not vary. `language`: the text is outside the
// languages of the pack. `no_vectors`, `no_truth_supplied`, `no_time`, `no_referents`,
// `no_background`, `no_glossary`: the host supplied none. `low_reliability`: the reading is too
// unreliable at this length. `budget`: the work budget is used up. `retention`: too little of the
// text is kept.
type UndefinedReason string

// The values of UndefinedReason.
const UndefinedReasonNotAvailable UndefinedReason = "not_available"
const UndefinedReasonEmpty UndefinedReason = "empty"
const UndefinedReasonTooShort UndefinedReason = "too_short"
const UndefinedReasonTooFew UndefinedReason = "too_few"
const UndefinedReasonNoVariance UndefinedReason = "no_variance"
const UndefinedReasonLanguage UndefinedReason = "language"
const UndefinedReasonNoVectors UndefinedReason = "no_vectors"
const UndefinedReasonNoTruthSupplied UndefinedReason = "no_truth_supplied"
const UndefinedReasonNoTime UndefinedReason = "no_time"
const UndefinedReasonNoReferents UndefinedReason = "no_referents"
const UndefinedReasonLowReliability UndefinedReason = "low_reliability"
const UndefinedReasonBudget UndefinedReason = "budget"
const UndefinedReasonRetention UndefinedReason = "retention"
const UndefinedReasonNoBackground UndefinedReason = "no_background"
const UndefinedReasonNoGlossary UndefinedReason = "no_glossary"

// A piece of a turn's text, as UTF-8 byte offsets.
type Span struct {
	// First byte.
	Start int64 `json:"start"`

	// One past the last byte.
	End int64 `json:"end"`
}

// A share: so many hits out of so many chances.
type Rate struct {
	// How often it happened.
	Hits int64 `json:"hits"`

	// How often it could have happened.
	Of int64 `json:"of"`

	// `hits` / `of`, 0 to 1; null (`empty`) when `of` is 0.
	Value *float64 `json:"value"`

	// The Wilson score interval at 95 %: low and high, 0 to 1; null when `of` is 0.
	Interval *[2]float64 `json:"interval"`

	// Why `value` is null. Only there when it is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// How much of a turn is what. Only prose is measured.
type TextCounts struct {
	// Words of the prose: those that feed the measures.
	Words int64 `json:"words"`

	// Sentences of the prose.
	Sentences int64 `json:"sentences"`

	// Words that did not fit into the vocabulary (`limits.max_vocabulary`).
	OverflowWords int64 `json:"overflow_words"`

	// The share of all words that stand in code, 0 to 1; null (`empty`) without any word.
	CodeShare *float64 `json:"code_share"`

	// The share of all words that stand in quotations, 0 to 1; null (`empty`) without any word.
	QuotedShare *float64 `json:"quoted_share"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// A piece of a turn's text that is of one class.
type Segment struct {
	// What kind of text it is.
	Class SegmentClass `json:"class"`

	// Where it stands.
	Span Span `json:"span"`
}

// What kind of text a segment is. `prose`: the writer's own words. `code`: program code.
// `quotation`: somebody else's words, in `>` lines or quoted mail. `url`: a link or a mail address.
// `table`: rows and columns. `trace`: a stack trace, a compiler's message or log lines.
type SegmentClass string

// The values of SegmentClass.
const SegmentClassProse SegmentClass = "prose"
const SegmentClassCode SegmentClass = "code"
const SegmentClassQuotation SegmentClass = "quotation"
const SegmentClassUrl SegmentClass = "url"
const SegmentClassTable SegmentClass = "table"
const SegmentClassTrace SegmentClass = "trace"

// A hit of a pattern of the host.
type PatternHit struct {
	// The pattern's name.
	Name string `json:"name"`

	// Where it stands.
	Span Span `json:"span"`
}

// The lexical measures of one turn, towards the party it answers.
type LexicalObservation struct {
	// The party with which the turn is compared.
	Towards Party `json:"towards"`

	// Words of the turn that lie in an expression which `towards` has already said (dialign's DER), by
	// the words of the turn.
	SharedRepetition Rate `json:"shared_repetition"`

	// Words of the turn that lie in an expression which the same party has already said (dialign's
	// DSER), by the words of the turn.
	SelfRepetition Rate `json:"self_repetition"`

	// How many expressions of the turn are shared, those beyond the limit of `expressions` included.
	ExpressionCount int64 `json:"expression_count"`

	// The expressions behind `shared_repetition`, in order; at most `limits.max_evidence`.
	Expressions []SharedExpression `json:"expressions"`

	// How many content words are mirrored, those beyond the limit of `mirrored` included.
	MirroredCount int64 `json:"mirrored_count"`

	// Content words of the turn that `towards` has used, each once, in order; at most
	// `limits.max_evidence`.
	Mirrored []Mirrored `json:"mirrored"`

	// Salient content words and glossary terms of what `towards` said last that the turn does not take
	// up, the most salient first; at most `lexical.max_missed`.
	Missed []Missed `json:"missed"`

	// Pairs of glossary terms for one thing, theirs and ours; null (`no_glossary`) without a glossary.
	Diverged []Diverged `json:"diverged"`

	// Overlap with the partner's last turn. Only in full detail.
	Reuse *Reuse `json:"reuse,omitempty"`

	// Shared repetition towards the other parties that have spoken. Only in full detail.
	Others []OtherRepetition `json:"others,omitzero"`

	// Why `diverged` is null. Only there when it is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// An expression of a turn that the other party has said before.
type SharedExpression struct {
	// Where it stands.
	Span Span `json:"span"`

	// Its length in words.
	Words int64 `json:"words"`

	// Who of the two said it first.
	Initiator Party `json:"initiator"`

	// Whether this turn is the first in which the speaker says it.
	NewlyShared bool `json:"newly_shared"`
}

// A content word that the other party has used.
type Mirrored struct {
	// Its first place in the turn.
	Span Span `json:"span"`

	// Turns since the other party last used it; 1 is the turn before.
	Lag int64 `json:"lag"`
}

// A term of the partner that the turn does not take up.
type Missed struct {
	// The term; null where the session keeps no text.
	Term *string `json:"term"`

	// The partner's turn in which it stands.
	Turn int64 `json:"turn"`

	// Its place in that turn.
	Span Span `json:"span"`

	// ln((1 + turns) / (1 + turns with it)), 0 upwards: high for a rare word.
	Salience float64 `json:"salience"`

	// What became of it.
	Outcome Outcome `json:"outcome"`

	// The place in this turn of the term that replaces it. Only there when it is replaced.
	By *Span `json:"by,omitempty"`
}

// What became of a missed term. `avoided`: neither it nor a known substitute is there. `replaced`:
// another term of the same glossary entry is there.
type Outcome string

// The values of Outcome.
const OutcomeAvoided Outcome = "avoided"
const OutcomeReplaced Outcome = "replaced"

// Two terms for one thing.
type Diverged struct {
	// The glossary entry that says so.
	Entry string `json:"entry"`

	// The partner's term.
	Theirs string `json:"theirs"`

	// The term of this turn.
	Ours string `json:"ours"`

	// The place of `ours` in this turn.
	Span Span `json:"span"`
}

// How much a turn reuses of the partner's last turn. Null (`not_available`) in the first turn and
// after a turn of the same party, and (`empty`) when a side has no word. Raw figures: long turns
// and common topics raise them.
type Reuse struct {
	// Clipped unigram precision, 0 to 100.
	P1 *float64 `json:"p1"`

	// Shared word types by all word types, 0 to 1.
	Jaccard *float64 `json:"jaccard"`

	// Words whose type is in the partner's turn, by the words of both turns, 0 to 1.
	LLA *float64 `json:"lla"`

	// The same by the product of both lengths, 0 to 1.
	LILLA *float64 `json:"lilla"`

	// The same by the root of that product, 0 upwards.
	Sqrtprod *float64 `json:"sqrtprod"`

	// Cosine of the n-gram counts for n = 1, 2, 3, each 0 to 1; null (`too_short`) when a side has no
	// n-gram.
	NgramCosine [3]*float64 `json:"ngram_cosine"`

	// The same with every open-class word replaced by one symbol; null (`language`) when a turn is
	// outside the pack's language.
	Structure [3]*float64 `json:"structure"`

	// Why measures are null, by key; `ngram_cosine[2]` stands for n = 2. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// Shared repetition of a turn towards a party that it does not answer.
type OtherRepetition struct {
	// The party.
	Towards Party `json:"towards"`

	// Words of the turn that lie in an expression which that party has already said, by the words of
	// the turn.
	SharedRepetition Rate `json:"shared_repetition"`
}

// What a session says of the conversation so far.
type SessionSummary struct {
	// The name and version of this form.
	Schema string `json:"schema"`

	// The version of the measures' definitions: raised whenever a figure of the same text changes.
	MeasuresVersion int64 `json:"measures_version"`

	// Language, version and digest of the language pack; `none` without one.
	Pack string `json:"pack"`

	// Turns observed.
	Turns int64 `json:"turns"`

	// Words of the prose of all turns.
	Words int64 `json:"words"`

	// Distinct words in the window.
	Vocabulary int64 `json:"vocabulary"`

	// Distinct speaker labels.
	Speakers int64 `json:"speakers"`

	// The share of all words that stand in code, 0 to 1; null (`empty`) without any word.
	CodeShare *float64 `json:"code_share"`

	// The share of all words that stand in quotations, 0 to 1; null (`empty`) without any word.
	QuotedShare *float64 `json:"quoted_share"`

	// Turns whose time lay before that of the last turn that had one.
	ClockBackwards int64 `json:"clock_backwards"`

	// Unknown hint fields met, where they are not an error.
	UnknownHints int64 `json:"unknown_hints"`

	// Words that did not fit into the vocabulary (`limits.max_vocabulary`).
	OverflowWords int64 `json:"overflow_words"`

	// Turns whose speaker's label was one too many (`limits.max_speakers`).
	SpeakersDropped int64 `json:"speakers_dropped"`

	// Turns whose words were redacted.
	Redacted int64 `json:"redacted"`

	// The lexical measures.
	Lexical LexicalSummary `json:"lexical"`

	// The register measures.
	Register RegisterSummary `json:"register"`

	// Acts, repair and clarification.
	Clarification ClarificationSummary `json:"clarification"`

	// Claims, push-backs and what the agent does about them.
	Correction CorrectionSummary `json:"correction"`

	// Why measures of this object are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// The lexical measures of a conversation so far. Rates and means are over all its turns, distances
// over the window.
type LexicalSummary struct {
	// What the window holds.
	Window Window `json:"window"`

	// Each party that has spoken, in order.
	Parties []PartySummary `json:"parties"`

	// Each ordered pair of parties that have spoken; agent towards client comes first.
	Pairs []PairSummary `json:"pairs"`
}

// The turns that the exact figures rest on.
type Window struct {
	// The number of the first turn it holds.
	FirstTurn int64 `json:"first_turn"`

	// Turns it holds.
	Turns int64 `json:"turns"`

	// Words it holds.
	Words int64 `json:"words"`

	// Whether earlier turns have left it.
	Slid bool `json:"slid"`
}

// One party's own figures.
type PartySummary struct {
	// Who.
	Party Party `json:"party"`

	// Turns.
	Turns int64 `json:"turns"`

	// Words.
	Words int64 `json:"words"`

	// Words that repeat what the party itself had said in an earlier turn, by its words.
	SelfRepetition Rate `json:"self_repetition"`
}

// One party's figures towards another.
type PairSummary struct {
	// Whose turns.
	Party Party `json:"party"`

	// Towards whom.
	Towards Party `json:"towards"`

	// Words that repeat what the other had said, by the words of the turns compared.
	SharedRepetition Rate `json:"shared_repetition"`

	// Content words that take up the other's, each once a turn.
	Mirrored int64 `json:"mirrored"`

	// Entries of `missed`, over all turns.
	Missed int64 `json:"missed"`

	// Means of the reuse measures over the turns in which they are defined. Only in full detail.
	Reuse *ReuseMeans `json:"reuse,omitempty"`

	// How far the words of the two are apart, `party` first, over the window. Only in full detail.
	Distance *Distance `json:"distance,omitempty"`
}

// Means of the reuse measures; the digit after cosine and structure is n.
type ReuseMeans struct {
	// Clipped unigram precision, 0 to 100.
	P1 Mean `json:"p1"`

	// Shared word types by all word types, 0 to 1.
	Jaccard Mean `json:"jaccard"`

	// Words whose type is in the partner's turn, by the words of both turns, 0 to 1.
	LLA Mean `json:"lla"`

	// The same by the product of both lengths, 0 to 1.
	LILLA Mean `json:"lilla"`

	// The same by the root of that product, 0 upwards.
	Sqrtprod Mean `json:"sqrtprod"`

	// Cosine of the word counts, 0 to 1.
	NgramCosine1 Mean `json:"ngram_cosine_1"`

	// Cosine of the counts of word pairs, 0 to 1.
	NgramCosine2 Mean `json:"ngram_cosine_2"`

	// Cosine of the counts of word triples, 0 to 1.
	NgramCosine3 Mean `json:"ngram_cosine_3"`

	// Cosine of the word counts with open-class words as one symbol, 0 to 1.
	Structure1 Mean `json:"structure_1"`

	// The same of word pairs, 0 to 1.
	Structure2 Mean `json:"structure_2"`

	// The same of word triples, 0 to 1.
	Structure3 Mean `json:"structure_3"`
}

// A mean with the number of values behind it.
type Mean struct {
	// The mean, in the range of its measure; null (`too_few`) without a value.
	Mean *float64 `json:"mean"`

	// How many values.
	N int64 `json:"n"`

	// Why `mean` is null. Only there when it is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// How far apart the words of two parties are. Null (`empty`) when a side has no word.
type Distance struct {
	// Minus the summed differences of relative frequencies over all words, -2 to 0; 0 is equal.
	Nenkova *float64 `json:"nenkova"`

	// The same over the 25 words that both together use most, -2 to 0.
	NenkovaTop25 *float64 `json:"nenkova_top25"`

	// The same over these 25 with frequencies relative to their own sum, -2 to 0; null (`empty`) also
	// when a side uses none of them.
	NenkovaTop25Class *float64 `json:"nenkova_top25_class"`

	// Minus the summed differences of counts, by the sum of counts, over these 25, -1 to 0.
	Entr2Top25 *float64 `json:"entr2_top25"`

	// Bigi's distance of the first party from the second, 0 upwards, at most 1 in practice.
	KLD *float64 `json:"kld"`

	// Bigi's distance of the second party from the first.
	KLDReverse *float64 `json:"kld_reverse"`

	// Jensen-Shannon divergence in bits, 0 to 1.
	JSD *float64 `json:"jsd"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// The expressions of the window that its sharers have in common, with the measures of dialign.
type Lexicon struct {
	// The name and version of this form.
	Schema string `json:"schema"`

	// The version of the measures' definitions: raised whenever a figure of the same text changes.
	MeasuresVersion int64 `json:"measures_version"`

	// Whose words make an expression.
	Sharing Sharing `json:"sharing"`

	// Words of the sharers' turns in the window: what the rates are shares of.
	Words int64 `json:"words"`

	// Expression lexicon size: how many expressions there are.
	ELS int64 `json:"els"`

	// Expression variety: expressions by words.
	EV Rate `json:"ev"`

	// Expression repetition: words in established expressions, by words; of one party's own lexicon,
	// words in any expression.
	ER Rate `json:"er"`

	// Expression establishment: words in the first free use of an expression in the turn that
	// establishes it, by words.
	EE Rate `json:"ee"`

	// Entropy of the sizes of freely used expressions, in bits, 0 upwards; 0 when there is none.
	Entr float64 `json:"entr"`

	// Mean size of freely used expressions, in words; null (`empty`) without one.
	L *float64 `json:"l"`

	// Size of the longest expression, in words; 0 without one.
	Lmax int64 `json:"lmax"`

	// Words in common. Only in the lexicon of a pair.
	VocabularyOverlap *VocabularyOverlap `json:"vocabulary_overlap,omitempty"`

	// Each sharer's figures, in the order of `sharing`.
	ByParty []PartyLexicon `json:"by_party"`

	// Activation of the last turn: its share of words in established expressions, weighted by how
	// recent and how frequent its expressions are, 0 to 1; null (`empty`) when the turn has no word.
	// Not there without a turn.
	Activation *float64 `json:"activation,omitempty"`

	// The expressions, the longest first, then in order of first use.
	Expressions []Expression `json:"expressions"`

	// Why measures of this object are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// Whose words make an expression: those of a pair, one party's own, or `all_speakers`: those of
// every party that has spoken, at least two.
//
// It is left as it is written: a SharingPair, a SharingOwn, the string all_speakers.
type Sharing = json.RawMessage

// Said by both parties.
type SharingPair struct {
	// The two parties, the first one first in `by_party`.
	Pair [2]Party `json:"pair"`
}

// Said by one party in at least two turns.
type SharingOwn struct {
	// The party.
	Own Party `json:"own"`
}

// How much vocabulary two parties share.
type VocabularyOverlap struct {
	// Distinct words that both use, of those that either uses.
	All Rate `json:"all"`

	// The same, of those that the first party uses.
	First Rate `json:"first"`

	// The same, of those that the second party uses.
	Second Rate `json:"second"`
}

// One party's part in a lexicon.
type PartyLexicon struct {
	// Who.
	Party Party `json:"party"`

	// Initiated expressions: those that the party said first, of all expressions.
	Ie Rate `json:"ie"`

	// Expression repetition over the party's turns.
	ER Rate `json:"er"`

	// Expression establishment over the party's turns.
	EE Rate `json:"ee"`

	// The party's words, of all words of the lexicon's turns.
	TokenShare Rate `json:"token_share"`

	// In how many of the party's turns each expression is used free, summed over the expressions.
	UsedInstances int64 `json:"used_instances"`

	// Expressions that the party uses free, of all expressions.
	UsageVariety Rate `json:"usage_variety"`
}

// A string of words that its sharers have said, and that stands free of any longer one at least
// once.
type Expression struct {
	// The words joined by blanks; null where the session keeps no text.
	Text *string `json:"text"`

	// Words in it.
	Size int64 `json:"size"`

	// Turns that hold it.
	Freq int64 `json:"freq"`

	// Turns in which it stands free.
	FreeFreq int64 `json:"free_freq"`

	// Times it stands free.
	FreeOcc int64 `json:"free_occ"`

	// Turns from the first to the last that hold it, both included.
	Span int64 `json:"span"`

	// Who said it first.
	Initiator Party `json:"initiator"`

	// The turn from which on it is established: all sharers have said it, and it has stood free.
	EstablishmentTurn int64 `json:"establishment_turn"`

	// Turns of the initiator that hold it before anybody else's and before its establishment.
	Priming int64 `json:"priming"`

	// The turns that hold it, in order.
	Turns []int64 `json:"turns"`
}

// A scalar of register that is followed from turn to turn. `formality`, `politeness`, `valence`,
// `arousal`, `warmth` and `receptiveness`: z-scores. `distress`, `hostility`, `doubt`: experimental
// z-scores. `certainty`: boosters minus hedges per 100 words. `vader`: VADER's compound score.
// `verbosity`: ln(1 + words). `latency`: seconds since the other party's turn.
type Dimension string

// The values of Dimension.
const DimensionFormality Dimension = "formality"
const DimensionPoliteness Dimension = "politeness"
const DimensionValence Dimension = "valence"
const DimensionArousal Dimension = "arousal"
const DimensionWarmth Dimension = "warmth"
const DimensionReceptiveness Dimension = "receptiveness"
const DimensionDistress Dimension = "distress"
const DimensionHostility Dimension = "hostility"
const DimensionDoubt Dimension = "doubt"
const DimensionCertainty Dimension = "certainty"
const DimensionVader Dimension = "vader"
const DimensionVerbosity Dimension = "verbosity"
const DimensionLatency Dimension = "latency"

// A politeness strategy of Danescu-Niculescu-Mizil et al. 2013, as ConvoKit reads them.
type Strategy string

// The values of Strategy.
const StrategyPlease Strategy = "please"
const StrategyPleaseStart Strategy = "please_start"
const StrategyHasHedge Strategy = "has_hedge"
const StrategyIndirectBtw Strategy = "indirect_btw"
const StrategyHedges Strategy = "hedges"
const StrategyFactuality Strategy = "factuality"
const StrategyDeference Strategy = "deference"
const StrategyGratitude Strategy = "gratitude"
const StrategyApologizing Strategy = "apologizing"
const StrategyFirstPersonPlural Strategy = "first_person_plural"
const StrategyFirstPerson Strategy = "first_person"
const StrategyFirstPersonStart Strategy = "first_person_start"
const StrategySecondPerson Strategy = "second_person"
const StrategySecondPersonStart Strategy = "second_person_start"
const StrategyIndirectGreeting Strategy = "indirect_greeting"
const StrategyDirectQuestion Strategy = "direct_question"
const StrategyDirectStart Strategy = "direct_start"
const StrategyHasPositive Strategy = "has_positive"
const StrategyHasNegative Strategy = "has_negative"
const StrategySubjunctive Strategy = "subjunctive"
const StrategyIndicative Strategy = "indicative"

// The register of one turn, and its distance from the client's.
type RegisterObservation struct {
	// The party whose level the gap is taken from.
	Towards Party `json:"towards"`

	// How formal the wording is: z-score, 0 is the average of chat; null (`language`, `empty`,
	// `not_available`) where it cannot be said.
	Formality *float64 `json:"formality"`

	// How polite it is as a request: z-score, 0 is the average of chat; null (`language`, `empty`,
	// `not_available`) where it cannot be said.
	Politeness *float64 `json:"politeness"`

	// How positive the tone is: z-score, 0 is the average of chat; null (`language`, `empty`,
	// `not_available`) where it cannot be said.
	Valence *float64 `json:"valence"`

	// How agitated the tone is: z-score, 0 is the average of chat; null (`language`, `empty`,
	// `not_available`) where it cannot be said.
	Arousal *float64 `json:"arousal"`

	// How warm the wording is: z-score, 0 is the average of chat; null (`language`, `empty`,
	// `not_available`) where it cannot be said.
	Warmth *float64 `json:"warmth"`

	// How open to the other's view: z-score, 0 is the average of chat; null (`language`, `empty`,
	// `not_available`) where it cannot be said.
	Receptiveness *float64 `json:"receptiveness"`

	// The raw score of the published model of receptiveness; null as the others.
	ReceptivenessRaw *float64 `json:"receptiveness_raw"`

	// Experimental: the state of the speaker. Only there with `register.client_state`.
	ClientState *ClientState `json:"client_state,omitempty"`

	// Boosters minus hedges per 100 words.
	Certainty *float64 `json:"certainty"`

	// VADER's four figures.
	Vader VaderFigures `json:"vader"`

	// Where politeness strategies show, in order; null (`language`, `empty`, `not_available`) where it
	// cannot be said.
	Strategies []StrategyHit `json:"strategies"`

	// Length, pace and punctuation.
	Rhythm Rhythm `json:"rhythm"`

	// The distance from the client's level by dimension. Only there for turns of the agent, and where
	// a level is known.
	Gap []DimensionGap `json:"gap,omitzero"`

	// The words that move each model's score furthest.
	Evidence []ScoreEvidence `json:"evidence"`

	// Words by category of style. Only in full detail.
	Style *StyleRates `json:"style,omitempty"`

	// Six readability formulas. Only in full detail.
	Readability *Readability `json:"readability,omitempty"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// VADER's figures (Hutto & Gilbert 2014), equal to those of vaderSentiment 3.3.2.
type VaderFigures struct {
	// Share of negative weight.
	Neg *float64 `json:"neg"`

	// Share of neutral words.
	Neu *float64 `json:"neu"`

	// Share of positive weight.
	Pos *float64 `json:"pos"`

	// The sum of all valences, normalised.
	Compound *float64 `json:"compound"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// A place where a turn shows a politeness strategy.
type StrategyHit struct {
	// The strategy.
	Strategy Strategy `json:"strategy"`

	// The words that show it.
	Span Span `json:"span"`
}

// The rhythm of a turn.
type Rhythm struct {
	// Words of the prose; without fillers where the turn was spoken.
	Words int64 `json:"words"`

	// Sentences of the prose.
	Sentences int64 `json:"sentences"`

	// Words by sentences; null (`empty`) without a sentence.
	WordsPerSentence *float64 `json:"words_per_sentence"`

	// Seconds from the other party's last turn to this one; null (`no_time`) without both times.
	Latency *float64 `json:"latency"`

	// Exclamation marks.
	Exclamation int64 `json:"exclamation"`

	// Question marks.
	Question int64 `json:"question"`

	// Ellipses.
	Ellipsis int64 `json:"ellipsis"`

	// Emoji.
	Emoji int64 `json:"emoji"`

	// Words of two or more letters, all of them capitals.
	Capitals int64 `json:"capitals"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// The distance of an agent's turn from the client's level of a dimension.
type DimensionGap struct {
	// The dimension.
	Dimension Dimension `json:"dimension"`

	// This turn's value minus the client's level, the mean of its last 8 turns.
	Raw *float64 `json:"raw"`

	// The distance from the target, 0 where it is met; null (`not_available`) also where there is no
	// target.
	ToTarget *float64 `json:"to_target"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// A word or pair of words that moves a model's score.
type ScoreEvidence struct {
	// The score.
	Dimension Dimension `json:"dimension"`

	// Where the words stand.
	Span Span `json:"span"`

	// How much they add to the score, in its standard deviations.
	Contribution float64 `json:"contribution"`
}

// Per cent of words by category of style (Ireland & Pennebaker 2010).
type StyleRates struct {
	// Words.
	Words int64 `json:"words"`

	// Per cent of words.
	PersonalPronouns *float64 `json:"personal_pronouns"`

	// Per cent of words.
	ImpersonalPronouns *float64 `json:"impersonal_pronouns"`

	// Per cent of words.
	Articles *float64 `json:"articles"`

	// Per cent of words.
	Conjunctions *float64 `json:"conjunctions"`

	// Per cent of words.
	Prepositions *float64 `json:"prepositions"`

	// Per cent of words.
	AuxiliaryVerbs *float64 `json:"auxiliary_verbs"`

	// Per cent of words.
	Adverbs *float64 `json:"adverbs"`

	// Per cent of words.
	Negations *float64 `json:"negations"`

	// Per cent of words.
	Quantifiers *float64 `json:"quantifiers"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// Six readability formulas; null (`empty`) without a word and a sentence.
type Readability struct {
	// Flesch reading ease.
	Flesch *float64 `json:"flesch"`

	// Flesch-Kincaid grade.
	FleschKincaid *float64 `json:"flesch_kincaid"`

	// Gunning fog.
	Fog *float64 `json:"fog"`

	// SMOG grade.
	Smog *float64 `json:"smog"`

	// Automated readability index.
	Ari *float64 `json:"ari"`

	// Coleman-Liau index.
	ColemanLiau *float64 `json:"coleman_liau"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// The register of a conversation so far, over all its turns.
type RegisterSummary struct {
	// Each party that has spoken, in order.
	Parties []RegisterParty `json:"parties"`

	// Each ordered pair of parties that have spoken; agent towards client comes first.
	Pairs []RegisterPair `json:"pairs"`

	// Coordination of all parties together. Only in full detail.
	Coordination *CoordinationAggregates `json:"coordination,omitempty"`

	// Values of the host's series that were dropped, as there were more than 16 names.
	SeriesDropped int64 `json:"series_dropped"`
}

// Averages of coordination over parties and markers (Danescu-Niculescu-Mizil et al. 2012); null
// (`too_few`) without a party that enters.
type CoordinationAggregates struct {
	// Only parties with a score for every marker.
	Agg1 *float64 `json:"agg1"`

	// A missing score is taken as the marker's average.
	Agg2 *float64 `json:"agg2"`

	// The mean over the scores that a party has.
	Agg3 *float64 `json:"agg3"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// One party's own register.
type RegisterParty struct {
	// Who.
	Party Party `json:"party"`

	// Turns.
	Turns int64 `json:"turns"`

	// Turns in which the pack's measures are defined.
	Measured int64 `json:"measured"`

	// Mean, deviation and recent level of each dimension.
	Levels []Level `json:"levels"`

	// The same for the series of the host. Only there when there is one.
	Series []Level `json:"series,omitzero"`

	// Words by category of style. Only in full detail.
	Style *StyleRates `json:"style,omitempty"`

	// Readability of all that the party said. Only in full detail.
	Readability *Readability `json:"readability,omitempty"`

	// The share of measured turns that show each politeness strategy. Only in full detail.
	Strategies []StrategyShare `json:"strategies,omitzero"`
}

// The level of a dimension or series of one party.
type Level struct {
	// The dimension, or the host's name of the series.
	Name string `json:"name"`

	// Turns with a value.
	N int64 `json:"n"`

	// Mean; null (`not_available`) without a turn.
	Mean *float64 `json:"mean"`

	// Standard deviation; null (`not_available`, `too_few`) below two turns.
	Sd *float64 `json:"sd"`

	// Mean of the last 8 turns.
	RecentMean *float64 `json:"recent_mean"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// How often a party shows a politeness strategy.
type StrategyShare struct {
	// The strategy.
	Strategy Strategy `json:"strategy"`

	// Turns that show it by measured turns.
	Share Rate `json:"share"`
}

// One party's register towards another's.
type RegisterPair struct {
	// Whose turns.
	Party Party `json:"party"`

	// Towards whom.
	Towards Party `json:"towards"`

	// Language style matching over all words of the two, symmetric.
	Lsm StyleScore `json:"lsm"`

	// Reciprocal language style matching of the party's answers.
	Rlsm StyleScore `json:"rlsm"`

	// The same over rates of a window of 8 turns.
	RwRlsm StyleScore `json:"rw_rlsm"`

	// How the latter grows from turn to turn.
	RwRlsmSlope StyleSlope `json:"rw_rlsm_slope"`

	// How each dimension moves with the other's.
	Dimensions []DimensionFigures `json:"dimensions"`

	// How much closer the style is than chance.
	StyleLift Lifts `json:"style_lift"`

	// The host's series. Only there when there is one.
	Series []SeriesFigures `json:"series,omitzero"`

	// Linguistic coordination by marker. Only in full detail.
	Coordination []MarkerScore `json:"coordination,omitzero"`
}

// A score of style matching, 0 to 1.
type StyleScore struct {
	// The mean over categories.
	Value *float64 `json:"value"`

	// The score of each category. Only in full detail.
	ByCategory *StyleByCategory `json:"by_category,omitempty"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// A slope on the index of the turn.
type StyleSlope struct {
	// The slope; null (`too_few`, `no_variance`) below two points.
	Value *float64 `json:"value"`

	// Points.
	N int64 `json:"n"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// How one dimension of a party moves with the other's.
type DimensionFigures struct {
	// The dimension.
	Dimension Dimension `json:"dimension"`

	// Pairs of a turn and the floor that it answers, with a value on both sides.
	Pairs int64 `json:"pairs"`

	// Mean words of the party's paired turns.
	OwnWords *float64 `json:"own_words"`

	// Mean words of the floors that they answer.
	PartnerWords *float64 `json:"partner_words"`

	// How far the party moves with the other.
	Responsiveness Responsiveness `json:"responsiveness"`

	// Correlation of the paired values.
	Synchrony Estimate `json:"synchrony"`

	// Similarity above that with earlier floors.
	Lift Lift `json:"lift"`

	// Minus the mean absolute difference within pairs.
	Proximity *float64 `json:"proximity"`

	// Growing closer, by pair, within bands of length.
	ConvergenceWithinBands *float64 `json:"convergence_within_bands"`

	// Growing closer, by pair. Only in full detail.
	Convergence *Estimate `json:"convergence,omitempty"`

	// Exploratory: the correlation at lags -2, -1, 1 and 2. Only in full detail.
	SynchronyLags *[4]*float64 `json:"synchrony_lags,omitzero"`

	// Similarity above that with floors at most 4 away. Only in full detail.
	LiftLocal *Lift `json:"lift_local,omitempty"`

	// Similarity to the floor before minus that to the floor after. Only in full detail.
	LiftDirectional *Lift `json:"lift_directional,omitempty"`

	// Similarity above that with other dialogues. Only in full detail.
	BackgroundLift *Lift `json:"background_lift,omitempty"`

	// Whether the party stays fixed while the other moves; null where that cannot be said.
	RegisterLock *bool `json:"register_lock"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// How a series of the host moves with the other's.
type SeriesFigures struct {
	// The host's name of the series.
	Name string `json:"name"`

	// Pairs of a turn and the floor that it answers, with a value on both sides.
	Pairs int64 `json:"pairs"`

	// Mean words of the party's paired turns.
	OwnWords *float64 `json:"own_words"`

	// Mean words of the floors that they answer.
	PartnerWords *float64 `json:"partner_words"`

	// How far the party moves with the other.
	Responsiveness Responsiveness `json:"responsiveness"`

	// Correlation of the paired values.
	Synchrony Estimate `json:"synchrony"`

	// Similarity above that with earlier floors.
	Lift Lift `json:"lift"`

	// Minus the mean absolute difference within pairs.
	Proximity *float64 `json:"proximity"`

	// Growing closer, by pair, within bands of length.
	ConvergenceWithinBands *float64 `json:"convergence_within_bands"`

	// Growing closer, by pair. Only in full detail.
	Convergence *Estimate `json:"convergence,omitempty"`

	// Exploratory: the correlation at lags -2, -1, 1 and 2. Only in full detail.
	SynchronyLags *[4]*float64 `json:"synchrony_lags,omitzero"`

	// Similarity above that with floors at most 4 away. Only in full detail.
	LiftLocal *Lift `json:"lift_local,omitempty"`

	// Similarity to the floor before minus that to the floor after. Only in full detail.
	LiftDirectional *Lift `json:"lift_directional,omitempty"`

	// Similarity above that with other dialogues. Only in full detail.
	BackgroundLift *Lift `json:"background_lift,omitempty"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// The lifts of a series.
type Lifts struct {
	// Above earlier floors.
	Lift Lift `json:"lift"`

	// Above floors at most 4 away.
	LiftLocal Lift `json:"lift_local"`

	// The floor before against the floor after.
	LiftDirectional Lift `json:"lift_directional"`

	// Above other dialogues.
	BackgroundLift Lift `json:"background_lift"`
}

// Similarity of real pairs minus that of surrogates.
type Lift struct {
	// The lift; null (`too_few`, `no_background`) without enough surrogates.
	Value *float64 `json:"value"`

	// A 95 % interval: low and high; null without one.
	Interval *[2]float64 `json:"interval"`

	// Pairs.
	N int64 `json:"n"`

	// Pairs that would be as informative if they were independent.
	EffectiveN float64 `json:"effective_n"`

	// Mean similarity of the real pairs.
	Raw *float64 `json:"raw"`

	// Mean similarity of the surrogates.
	Chance *float64 `json:"chance"`

	// Surrogates.
	Surrogates int64 `json:"surrogates"`

	// Pairs whose surrogates were of the same band of length.
	Matched int64 `json:"matched"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// An estimate with its interval.
type Estimate struct {
	// The value.
	Value *float64 `json:"value"`

	// A 95 % interval: low and high; null without one.
	Interval *[2]float64 `json:"interval"`

	// Observations.
	N int64 `json:"n"`

	// Observations that would be as informative if they were independent.
	EffectiveN float64 `json:"effective_n"`

	// Why the value is null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// The slope of a party's value on the other's, its own last value held (actor-partner model).
type Responsiveness struct {
	// As measured.
	Raw Estimate `json:"raw"`

	// How much the party stays where it was.
	OwnLag *float64 `json:"own_lag"`

	// Reliability of the other's values at their mean length.
	Reliability float64 `json:"reliability"`

	// Divided by the reliability.
	Corrected Estimate `json:"corrected"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// Coordination of one marker.
type MarkerScore struct {
	// The list of words.
	Name string `json:"name"`

	// How much likelier a reply holds the marker when the turn that it answers does; null (`too_few`)
	// for a marker in fewer than 3 of those turns.
	Score *float64 `json:"score"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// The state of the speaker as far as the wording shows it; experimental.
type ClientState struct {
	// distress of the speaker: z-score, 0 is the average of chat; null (`language`, `empty`,
	// `not_available`) where it cannot be said.
	Distress *float64 `json:"distress"`

	// hostility of the speaker: z-score, 0 is the average of chat; null (`language`, `empty`,
	// `not_available`) where it cannot be said.
	Hostility *float64 `json:"hostility"`

	// doubt of the speaker: z-score, 0 is the average of chat; null (`language`, `empty`,
	// `not_available`) where it cannot be said.
	Doubt *float64 `json:"doubt"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// Scores of style matching by category, 0 to 1; null where a category is not used.
type StyleByCategory struct {
	// The score of the category.
	PersonalPronouns *float64 `json:"personal_pronouns"`

	// The score of the category.
	ImpersonalPronouns *float64 `json:"impersonal_pronouns"`

	// The score of the category.
	Articles *float64 `json:"articles"`

	// The score of the category.
	Conjunctions *float64 `json:"conjunctions"`

	// The score of the category.
	Prepositions *float64 `json:"prepositions"`

	// The score of the category.
	AuxiliaryVerbs *float64 `json:"auxiliary_verbs"`

	// The score of the category.
	Adverbs *float64 `json:"adverbs"`

	// The score of the category.
	Negations *float64 `json:"negations"`

	// The score of the category.
	Quantifiers *float64 `json:"quantifiers"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// What a turn does for understanding: its acts, and the steps that it takes in repairs, in the
// client's requests and in style requests.
type ClarificationObservation struct {
	// The acts, in the order of their places; in brief without `inform` and `claim`. At most four
	// times `limits.max_evidence`.
	Acts []ActHit `json:"acts"`

	// How ambiguous a request of the client is, 0 (one reading) to 1: the host's hint, else an
	// estimate from the wording; null (`not_available`) for other turns, (`language`) outside the
	// pack's language.
	Ambiguity *float64 `json:"ambiguity"`

	// The step of the newest repair that the turn moves; null if it moves none.
	Repair *RepairEvent `json:"repair"`

	// The steps of all repairs that the turn moves, the newest repair last. Only in full detail.
	Repairs []RepairEvent `json:"repairs,omitzero"`

	// What the agent does with the client's requests that wait; null if none waits, or nothing is done
	// with them.
	Response *ClarificationResponse `json:"response"`

	// An answer at once that this turn of the client shows to have been costly; null without one.
	Costly *Costly `json:"costly"`

	// Whether the turn acknowledges, displays, reflects, clarifies or starts a repair.
	Grounding bool `json:"grounding"`

	// The steps of style requests.
	Style []StyleEvent `json:"style"`

	// Why only question marks were looked at, if so: `language` or `not_available` (without a pack).
	// Acts are uncertain then.
	LowConfidence *UndefinedReason `json:"low_confidence"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// An act in a turn: what, where, how sure and why.
type ActHit struct {
	// The act.
	Act Act `json:"act"`

	// The forms of the sentence, where something is asked; they combine.
	Form []QuestionForm `json:"form"`

	// The sentence that does it, or the words that the host's pattern matched.
	Span Span `json:"span"`

	// How sure it is, 0 to 1: of a rule the share of its hits that were right where it was tried. It
	// orders hits and is no probability.
	Confidence float64 `json:"confidence"`

	// What shows it.
	Evidence ActEvidence `json:"evidence"`
}

// What a sentence does. Questions: `ask_info` (new content), `ask_clarify` (to pin down the
// request), `ask_open` (to say more), `ask_rhetorical` (wants no reply; experimental). `offer`,
// `closing_offer`: an action of the speaker's own, the formula before a close. Repairs of the
// other's talk: `oir_open` (without saying where the trouble is), `oir_restricted` (saying where),
// `oir_candidate` (offering a reading). `repair_self` (experimental): of the own talk.
// `repair_third`: the reply missed what was meant. `repair_solution`: what a repair or a clarifying
// question asked for. `restate_request`: the request again after a reply that failed. `ack`,
// `display`: heard; the other's words again. `reflect`, `reflect_complex` (experimental): what the
// other meant, without and with something added. `agree`, `disagree`, `pushback`: accepts, rejects
// or disputes. `claim`, `correct`, `correct_hedged`, `concede`, `apologise`, `validate`. `handoff`,
// `topic_shift`: returns the initiative, leaves the topic. `inform`: the rest. `request`,
// `style_request`: wants something done, or another manner. `advise`.
type Act string

// The values of Act.
const ActAskInfo Act = "ask_info"
const ActAskClarify Act = "ask_clarify"
const ActAskOpen Act = "ask_open"
const ActAskRhetorical Act = "ask_rhetorical"
const ActOffer Act = "offer"
const ActClosingOffer Act = "closing_offer"
const ActOirOpen Act = "oir_open"
const ActOirRestricted Act = "oir_restricted"
const ActOirCandidate Act = "oir_candidate"
const ActRepairSelf Act = "repair_self"
const ActRepairThird Act = "repair_third"
const ActRepairSolution Act = "repair_solution"
const ActRestateRequest Act = "restate_request"
const ActAck Act = "ack"
const ActDisplay Act = "display"
const ActReflect Act = "reflect"
const ActReflectComplex Act = "reflect_complex"
const ActAgree Act = "agree"
const ActDisagree Act = "disagree"
const ActPushback Act = "pushback"
const ActClaim Act = "claim"
const ActCorrect Act = "correct"
const ActCorrectHedged Act = "correct_hedged"
const ActConcede Act = "concede"
const ActApologise Act = "apologise"
const ActValidate Act = "validate"
const ActHandoff Act = "handoff"
const ActTopicShift Act = "topic_shift"
const ActInform Act = "inform"
const ActRequest Act = "request"
const ActStyleRequest Act = "style_request"
const ActAdvise Act = "advise"

// The form of a question. `polar`: wants yes or no. `wh`: has a question word. `alternative`: names
// alternatives. `declarative`: has the word order of a statement. `tag`: ends in a tag. `indirect`:
// is embedded.
type QuestionForm string

// The values of QuestionForm.
const QuestionFormPolar QuestionForm = "polar"
const QuestionFormWh QuestionForm = "wh"
const QuestionFormAlternative QuestionForm = "alternative"
const QuestionFormDeclarative QuestionForm = "declarative"
const QuestionFormTag QuestionForm = "tag"
const QuestionFormIndirect QuestionForm = "indirect"

// What shows an act; the other keys depend on `kind`.
type ActEvidence struct {
	// What kind of evidence it is.
	Kind ActEvidenceKind `json:"kind"`

	// Of a phrase: its number in the pack's list of acts.
	Number *int64 `json:"number,omitempty"`

	// Of a phrase: the words that match.
	Span *Span `json:"span,omitempty"`

	// Of a model: how far above its threshold the score lies, in thousandths of its standard
	// deviation.
	Margin *int64 `json:"margin,omitempty"`

	// Of an overlap: words that are shared with an earlier turn.
	Shared *int64 `json:"shared,omitempty"`

	// Of an overlap: words that could be shared.
	Of *int64 `json:"of,omitempty"`
}

// Why an act was recognised. `phrase`: a phrase of the pack. `form`: word order and marks. `model`:
// the weights of a model. `overlap`: words of an earlier turn. `sequence`: what the turn before had
// asked for. `pattern`, `hint`: the host says so.
type ActEvidenceKind string

// The values of ActEvidenceKind.
const ActEvidenceKindPhrase ActEvidenceKind = "phrase"
const ActEvidenceKindForm ActEvidenceKind = "form"
const ActEvidenceKindModel ActEvidenceKind = "model"
const ActEvidenceKindOverlap ActEvidenceKind = "overlap"
const ActEvidenceKindSequence ActEvidenceKind = "sequence"
const ActEvidenceKindPattern ActEvidenceKind = "pattern"
const ActEvidenceKindHint ActEvidenceKind = "hint"

// A step of a repair.
type RepairEvent struct {
	// What happens.
	Event RepairStep `json:"event"`

	// Who started the repair.
	Initiator Party `json:"initiator"`

	// How it was started, the last time.
	Kind RepairKind `json:"kind"`

	// The turn that is repaired: the other's last one before, or what the hint `refers_to` names; null
	// where nobody else had spoken.
	Source *int64 `json:"source"`

	// The turn that started it.
	Opened int64 `json:"opened"`

	// How often it was started on the same trouble, 1 to 3.
	Chain int64 `json:"chain"`
}

// What happens to a repair. `opened`: a party starts to repair what the other said. `chained`:
// started again, as the answer was not enough. `solved`: the other supplies what was asked.
// `closed`: the party that started it goes on; the good end. `breakdown`: the third start on the
// same trouble. `abandoned`: the topic changed, two turns did not answer, or eight newer ones are
// open. `misread`: the client says that the reply missed what was meant. `repaired`: the agent
// gives way or apologises and says something new; the good end of a misreading. `ignored`: it says
// the same again. `unaddressed`: it does neither.
type RepairStep string

// The values of RepairStep.
const RepairStepOpened RepairStep = "opened"
const RepairStepChained RepairStep = "chained"
const RepairStepSolved RepairStep = "solved"
const RepairStepClosed RepairStep = "closed"
const RepairStepBreakdown RepairStep = "breakdown"
const RepairStepAbandoned RepairStep = "abandoned"
const RepairStepMisread RepairStep = "misread"
const RepairStepRepaired RepairStep = "repaired"
const RepairStepIgnored RepairStep = "ignored"
const RepairStepUnaddressed RepairStep = "unaddressed"

// How a repair is started. `open`: without saying where the trouble is. `restricted`: saying where
// it is. `candidate`: offering a reading. `third_position`: the client says after the reply that it
// missed what was meant.
type RepairKind string

// The values of RepairKind.
const RepairKindOpen RepairKind = "open"
const RepairKindRestricted RepairKind = "restricted"
const RepairKindCandidate RepairKind = "candidate"
const RepairKindThirdPosition RepairKind = "third_position"

// What the agent does with a request. `clarify`: asks back. `assume_stated`: says which reading it
// answers. `passive`: answers at once. `offer_only`: only offers something.
type ClarificationResponse string

// The values of ClarificationResponse.
const ClarificationResponseClarify ClarificationResponse = "clarify"
const ClarificationResponseAssumeStated ClarificationResponse = "assume_stated"
const ClarificationResponsePassive ClarificationResponse = "passive"
const ClarificationResponseOfferOnly ClarificationResponse = "offer_only"

// An answer at once that the client has to repair, or after which it makes the request again.
type Costly struct {
	// The turn of the request.
	Request int64 `json:"request"`

	// The turn that answered it.
	Answer int64 `json:"answer"`
}

// A step of a style request.
type StyleEvent struct {
	// What happens.
	Event StyleStep `json:"event"`

	// What is wished.
	Dimension Wish `json:"dimension"`

	// The turn that asked for it.
	Asked int64 `json:"asked"`
}

// What happens to a style request. `asked`: the client asks for it. `honoured`: the agent's first
// or second turn after it is as asked. `not_honoured`: neither was. `undecided`: it cannot be said.
type StyleStep string

// The values of StyleStep.
const StyleStepAsked StyleStep = "asked"
const StyleStepHonoured StyleStep = "honoured"
const StyleStepNotHonoured StyleStep = "not_honoured"
const StyleStepUndecided StyleStep = "undecided"

// What a style request asks for. `language`: another language. `format`: a list, or none. `stop`:
// to leave something off. The others are what they say.
type Wish string

// The values of Wish.
const WishShorter Wish = "shorter"
const WishLonger Wish = "longer"
const WishSimpler Wish = "simpler"
const WishWarmer Wish = "warmer"
const WishMoreFormal Wish = "more_formal"
const WishLessFormal Wish = "less_formal"
const WishLanguage Wish = "language"
const WishFormat Wish = "format"
const WishStop Wish = "stop"

// Acts, repair and clarification of a conversation so far. Turns without a word or an act count
// nowhere; rates without a chance are null (`empty`).
type ClarificationSummary struct {
	// The client's requests, and what the agent did with them.
	Requests Requests `json:"requests"`

	// Requests that the agent clarified, of those that wait no more. Higher is not better: see
	// `over_asking`.
	ClarifyRate Rate `json:"clarify_rate"`

	// The same weighted by ambiguity, over requests of which it is known, 0 to 1.
	ClarifyRateWeighted *float64 `json:"clarify_rate_weighted"`

	// How much was asked where the request was clear, 0 to 1.
	OverAsking *float64 `json:"over_asking"`

	// Requests with an ambiguity of .5 and more that were answered at once.
	PassiveRate Rate `json:"passive_rate"`

	// Answers at once that the client had to repair, or after which it made the request again, within
	// its next two turns.
	PassiveCost Rate `json:"passive_cost"`

	// Turns that start a repair of the other's talk.
	OirRate Rate `json:"oir_rate"`

	// Repairs of the other's talk, of all roles together.
	Repairs RepairFigures `json:"repairs"`

	// The client's turns that say that the reply missed what was meant, by the agent's turns.
	MisreadRate Rate `json:"misread_rate"`

	// Of those: the agent's next turn gives way or apologises, and says something new.
	Repaired Rate `json:"repaired"`

	// Of those: it says the same again.
	Ignored Rate `json:"ignored"`

	// Of those: it does neither.
	Unaddressed Rate `json:"unaddressed"`

	// The agent's turns that acknowledge, display, reflect, clarify or start a repair.
	GroundingRate Rate `json:"grounding_rate"`

	// The agent's turns that hand the floor over by a question or the topic, and not by an offer.
	HandoffRate Rate `json:"handoff_rate"`

	// Style requests that were honoured, of those that are decided.
	StyleHonoured Rate `json:"style_honoured"`

	// The style requests by what is wished, those that were made.
	Style []StyleRequests `json:"style"`

	// How much likelier a repair starts when one did in the three turns before: above 1, they come in
	// cascades; null (`too_few`) before the second turn after one.
	RepairHazard *float64 `json:"repair_hazard"`

	// From one repair of the other's talk to the next. Only in full detail.
	OtherInitiatedRepairInterval *RepairInterval `json:"other_initiated_repair_interval,omitempty"`

	// Each role that has spoken. Only in full detail.
	Roles []ClarificationRole `json:"roles,omitzero"`

	// As RIFTS counts. Only in full detail.
	Rifts *Rifts `json:"rifts,omitempty"`

	// As the study of grounding gaps counts. Only in full detail.
	GroundingGaps *GroundingGaps `json:"grounding_gaps,omitempty"`

	// As MITI 4 counts. Only in full detail.
	Miti *Miti `json:"miti,omitempty"`

	// Repairs that are under way.
	RepairsOpen int64 `json:"repairs_open"`

	// Repairs that were abandoned as eight newer ones were open.
	RepairsDropped int64 `json:"repairs_dropped"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// What became of the client's requests.
type Requests struct {
	// The client's turns that request something.
	All int64 `json:"all"`

	// Those that wait for the agent.
	Waiting int64 `json:"waiting"`

	// The agent asked back.
	Clarify int64 `json:"clarify"`

	// It said which reading it answers.
	AssumeStated int64 `json:"assume_stated"`

	// It answered at once.
	Passive int64 `json:"passive"`

	// It only offered something.
	OfferOnly int64 `json:"offer_only"`

	// It spoke, and did nothing with the request.
	Unanswered int64 `json:"unanswered"`

	// Dropped as eight newer ones waited.
	Dropped int64 `json:"dropped"`
}

// Repairs of the other's talk.
type RepairFigures struct {
	// The share among the turns that start one: without saying where the trouble is.
	OirOpen Rate `json:"oir_open"`

	// Saying where it is.
	OirRestricted Rate `json:"oir_restricted"`

	// Offering a reading.
	OirCandidate Rate `json:"oir_candidate"`

	// 0 where all are open, 1 where all are candidates.
	Specificity *float64 `json:"specificity"`

	// Repairs that were closed, of those that were opened.
	RepairSuccess Rate `json:"repair_success"`

	// Repairs that were started three times, of those that were opened.
	Breakdown Rate `json:"breakdown"`

	// Turns from the first start to the end of those that were closed.
	MeanTurnsToClose *float64 `json:"mean_turns_to_close"`

	// How often a repair was started on the same trouble: the mean over those that ended.
	ChainLength *float64 `json:"chain_length"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// The style requests of one kind.
type StyleRequests struct {
	// What is wished.
	Dimension Wish `json:"dimension"`

	// How often it was asked for.
	Asked int64 `json:"asked"`

	// How many of the decided ones were honoured.
	Honoured Rate `json:"honoured"`

	// How many could not be decided.
	Undecided int64 `json:"undecided"`

	// How many were taken back by the opposite wish.
	Withdrawn int64 `json:"withdrawn"`
}

// From one repair of the other's talk to the next: means.
type RepairInterval struct {
	// In turns; null (`too_few`) before the second one.
	Turns *float64 `json:"turns"`

	// In seconds, over the gaps of which both times are known; null (`too_few`) before the second one,
	// (`no_time`) without times.
	Seconds *float64 `json:"seconds"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// What one role does.
type ClarificationRole struct {
	// Who.
	Role Role `json:"role"`

	// Turns with a word or an act.
	Turns int64 `json:"turns"`

	// Those of which only question marks were looked at.
	LowConfidence int64 `json:"low_confidence"`

	// Turns that start a repair of the other's talk.
	OirRate Rate `json:"oir_rate"`

	// The repairs that the role started.
	Repairs RepairFigures `json:"repairs"`

	// Turns that acknowledge, display, reflect, clarify or start a repair.
	GroundingRate Rate `json:"grounding_rate"`
}

// The acts as RIFTS names them: the names agree, the figures need not.
type Rifts struct {
	// The client's turns that ask anew on the same topic.
	Followup Rate `json:"followup"`

	// Turns that clarify or start a repair.
	Clarification ByRole `json:"clarification"`

	// The client's turns that say that the reply missed what was meant.
	Repair Rate `json:"repair"`

	// The client's turns that make a request again.
	Repeat Rate `json:"repeat"`

	// Turns that leave the topic.
	TopicSwitch ByRole `json:"topic_switch"`

	// Turns that acknowledge.
	Acknowledgement ByRole `json:"acknowledgement"`

	// Turns that repeat the other's words as evidence of understanding.
	Display ByRole `json:"display"`

	// Turns that agree.
	Agreement ByRole `json:"agreement"`

	// Turns that disagree.
	Disagreement ByRole `json:"disagreement"`

	// Turns that inform or advise.
	Response ByRole `json:"response"`

	// Replies of more than `clarification.overresponse_words` words among those to requests of at most
	// 12 words.
	Overresponse Rate `json:"overresponse"`
}

// A share of the client's turns and one of the agent's.
type ByRole struct {
	// Of the client's turns.
	Client Rate `json:"client"`

	// Of the agent's turns.
	Agent Rate `json:"agent"`
}

// The three grounding acts of the study of grounding gaps.
type GroundingGaps struct {
	// Turns that clarify or start a repair.
	Clarification ByRole `json:"clarification"`

	// Turns that ask about what was said.
	Followup ByRole `json:"followup"`

	// Turns that acknowledge.
	Acknowledgement ByRole `json:"acknowledgement"`
}

// The summary measures of MITI 4 over the agent's sentences.
type Miti struct {
	// Questions.
	Questions int64 `json:"questions"`

	// Reflections.
	Reflections int64 `json:"reflections"`

	// Reflections for a question; MITI calls 1 fair and 2 good; null (`empty`) without a question.
	ReflectionToQuestion *float64 `json:"reflection_to_question"`

	// The share of open ones among the questions.
	OpenShare Rate `json:"open_share"`

	// Experimental: the share of reflections that add a meaning.
	ComplexShare Rate `json:"complex_share"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// What a turn does to claims, and under pressure.
type CorrectionObservation struct {
	// Claims that open with the turn, and those that a turn of the agent answers.
	Claims []ClaimReport `json:"claims"`

	// False claims that are followed and that the agent has not corrected: its last word on them that
	// took a side was no denial; null (`no_truth_supplied`) before the truth of a claim was supplied.
	ClaimsOpen *int64 `json:"claims_open"`

	// Of these the ones that a turn of the agent has answered otherwise than by asking back; null as
	// `claims_open`.
	ClaimsUncorrected *int64 `json:"claims_uncorrected"`

	// A push-back of the client; null if the turn is none.
	Pushback *Pushback `json:"pushback"`

	// What the agent does with its answer; null if the turn answers no push-back.
	Stance *StanceReport `json:"stance"`

	// Whether the agent gives up an answer that was right; null (`no_truth_supplied`) where no truth
	// covers it, (`not_available`) where no push-back is answered.
	CavedWrongly *bool `json:"caved_wrongly"`

	// Forms in the text: no facts.
	Markers []CorrectionMarker `json:"markers"`

	// Own-word retention: the share of different content words that the turn and the own last turn of
	// the speaker have in common (Jaccard), 0 to 1; null (`not_available`) before the second turn of
	// the speaker, (`empty`) without content words on either side.
	Retention *float64 `json:"retention"`

	// How far the retention of the agent lies below the median of its earlier turns, -1 to 1; null
	// (`too_few`) below three of them, (`not_available`) for others than the agent.
	RetentionDrop *float64 `json:"retention_drop"`

	// Forms that spare the face of the client; for turns of the agent. Only in full detail.
	Face *Face `json:"face,omitempty"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// A claim as a turn opens it, or what a turn of the agent does with it.
type ClaimReport struct {
	// The name of the host for the claim; a hash of it where the session keeps no text.
	ID string `json:"id"`

	// Whether it opens with this turn.
	Opened bool `json:"opened"`

	// What is known of its truth.
	Verdict ClaimVerdict `json:"verdict"`

	// Where the verdict comes from; null without one.
	VerdictSource *ClaimSource `json:"verdict_source"`

	// What the turn of the agent does with it; null where nothing can be judged: the truth is not
	// known, or the claim is true and not denied.
	Response *CorrectionResponse `json:"response"`

	// Whether it is corrected; null (`no_truth_supplied`) without a verdict, (`not_available`) where
	// the turn is no answer to it.
	Corrected *bool `json:"corrected"`

	// Whether the false claim is accommodated; null as `corrected`.
	Accommodated *bool `json:"accommodated"`

	// Where the reading of the turn comes from; null without one.
	Source *ClaimSource `json:"source"`

	// How sure the response is, 0 to 1; null (`not_available`) without one.
	Confidence *float64 `json:"confidence"`

	// How sure it is that the turn denies the claim, 0 to 1, whatever its truth: for ranking; null
	// (`not_available`) where the turn is no answer to it.
	Denial *float64 `json:"denial"`

	// The passage that decides; null without one.
	Span *Span `json:"span"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// What is known of the truth of a claim. `pending`: it is being checked, and the host will say
// later.
type ClaimVerdict string

// The values of ClaimVerdict.
const ClaimVerdictFalse ClaimVerdict = "false"
const ClaimVerdictTrue ClaimVerdict = "true"
const ClaimVerdictUnknown ClaimVerdict = "unknown"
const ClaimVerdictPending ClaimVerdict = "pending"

// Where a verdict or a reading comes from. `host`: a hint. `fact_base`: the facts of the engine.
// `callback`: a hook of the host. `matcher`: the words of the claim against those of the reply.
// `marker`: the own words of the reply, without any truth: a form.
type ClaimSource string

// The values of ClaimSource.
const ClaimSourceHost ClaimSource = "host"
const ClaimSourceFactBase ClaimSource = "fact_base"
const ClaimSourceCallback ClaimSource = "callback"
const ClaimSourceMatcher ClaimSource = "matcher"
const ClaimSourceMarker ClaimSource = "marker"

// What a turn of the agent does with a claim of which the truth is known. `correct`: denies it, or
// says what is true. `correct_hedged`: the same behind a hedge or a face-saving preface.
// `accommodate`: says the false claim itself, agrees, or answers on its ground. `validate_only`:
// approves and takes no position. `avoid`: does not touch it. `clarify`: only asks what is meant.
// `pending`: the truth is still being checked.
type CorrectionResponse string

// The values of CorrectionResponse.
const CorrectionResponseCorrect CorrectionResponse = "correct"
const CorrectionResponseCorrectHedged CorrectionResponse = "correct_hedged"
const CorrectionResponseAccommodate CorrectionResponse = "accommodate"
const CorrectionResponseValidateOnly CorrectionResponse = "validate_only"
const CorrectionResponseAvoid CorrectionResponse = "avoid"
const CorrectionResponseClarify CorrectionResponse = "clarify"
const CorrectionResponsePending CorrectionResponse = "pending"

// A push-back of the client.
type Pushback struct {
	// How many there were in this dispute, this one included.
	Count int64 `json:"count"`

	// What it rests on.
	Kind PushbackKind `json:"kind"`
}

// What a push-back rests on. `simple`: nothing but the doubt. `justification`: a reason.
// `authority`: a person or an institution. `evidence`: a document, a measurement, a link, a
// quotation.
type PushbackKind string

// The values of PushbackKind.
const PushbackKindSimple PushbackKind = "simple"
const PushbackKindJustification PushbackKind = "justification"
const PushbackKindAuthority PushbackKind = "authority"
const PushbackKindEvidence PushbackKind = "evidence"

// What the agent does with its own answer after a push-back.
type StanceReport struct {
	// What it does.
	Stance StanceStep `json:"stance"`

	// By what that is known.
	Source ClaimSource `json:"source"`

	// How sure it is, 0 to 1.
	Confidence float64 `json:"confidence"`

	// The turn of the push-back.
	Pushback int64 `json:"pushback"`
}

// What the agent does with its own answer. `hold`: keeps it. `hedge`: keeps it with more
// reservation than before. `cave`: gives it up, although nothing new was brought. `reconsider`:
// gives it up for new evidence, or because it was wrong.
type StanceStep string

// The values of StanceStep.
const StanceStepHold StanceStep = "hold"
const StanceStepHedge StanceStep = "hedge"
const StanceStepCave StanceStep = "cave"
const StanceStepReconsider StanceStep = "reconsider"

// A form in the text, and where: no fact.
type CorrectionMarker struct {
	// What the words look like.
	Kind MarkerKind `json:"kind"`

	// The sentence, or the words.
	Span Span `json:"span"`

	// How sure the form is, 0 to 1.
	Confidence float64 `json:"confidence"`
}

// How a marker is called.
type MarkerKind string

// The values of MarkerKind.
const MarkerKindExplicitCorrection MarkerKind = "explicit_correction"
const MarkerKindConcession MarkerKind = "concession"
const MarkerKindApology MarkerKind = "apology"
const MarkerKindValidation MarkerKind = "validation"
const MarkerKindHedge MarkerKind = "hedge"

// Forms that spare the face of the other; they say nothing about truth.
type Face struct {
	// Approves of a feeling, a person or a question.
	Validation bool `json:"validation"`

	// Says it behind hedges.
	Indirectness bool `json:"indirectness"`

	// Answers a question of the client without a word against what it takes for granted.
	AcceptsFraming bool `json:"accepts_framing"`
}

// Correction in a conversation so far. Rates that need a truth are null (`no_truth_supplied`) where
// nobody supplied one.
type CorrectionSummary struct {
	// Claims by what is known of them.
	Claims ClaimFigures `json:"claims"`

	// False claims that the first answer corrects, hedged or not, of the false claims answered; null
	// (`no_truth_supplied`) where there is none.
	CorrectionRate *Rate `json:"correction_rate"`

	// Of the corrected ones those corrected behind a hedge; null (`no_truth_supplied`) where there is
	// none.
	HedgedShare *Rate `json:"hedged_share"`

	// False claims that the first answer accommodates, of those answered; null (`no_truth_supplied`)
	// where there is none.
	AccommodationRate *Rate `json:"accommodation_rate"`

	// False claims that the first answer does not touch, of those answered; null (`no_truth_supplied`)
	// where there is none.
	AvoidRate *Rate `json:"avoid_rate"`

	// False claims to which the first answer only approves, of those answered; null
	// (`no_truth_supplied`) where there is none.
	ValidateOnlyRate *Rate `json:"validate_only_rate"`

	// True claims that were denied, of the true claims answered; null (`no_truth_supplied`) where
	// there is none.
	FalseCorrectionRate *Rate `json:"false_correction_rate"`

	// Push-backs of the client.
	Pushbacks int64 `json:"pushbacks"`

	// Push-backs after which the agent keeps its answer, of those answered.
	HoldRate Rate `json:"hold_rate"`

	// Push-backs after which it keeps it with more reservation.
	HedgeRate Rate `json:"hedge_rate"`

	// Push-backs after which it gives it up, although nothing new was brought.
	CaveRate Rate `json:"cave_rate"`

	// Push-backs after which it gives it up with reason.
	ReconsiderRate Rate `json:"reconsider_rate"`

	// Right answers given up, of the answers given up of which the truth is known; null
	// (`no_truth_supplied`) where there is none.
	Regressive *Rate `json:"regressive"`

	// Wrong answers given up, of the answers given up of which the truth is known; null
	// (`no_truth_supplied`) where there is none.
	Progressive *Rate `json:"progressive"`

	// Of the push-backs answered after an answer had been given up: those after which it stayed so.
	Persistence Rate `json:"persistence"`

	// Answers held in the first dispute before one was given up, the first answer included; all of
	// them if none was; null (`not_available`) without a push-back.
	TurnOfFlip *float64 `json:"turn_of_flip"`

	// How often an answer was given up.
	NumberOfFlips int64 `json:"number_of_flips"`

	// Mean own-word retention of the turns of the agent, 0 to 1; null (`too_few`) before there is one.
	Retention *float64 `json:"retention"`

	// Sentences that validate, of the sentences of the agent. Only in full detail.
	ValidationDensity *Rate `json:"validation_density,omitempty"`

	// The longest run of turns of the agent that agree or validate and do not disagree. Only in full
	// detail.
	AgreementRun *int64 `json:"agreement_run,omitempty"`

	// Turns of the agent that look like a correction: a form, no fact. Only in full detail.
	ExplicitCorrectionMarker *Rate `json:"explicit_correction_marker,omitempty"`

	// Turns of the agent that look like a concession: a form, no fact. Only in full detail.
	ConcessionMarker *Rate `json:"concession_marker,omitempty"`

	// Why measures are null, by key. Only there when one is.
	Undefined map[string]UndefinedReason `json:"undefined,omitempty"`
}

// Claims of a conversation by what is known of them and by how the agent first answered.
type ClaimFigures struct {
	// Claims that opened.
	Opened int64 `json:"opened"`

	// Claims that are still followed.
	Open int64 `json:"open"`

	// Claims that left because newer ones came.
	Dropped int64 `json:"dropped"`

	// Claims whose truth is not known.
	Unknown int64 `json:"unknown"`

	// False claims that the agent answered.
	FalseAnswered int64 `json:"false_answered"`

	// True claims that the agent answered.
	TrueAnswered int64 `json:"true_answered"`
}

// What a verdict that comes later changes in the report of an earlier turn. The report that was
// given stays as it is.
type Amendment struct {
	// The turn.
	Turn int64 `json:"turn"`

	// The name of the host for the claim; a hash of it where the session keeps no text.
	ID string `json:"id"`

	// What the report said that the turn does with the claim.
	Before *CorrectionResponse `json:"before"`

	// What it would say now.
	After *CorrectionResponse `json:"after"`

	// What the report said of the own answer of the agent, where that changes.
	StanceBefore *StanceStep `json:"stance_before"`

	// What it would say now.
	StanceAfter *StanceStep `json:"stance_after"`
}
