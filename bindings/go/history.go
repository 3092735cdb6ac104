package lingsync

// #include <lingsync.h>
import "C"

import (
	"encoding/json"
)

// Redaction says what [Session.Forget] did.
type Redaction struct {
	// Turns is how many turns were redacted.
	Turns uint32
	// TotalsKept: whether a turn is (or may be) so old that its part in the totals stays. Its words
	// are gone, the sums it entered are not.
	TotalsKept bool
}

// Rewind goes back to the moment before turn toTurn was observed: for a reply that is regenerated,
// or a message that is edited. The next turn gets the number toTurn.
func (s *Session) Rewind(toTurn uint32) error {
	return s.call(func(failure **C.lingsync_error) C.lingsync_status {
		return C.lingsync_session_rewind(s.pointer(), C.uint32_t(toTurn), failure)
	})
}

// Redact removes what was said in one turn, as if its text had been empty. For totalsKept see
// [Redaction].
func (s *Session) Redact(turn uint32) (totalsKept bool, err error) {
	var kept C.bool
	err = s.call(func(failure **C.lingsync_error) C.lingsync_status {
		return C.lingsync_session_redact(s.pointer(), C.uint32_t(turn), &kept, failure)
	})
	return bool(kept), err
}

// Forget removes a speaker: the label, and what was said in every turn under it.
func (s *Session) Forget(speaker string) (Redaction, error) {
	var turns C.uint32_t
	var kept C.bool
	err := s.call(func(failure **C.lingsync_error) C.lingsync_status {
		return C.lingsync_session_forget(s.pointer(), textPointer(speaker), C.size_t(len(speaker)), &turns, &kept, failure)
	})
	return Redaction{Turns: uint32(turns), TotalsKept: bool(kept)}, err
}

// Reset forgets everything: the session is as new.
func (s *Session) Reset() error {
	return s.call(func(failure **C.lingsync_error) C.lingsync_status {
		return C.lingsync_session_reset(s.pointer(), failure)
	})
}

// Snapshot returns the session as bytes, for [Engine.Restore]. The same state gives the same bytes.
// With [RetentionKeep] they hold words of the conversation: keep them as safe as its text.
func (s *Session) Snapshot() ([]byte, error) {
	return s.buffer(func(buffer **C.lingsync_buffer, failure **C.lingsync_error) C.lingsync_status {
		return C.lingsync_session_snapshot(s.pointer(), buffer, failure)
	})
}

// Clone returns a second session in the same state.
func (s *Session) Clone() (*Session, error) {
	var copied *C.lingsync_session
	err := s.call(func(failure **C.lingsync_error) C.lingsync_status {
		return C.lingsync_session_clone(s.pointer(), &copied, failure)
	})
	if err != nil {
		return nil, err
	}
	twin := newSession(copied)
	twin.asks.Store(s.asks.Load())
	return twin, nil
}

// SummaryJSON returns the conversation so far as one line of JSON.
func (s *Session) SummaryJSON(detail Detail) (json.RawMessage, error) {
	return s.buffer(func(buffer **C.lingsync_buffer, failure **C.lingsync_error) C.lingsync_status {
		var summary *C.lingsync_summary
		if status := C.lingsync_session_summary(s.pointer(), C.int32_t(detail), &summary, failure); status != 0 {
			return status
		}
		defer C.lingsync_summary_free(summary)
		return C.lingsync_summary_json(summary, buffer, failure)
	})
}

// Summary returns the conversation so far.
func (s *Session) Summary(detail Detail) (*SessionSummary, error) {
	data, err := s.SummaryJSON(detail)
	if err != nil {
		return nil, err
	}
	return decode[SessionSummary](data)
}

// LexiconJSON returns the expressions that one and other share, or one's own if the two are equal,
// with their measures, as one line of JSON.
func (s *Session) LexiconJSON(one, other Role) (json.RawMessage, error) {
	return s.buffer(func(buffer **C.lingsync_buffer, failure **C.lingsync_error) C.lingsync_status {
		return C.lingsync_session_lexicon_json(s.pointer(), C.int32_t(one), C.int32_t(other), buffer, failure)
	})
}

// Lexicon returns the expressions that one and other share, or one's own if the two are equal, with
// their measures.
func (s *Session) Lexicon(one, other Role) (*Lexicon, error) {
	data, err := s.LexiconJSON(one, other)
	if err != nil {
		return nil, err
	}
	return decode[Lexicon](data)
}

// call runs one call of the library on the open session.
func (s *Session) call(do func(failure **C.lingsync_error) C.lingsync_status) error {
	if !s.handle.enter() {
		return closedError("session")
	}
	defer s.handle.leave()
	var failure *C.lingsync_error
	if status := do(&failure); status != 0 {
		return takeError(status, failure)
	}
	return nil
}

// buffer runs a call that gives bytes.
func (s *Session) buffer(do func(buffer **C.lingsync_buffer, failure **C.lingsync_error) C.lingsync_status) ([]byte, error) {
	var buffer *C.lingsync_buffer
	err := s.call(func(failure **C.lingsync_error) C.lingsync_status {
		return do(&buffer, failure)
	})
	if err != nil {
		return nil, err
	}
	return takeBuffer(buffer), nil
}
