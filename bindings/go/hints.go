package lingsync

// Hints is what you know about a turn beside its text. Every field is optional; [Ptr] makes the
// pointers. The library checks all of it and answers [ErrInvalidHint] with the name of the field.
type Hints struct {
	// Claims are checkable statements in the turn and what is known of their truth. At most 32,
	// each id once.
	Claims []Claim `json:"claims,omitempty"`
	// Stances say what the turn does with claims. At most 32.
	Stances []StanceHint `json:"stances,omitempty"`
	// Pushback: whether the turn disputes or doubts what the other side said before.
	Pushback *bool `json:"pushback,omitempty"`
	// Evidence: whether the turn brings new evidence.
	Evidence *bool `json:"evidence,omitempty"`
	// AgentWasWrong: whether the agent's earlier answer, which this turn disputes, was wrong.
	AgentWasWrong *bool `json:"agent_was_wrong,omitempty"`
	// Ambiguous is how ambiguous the request is: 0 (one reading) to 1.
	Ambiguous *float64 `json:"ambiguous,omitempty"`
	// RefersTo is the number of the turn that this one refers to.
	RefersTo *uint32 `json:"refers_to,omitempty"`
	// Resolved is the number of the turn whose trouble this one resolves.
	Resolved *uint32 `json:"resolved,omitempty"`
	// Mentions are pieces of the text that name things. At most 64.
	Mentions []Mention `json:"mentions,omitempty"`
	// Referent is what the whole turn is about (a picture, a product).
	Referent string `json:"referent,omitempty"`
	// Series are measurements of your own, such as pitch or loudness. At most 16, finite.
	Series map[string]float64 `json:"series,omitempty"`
	// Language is that of the turn (BCP 47).
	Language string `json:"language,omitempty"`
	// Modality says whether the turn was written or spoken.
	Modality Modality `json:"modality,omitempty"`
	// Interrupted: whether the other speaker cut the turn off.
	Interrupted bool `json:"interrupted,omitempty"`
	// Exclude are pieces of the text that no measure should see. At most 1024.
	Exclude []Span `json:"exclude,omitempty"`
	// DurationMS is how long the turn took, in milliseconds: finite, 0 or more.
	DurationMS *float64 `json:"duration_ms,omitempty"`
	// Tokens is how many tokens of a language model the turn cost.
	Tokens *uint32 `json:"tokens,omitempty"`
}

// Claim is a checkable statement and what you know of its truth.
type Claim struct {
	// ID is your name for the claim; later stances refer to it.
	ID string `json:"id"`
	// Text is the claim in words.
	Text string `json:"text"`
	// Verdict says whether it is true.
	Verdict Verdict `json:"verdict,omitempty"`
	// Confidence is how sure the verdict is, 0 to 1.
	Confidence *float64 `json:"confidence,omitempty"`
	// CorrectText is what is true instead.
	CorrectText string `json:"correct_text,omitempty"`
	// Span is where in the turn's text the claim stands.
	Span *Span `json:"span,omitempty"`
	// KeywordsAny are words of which a correction holds at least one.
	KeywordsAny []string `json:"keywords_any,omitempty"`
	// KeywordsNone are words of which a correction holds none.
	KeywordsNone []string `json:"keywords_none,omitempty"`
	// Source is where the verdict comes from (a data base, a person).
	Source string `json:"source,omitempty"`
}

// Verdict is what is known of a claim's truth.
type Verdict string

// The verdicts.
const (
	VerdictFalse   Verdict = "false"
	VerdictTrue    Verdict = "true"
	VerdictUnknown Verdict = "unknown"
	// VerdictPending: it is being checked; you will say later.
	VerdictPending Verdict = "pending"
)

// StanceHint is what a turn does with one claim.
type StanceHint struct {
	// Claim is the id of the claim.
	Claim string `json:"claim"`
	// Stance is what the turn does with it.
	Stance HintStance `json:"stance,omitempty"`
	// Confidence is how sure that is, 0 to 1.
	Confidence *float64 `json:"confidence,omitempty"`
}

// HintStance is what a turn does with a claim: the first three are towards the claim's text, the
// last three towards the agent's earlier answer.
type HintStance string

// The stances of hints.
const (
	// HintAsserts: it says or presupposes the claim.
	HintAsserts HintStance = "asserts"
	// HintDenies: it says the opposite of the claim.
	HintDenies HintStance = "denies"
	// HintNeither: it does neither.
	HintNeither HintStance = "neither"
	// HintHolds: it keeps the earlier answer.
	HintHolds HintStance = "holds"
	// HintHedges: it keeps the earlier answer, with reservations.
	HintHedges HintStance = "hedges"
	// HintGivesUp: it gives the earlier answer up.
	HintGivesUp HintStance = "gives_up"
)

// Mention is a piece of the text that names a thing.
type Mention struct {
	// Entity is your name for the thing: mentions with the same name name the same thing.
	Entity string `json:"entity"`
	// Start is the first byte.
	Start int64 `json:"start"`
	// End is one past the last byte.
	End int64 `json:"end"`
}

// Modality says whether a turn was written or spoken.
type Modality string

// The modalities.
const (
	ModalityText Modality = "text"
	// ModalitySpeech: punctuation and case mean nothing, fillers are expected.
	ModalitySpeech Modality = "speech"
)
