package lingsync

// #include <lingsync.h>
import "C"

import (
	"bytes"
	"encoding/json"
)

// Fact is one line of a fact base, for [EngineOptions]: of a subject, by its property, a value is
// true and others are not.
type Fact struct {
	// Subject is what the fact is about, in all its names; at least one.
	Subject []string `json:"subject"`
	// Property is which property of it, in all its names.
	Property []string `json:"property,omitempty"`
	// Value is the true value.
	Value string `json:"value"`
	// WrongValues are values that are false.
	WrongValues []string `json:"wrong_values,omitempty"`
}

// Resolution is what you have found out about a claim, for [Session.Resolve].
type Resolution struct {
	// Verdict says whether it is true.
	Verdict Verdict `json:"verdict"`
	// Confidence is how sure that is, 0 to 1.
	Confidence *float64 `json:"confidence,omitempty"`
	// CorrectText is what is true instead.
	CorrectText string `json:"correct_text,omitempty"`
}

// Watch tells of claims that you know before they are made: one opens when a turn of the client
// holds most of its words. A claim with a known ID replaces the earlier one; all are taken, or none.
// They are part of snapshots.
func (s *Session) Watch(claims ...Claim) error {
	if claims == nil {
		claims = []Claim{}
	}
	data, err := plainJSON(claims)
	if err != nil {
		return hintError(err)
	}
	return s.call(func(failure **C.lingsync_error) C.lingsync_status {
		return C.lingsync_session_watch(s.pointer(), bytesPointer(data), C.size_t(len(data)), failure)
	})
}

// Resolve settles a claim, by its ID, whose truth was unknown, pending, or held to be another.
// Reports that were given stay as they are; what they would say now is returned, the oldest turn
// first. [ErrUnknownClaim] is the error for an ID that no claim has which is followed
// or watched.
func (s *Session) Resolve(id string, found Resolution) ([]Amendment, error) {
	data, err := plainJSON(found)
	if err != nil {
		return nil, hintError(err)
	}
	answer, err := s.buffer(func(buffer **C.lingsync_buffer, failure **C.lingsync_error) C.lingsync_status {
		return C.lingsync_session_resolve(s.pointer(), textPointer(id), C.size_t(len(id)),
			bytesPointer(data), C.size_t(len(data)), buffer, failure)
	})
	if err != nil {
		return nil, err
	}
	amendments, err := decode[[]Amendment](answer)
	if err != nil {
		return nil, err
	}
	return *amendments, nil
}

// plainJSON writes a value without escapes for HTML.
func plainJSON(value any) ([]byte, error) {
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return data.Bytes(), nil
}
