package lingsync

// #include <lingsync.h>
// #cgo nocallback lingsync_report_json
import "C"

import (
	"encoding/json"
	"sync"
	"unsafe"
)

// Report is what a session says of one turn, with the evidence. It belongs to you: it stays as it
// is whatever becomes of the session, also after [Session.Close]. It is safe for use by many
// goroutines at a time.
type Report struct {
	handle  handle
	figures Figures
	once    sync.Once
	decoded *TurnReport
	err     error
}

func freeReport(object unsafe.Pointer) {
	C.lingsync_report_free((*C.lingsync_report)(object))
}

// Close frees the evidence early; the garbage collector does it otherwise. The figures, and what
// [Report.Decode] has given, stay.
func (r *Report) Close() {
	r.handle.close()
}

// Figures are the numbers of the report.
func (r *Report) Figures() Figures {
	return r.figures
}

// JSON returns the report as the library writes it, byte by byte: one line. The segments of the
// text are in it only if the engine's own detail is full.
func (r *Report) JSON(detail Detail) (json.RawMessage, error) {
	if !r.handle.enter() {
		return nil, closedError("report")
	}
	defer r.handle.leave()
	var buffer *C.lingsync_buffer
	var failure *C.lingsync_error
	status := C.lingsync_report_json((*C.lingsync_report)(r.handle.object), C.int32_t(detail), &buffer, &failure)
	if status != 0 {
		return nil, takeError(status, failure)
	}
	return takeBuffer(buffer), nil
}

// Decode returns the report as a struct, in the detail that is configured. It is read once, at the
// first call; all callers share it.
func (r *Report) Decode() (*TurnReport, error) {
	r.once.Do(func() {
		data, err := r.JSON(DetailConfigured)
		if err != nil {
			r.err = err
			return
		}
		r.decoded, r.err = decode[TurnReport](data)
	})
	return r.decoded, r.err
}

// MarshalJSON writes the report in the detail that is configured.
func (r *Report) MarshalJSON() ([]byte, error) {
	return r.JSON(DetailConfigured)
}
