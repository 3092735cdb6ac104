package lingsync

// #include <lingsync.h>
import "C"

import (
	"encoding/json"
	"slices"
	"sync"
)

// Config holds all settings of an [Engine]. Start from [DefaultConfig] and change fields.
//
// A zero Config means the defaults as well, and so does a section (Limits, Text, Lexical, Register,
// Clarification) of which every field is zero. To change one setting of a section, start from [DefaultConfig]: the other
// fields of that section are then what they should be.
type Config struct {
	// Limits bounds what may be handed in and what a session keeps.
	Limits Limits `json:"limits,omitzero"`
	// Text says how text becomes words.
	Text TextConfig `json:"text,omitzero"`
	// Lexical is for the lexical measures.
	Lexical LexicalConfig `json:"lexical,omitzero"`
	// Register is for the register measures.
	Register RegisterConfig `json:"register,omitzero"`
	// Clarification is for acts, repair and clarification.
	Clarification ClarificationConfig `json:"clarification,omitzero"`
	// Goal is "balanced" (the default), "task" or "relational": it decides the default targets.
	Goal string `json:"goal,omitempty"`
	// Retention is what a session keeps of the text. Default [RetentionKeep].
	Retention Retention `json:"retention,omitempty"`
	// Language is that of turns without a language hint (BCP 47). Default "en".
	Language string `json:"language,omitempty"`
	// Strict makes unknown hint fields an error; else they are counted.
	Strict bool `json:"strict"`
	// Detail is how much a report says. Default [DetailBrief].
	Detail Detail `json:"detail,omitempty"`
	// Glossary holds your own terms: those of one entry mean the same thing.
	Glossary []GlossaryEntry `json:"glossary,omitempty"`
	// Patterns are your own regular expressions.
	Patterns []Pattern `json:"patterns,omitempty"`
}

// Limits are bounds. Text, hints and snapshots over a bound are [ErrLimitExceeded]; vocabulary,
// speakers and evidence are cut and counted.
type Limits struct {
	// MaxTurnBytes is for one turn's text. Default 1 MiB; at most 1 GiB.
	MaxTurnBytes int `json:"max_turn_bytes"`
	// MaxHintBytes is for one turn's hints. Default 1 MiB.
	MaxHintBytes int `json:"max_hint_bytes"`
	// MaxSnapshotBytes is for a snapshot that [Engine.Restore] accepts. Default 256 MiB.
	MaxSnapshotBytes int `json:"max_snapshot_bytes"`
	// MaxVocabulary is how many distinct words a session keeps apart. Default 1,000,000.
	MaxVocabulary int `json:"max_vocabulary"`
	// MaxSpeakers is how many speakers a session keeps apart. Default 16,384.
	MaxSpeakers int `json:"max_speakers"`
	// MaxEvidence is how many entries each list of a report has. Default 64.
	MaxEvidence int `json:"max_evidence"`
	// MaxDialogueBytes is for one dialogue of a transcript. Default 256 MiB.
	MaxDialogueBytes int `json:"max_dialogue_bytes"`
}

// TextConfig says how text becomes words.
type TextConfig struct {
	// Tokeniser is "words" (Unicode words, the default) or "dialign".
	Tokeniser string `json:"tokeniser,omitempty"`
	// Case is "fold" (the default) or "keep".
	Case string `json:"case,omitempty"`
	// SegmentClasses keeps code, quotations, links, tables and stack traces out of the measures.
	// Default true.
	SegmentClasses bool `json:"segment_classes"`
}

// RegisterConfig is for the register measures.
type RegisterConfig struct {
	// Targets says how the agent's value of each dimension should relate to the client's.
	Targets Targets `json:"targets"`
	// MinWords: turns with fewer words stay out of lifts. Default 3.
	MinWords int `json:"min_words"`
	// ClientState measures the experimental distress, hostility and doubt. Default false.
	ClientState bool `json:"client_state"`
	// MaxEvidence is how many words or word pairs are named for each model score. Default 3.
	MaxEvidence int `json:"max_evidence"`
	// Markers are lists of words for coordination, in place of the pack's.
	Markers []MarkerList `json:"markers"`
}

// Targets are "match", "at_least", "complement" or "free"; an empty one follows the goal.
type Targets struct {
	Formality     *string `json:"formality"`
	Politeness    *string `json:"politeness"`
	Valence       *string `json:"valence"`
	Arousal       *string `json:"arousal"`
	Warmth        *string `json:"warmth"`
	Receptiveness *string `json:"receptiveness"`
	Hostility     *string `json:"hostility"`
	Certainty     *string `json:"certainty"`
	Verbosity     *string `json:"verbosity"`
	Latency       *string `json:"latency"`
}

// MarkerList is a list of lower-case words; a trailing * makes a prefix.
type MarkerList struct {
	Name  string   `json:"name"`
	Words []string `json:"words"`
}

