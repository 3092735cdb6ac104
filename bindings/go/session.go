package lingsync

/*
#include <lingsync.h>

// What a call gives beside its status and figures: pointers as numbers, because cgo looks through
// pointers to pointers at every call.
typedef struct {
	uintptr_t report;
	uintptr_t error;
} answer;

static lingsync_status observe(lingsync_session *session, int32_t role, const char *text, size_t text_len,
		const char *meta, size_t meta_len, lingsync_turn_figures *figures, bool with_report, answer *answer) {
	lingsync_report *report = NULL;
	lingsync_error *error = NULL;
	lingsync_status status = lingsync_session_observe(session, role, text, text_len, meta, meta_len, figures,
		with_report ? &report : NULL, &error);
	answer->report = (uintptr_t)report;
	answer->error = (uintptr_t)error;
	return status;
}

static lingsync_status preview(const lingsync_session *session, int32_t role, const char *text, size_t text_len,
		const char *meta, size_t meta_len, lingsync_turn_figures *figures, bool with_report, answer *answer) {
	lingsync_report *report = NULL;
	lingsync_error *error = NULL;
	lingsync_status status = lingsync_session_preview(session, role, text, text_len, meta, meta_len, figures,
		with_report ? &report : NULL, &error);
	answer->report = (uintptr_t)report;
	answer->error = (uintptr_t)error;
	return status;
}

#cgo noescape observe
#cgo nocallback observe
#cgo noescape preview
#cgo nocallback preview
#cgo nocallback lingsync_session_turns
#cgo nocallback lingsync_session_heap_bytes
*/
import "C"

import (
	"bytes"
	"encoding/json"
	"sync/atomic"
	"unsafe"
)

// Session watches one conversation, turn by turn.
//
// A session is for one goroutine at a time. The library notices when two use it and answers the
// later one with [ErrInvalidState]; nothing is lost or torn then. Calls that only read (the
// previews, [Session.Summary], [Session.Lexicon], [Session.Snapshot], [Session.Clone]) may run at
// the same time as each other. Different sessions know nothing of each other.
type Session struct {
	handle handle
	// Whether the session may call back: see hooks.go.
	asks atomic.Bool
}

func newSession(object *C.lingsync_session) *Session {
	session := &Session{}
	session.handle.own(unsafe.Pointer(object), freeSession)
	return session
}

func freeSession(object unsafe.Pointer) {
	C.lingsync_session_free((*C.lingsync_session)(object))
}

// pointer is the library's object; only between enter and leave.
func (s *Session) pointer() *C.lingsync_session {
	return (*C.lingsync_session)(s.handle.object)
}

// Close frees the session. Closing twice is fine; later calls give [ErrClosed]. A session that is
// never closed is freed by the garbage collector, which does not see how large it is: close
// sessions where there are many.
func (s *Session) Close() {
	s.handle.close()
}

// Observe takes a turn in and gives its figures. It allocates nothing.
func (s *Session) Observe(role Role, text string) (found Figures, err error) {
	if !s.handle.enter() {
		return Figures{}, closedError("session")
	}
	if s.asks.Load() {
		return s.askingFigures(false, role, text)
	}
	found.structSize = figuresSize
	var answer C.answer
	status := C.observe(s.pointer(), C.int32_t(role), textPointer(text), C.size_t(len(text)), nil, 0,
		found.pointer(), false, &answer)
	s.handle.leave()
	if status != 0 {
		return Figures{}, takeError(status, failureOf(&answer))
	}
	return found, nil
}

// Preview gives the figures that [Session.Observe] would give, and changes nothing. It allocates
// nothing.
func (s *Session) Preview(role Role, text string) (found Figures, err error) {
	if !s.handle.enter() {
		return Figures{}, closedError("session")
	}
	if s.asks.Load() {
		return s.askingFigures(true, role, text)
	}
	found.structSize = figuresSize
	var answer C.answer
	status := C.preview(s.pointer(), C.int32_t(role), textPointer(text), C.size_t(len(text)), nil, 0,
		found.pointer(), false, &answer)
	s.handle.leave()
	if status != 0 {
		return Figures{}, takeError(status, failureOf(&answer))
	}
	return found, nil
}

// ObserveTurn takes in a turn with all that is known of it, and reports on it with the evidence.
func (s *Session) ObserveTurn(turn Turn) (*Report, error) {
	meta, err := turn.meta()
	if err != nil {
		return nil, err
	}
	if !s.handle.enter() {
		return nil, closedError("session")
	}
	if s.asks.Load() {
		return s.askingReport(false, turn, meta)
	}
	found := Figures{structSize: figuresSize}
	var answer C.answer
	status := C.observe(s.pointer(), C.int32_t(turn.Role), textPointer(turn.Text), C.size_t(len(turn.Text)),
		bytesPointer(meta), C.size_t(len(meta)), found.pointer(), true, &answer)
	s.handle.leave()
	if status != 0 {
		return nil, takeError(status, failureOf(&answer))
	}
	return newReport(found, &answer), nil
}

