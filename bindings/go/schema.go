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