// ClarificationConfig is for acts, repair and clarification.
type ClarificationConfig struct {
	// Experimental reports acts that are found too rarely to be facts about a turn: ask_rhetorical,
	// repair_self and reflect_complex. Default false.
	Experimental bool `json:"experimental"`
	// OverresponseWords: a reply of more words than this to a request of at most 12 words counts as
	// an overresponse. Default 120.
	OverresponseWords int `json:"overresponse_words"`
}

// LexicalConfig is for the lexical measures.
type LexicalConfig struct {
	// WindowTokens is how many tokens of history are kept exactly; 0 means all. Default 16,384.
	WindowTokens int `json:"window_tokens"`
	// MaxRunTokens is how many tokens an expression may lie in. Default 4,096.
	MaxRunTokens int `json:"max_run_tokens"`
	// Compat is "corrected" (the default) or "dialign".
	Compat string `json:"compat,omitempty"`
	// RequireLetter wants a letter in every expression. Default true.
	RequireLetter bool `json:"require_letter"`
	// MergeVariants counts plural and singular, number words and digits, British and American
	// spelling as one word. Default false.
	MergeVariants bool `json:"merge_variants"`
	// AllSpeakers makes each speaker a party of its own, up to eight. Default false.
	AllSpeakers bool `json:"all_speakers"`
	// EagerLexicon keeps the shared lexicon up to date turn by turn. Default false.
	EagerLexicon bool `json:"eager_lexicon"`
	// MaxMissed is how many missed terms a report names. Default 8.
	MaxMissed int `json:"max_missed"`
}

// Retention says what a session keeps of the text.
type Retention string

// The retention modes.
const (
	// RetentionKeep keeps words as they are.
	RetentionKeep Retention = "keep"
	// RetentionKeyed keeps words as hashes under the key of [NewKeyedEngine].
	RetentionKeyed Retention = "keyed"
	// RetentionNone keeps hashes under a random key that dies with the session: no snapshot, no
	// rewind.
	RetentionNone Retention = "none"
)

// GlossaryEntry holds terms that mean one thing.
type GlossaryEntry struct {
	// ID is your name for the thing.
	ID string `json:"id"`
	// Terms are the words or phrases that name it.
	Terms []string `json:"terms"`
}

// Pattern is a regular expression in the syntax of Rust's regex crate, which is close to Go's.
type Pattern struct {
	// Name is what hits are counted under.
	Name string `json:"name"`
	// Regex is the expression.
	Regex string `json:"regex"`
	// Effect is what a hit does.
	Effect PatternEffect `json:"effect"`
}

// PatternEffect is what a hit of a pattern does.
type PatternEffect string

// The effects.
const (
	// EffectMask keeps the hit out of every measure (an order number, a name).
	EffectMask PatternEffect = "mask"
	// EffectTerm makes the hit one term, whatever blanks or punctuation it holds.
	EffectTerm PatternEffect = "term"
	// EffectAct marks the hit as an act of your own.
	EffectAct PatternEffect = "act"
)

// DefaultConfig returns a new Config with the library's defaults filled in.
func DefaultConfig() *Config {
	// A library that does not fit is reported by NewEngine; a zero Config means the defaults too.
	if config := defaults(); config != nil {
		copied := *config
		copied.Glossary, copied.Patterns = slices.Clone(config.Glossary), slices.Clone(config.Patterns)
		return &copied
	}
	return &Config{}
}

var defaults = sync.OnceValue(func() *Config {
	config, _ := ParseConfig([]byte("{}"))
	return config
})

// ParseConfig reads a Config from JSON and checks it. What is left out has its default; an unknown
// field is [ErrInvalidConfig].
func ParseConfig(data []byte) (*Config, error) {
	config, err := newConfig(data)
	if err != nil {
		return nil, err
	}
	defer C.lingsync_config_free(config)
	return readConfig(config)
}

// newConfig makes the library's configuration of JSON. The caller frees it.
func newConfig(data []byte) (*C.lingsync_config, error) {
	if err := checkABI(); err != nil {
		return nil, err
	}
	var config *C.lingsync_config
	var failure *C.lingsync_error
	status := C.lingsync_config_from_json(bytesPointer(data), C.size_t(len(data)), &config, &failure)
	if status != 0 {
		return nil, takeError(status, failure)
	}
	return config, nil
}

func readConfig(config *C.lingsync_config) (*Config, error) {
	var buffer *C.lingsync_buffer
	var failure *C.lingsync_error
	if status := C.lingsync_config_json(config, &buffer, &failure); status != 0 {
		return nil, takeError(status, failure)
	}
	return decode[Config](takeBuffer(buffer))
}

// json is what the library reads; no configuration is the default one.
func (c *Config) json() ([]byte, error) {
	if c == nil {
		return []byte("{}"), nil
	}
	data, err := json.Marshal(c)
	if err != nil {
		return nil, &Error{Status: StatusInvalidConfig, Message: err.Error(), Offset: -1}
	}
	return data, nil
}