// PreviewTurn gives the report that [Session.ObserveTurn] would give, and changes nothing.
func (s *Session) PreviewTurn(turn Turn) (*Report, error) {
	meta, err := turn.meta()
	if err != nil {
		return nil, err
	}
	if !s.handle.enter() {
		return nil, closedError("session")
	}
	if s.asks.Load() {
		return s.askingReport(true, turn, meta)
	}
	found := Figures{structSize: figuresSize}
	var answer C.answer
	status := C.preview(s.pointer(), C.int32_t(turn.Role), textPointer(turn.Text), C.size_t(len(turn.Text)),
		bytesPointer(meta), C.size_t(len(meta)), found.pointer(), true, &answer)
	s.handle.leave()
	if status != 0 {
		return nil, takeError(status, failureOf(&answer))
	}
	return newReport(found, &answer), nil
}

// askingFigures is Observe or Preview of a session with hooks, which has been entered.
func (s *Session) askingFigures(preview bool, role Role, text string) (Figures, error) {
	defer s.handle.leave()
	found, _, err := s.askingTurn(preview, role, text, nil, false)
	if err != nil {
		return Figures{}, err
	}
	return *found, nil
}

// askingReport is ObserveTurn or PreviewTurn of a session with hooks, which has been entered.
func (s *Session) askingReport(preview bool, turn Turn, meta []byte) (*Report, error) {
	defer s.handle.leave()
	found, made, err := s.askingTurn(preview, turn.Role, turn.Text, meta, true)
	if err != nil {
		return nil, err
	}
	answer := C.answer{report: C.uintptr_t(made)}
	return newReport(*found, &answer), nil
}

// failureOf is the error of a failed call.
func failureOf(answer *C.answer) *C.lingsync_error {
	return *(**C.lingsync_error)(unsafe.Pointer(&answer.error))
}

func newReport(found Figures, answer *C.answer) *Report {
	report := &Report{figures: found}
	report.handle.own(*(*unsafe.Pointer)(unsafe.Pointer(&answer.report)), freeReport)
	return report
}

func (f *Figures) pointer() *C.lingsync_turn_figures {
	return (*C.lingsync_turn_figures)(unsafe.Pointer(f))
}

// ObserveJSONL takes in many turns in one call: one JSON object {"role", "text", "speaker"?, "at"?,
// "hints"?} a line, as json.Encoder writes a [Turn]. It returns the JSON of each turn's report. Blank
// lines and messages of "system", "tool" and the like are left out. All or nothing: if a line is
// bad, no turn is observed.
func (s *Session) ObserveJSONL(lines []byte, detail Detail) ([]json.RawMessage, error) {
	if !s.handle.enter() {
		return nil, closedError("session")
	}
	defer s.handle.leave()
	var buffer *C.lingsync_buffer
	var failure *C.lingsync_error
	status := C.lingsync_session_observe_jsonl(s.pointer(), bytesPointer(lines), C.size_t(len(lines)),
		C.int32_t(detail), &buffer, &failure)
	if status != 0 {
		return nil, takeError(status, failure)
	}
	return splitLines(takeBuffer(buffer)), nil
}

// ObserveTurns is [Session.ObserveJSONL] for turns in memory.
func (s *Session) ObserveTurns(turns []Turn, detail Detail) ([]json.RawMessage, error) {
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	encoder.SetEscapeHTML(false)
	for index := range turns {
		line, err := turns[index].line()
		if err == nil {
			err = encoder.Encode(line)
		}
		if err != nil {
			return nil, hintError(err)
		}
	}
	return s.ObserveJSONL(lines.Bytes(), detail)
}

// splitLines cuts JSON Lines into their values, which share the memory of data.
func splitLines(data []byte) []json.RawMessage {
	lines := make([]json.RawMessage, 0, bytes.Count(data, []byte{'\n'}))
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSuffix(line, []byte{'\n'}); len(line) > 0 {
			lines = append(lines, line[:len(line):len(line)])
		}
	}
	return lines
}

// Turns is how many turns were observed; the next turn has this number. 0 after Close,
// and while another goroutine is in Observe.
func (s *Session) Turns() uint32 {
	if !s.handle.enter() {
		return 0
	}
	defer s.handle.leave()
	return uint32(C.lingsync_session_turns(s.pointer()))
}

// HeapBytes is about how much memory the library holds for the session. 0 after Close, and
// while another goroutine is in Observe.
func (s *Session) HeapBytes() int {
	if !s.handle.enter() {
		return 0
	}
	defer s.handle.leave()
	return int(C.lingsync_session_heap_bytes(s.pointer()))
}
