package lingsync

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"
)

// Turn is what somebody said, with what else is known of it. Role and Text are enough.
//
// Printing a Turn shows sizes, never its text: turns end up in logs.
type Turn struct {
	// Role says who speaks.
	Role Role
	// Text is what was said, as UTF-8.
	Text string
	// Speaker is the label of the speaker, for [Session.Forget] and Config.Lexical.AllSpeakers.
	Speaker string
	// At is when; the zero time means that it is not known. It counts in milliseconds: a clock of
	// your own that counts from 0 goes in as time.UnixMilli(count).
	At time.Time
	// Hints is what else you know of the turn.
	Hints *Hints
	// RawHints are hints as JSON, in place of Hints: for fields that come from elsewhere.
	RawHints json.RawMessage
}

// String describes the turn without its text.
func (t Turn) String() string {
	return fmt.Sprintf("Turn(%v, %d bytes)", t.Role, len(t.Text))
}

// GoString describes the turn without its text.
func (t Turn) GoString() string {
	return "lingsync." + t.String()
}

// MarshalJSON writes the turn as a line of a transcript.
func (t Turn) MarshalJSON() ([]byte, error) {
	line, err := t.line()
	if err != nil {
		return nil, err
	}
	return json.Marshal(line)
}

// UnmarshalJSON reads a turn as MarshalJSON writes it. Hints become RawHints.
func (t *Turn) UnmarshalJSON(data []byte) error {
	var line struct {
		Role    Role            `json:"role"`
		Text    string          `json:"text"`
		Speaker string          `json:"speaker"`
		At      *int64          `json:"at"`
		Hints   json.RawMessage `json:"hints"`
	}
	if err := json.Unmarshal(data, &line); err != nil {
		return err
	}
	*t = Turn{Role: line.Role, Text: line.Text, Speaker: line.Speaker}
	if line.At != nil {
		t.At = time.UnixMilli(*line.At)
	}
	if len(line.Hints) > 0 && string(line.Hints) != "null" {
		t.RawHints = line.Hints
	}
	return nil
}

// turnMeta is the turn without its role and text.
type turnMeta struct {
	Speaker string `json:"speaker,omitempty"`
	At      *int64 `json:"at,omitempty"`
	Hints   any    `json:"hints,omitempty"`
}

type turnLine struct {
	Role Role   `json:"role"`
	Text string `json:"text"`
	turnMeta
}

func (t *Turn) line() (turnLine, error) {
	fields, err := t.fields()
	if err == nil && !utf8.ValidString(t.Text) {
		err = utf8Error("text")
	}
	return turnLine{Role: t.Role, Text: t.Text, turnMeta: fields}, err
}

func (t *Turn) fields() (turnMeta, error) {
	meta := turnMeta{Speaker: t.Speaker}
	if !utf8.ValidString(t.Speaker) {
		// encoding/json would replace the bytes, and two speakers could become one.
		return meta, utf8Error("speaker")
	}
	if !t.At.IsZero() {
		meta.At = Ptr(t.At.UnixMilli())
	}
	switch {
	case t.Hints != nil && t.RawHints != nil:
		return meta, &Error{Status: StatusInvalidHint, Message: "a turn has Hints and RawHints: give one of them", Offset: -1}
	case t.Hints != nil:
		meta.Hints = t.Hints
	case t.RawHints != nil:
		meta.Hints = t.RawHints
	}
	return meta, nil
}

// meta is what the library reads beside role and text; nil if there is nothing.
func (t *Turn) meta() ([]byte, error) {
	if t.Speaker == "" && t.At.IsZero() && t.Hints == nil && t.RawHints == nil {
		return nil, nil
	}
	fields, err := t.fields()
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(fields)
	if err != nil {
		return nil, hintError(err)
	}
	return data, nil
}

// hintError is for what encoding/json refuses: only hints can hold that.
func hintError(err error) error {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	return &Error{Status: StatusInvalidHint, Message: "hints cannot be written as JSON: " + err.Error(), Offset: -1}
}

func utf8Error(what string) error {
	return &Error{Status: StatusInvalidUTF8, Message: what + " is not UTF-8: see strings.ToValidUTF8", Offset: -1}
}
