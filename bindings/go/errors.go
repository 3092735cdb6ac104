package lingsync

// #include <lingsync.h>
import "C"

// Status says how a call of the library ended. The names and numbers are stable.
type Status int32

// The statuses of the library, and [StatusClosed], which only this package gives.
const (
	StatusOK                 Status = 0
	StatusNullPointer        Status = 1
	StatusInvalidArgument    Status = 2
	StatusInvalidUTF8        Status = 3
	StatusInvalidState       Status = 4
	StatusPanic              Status = 5
	StatusInternal           Status = 6
	StatusLimitExceeded      Status = 10
	StatusInvalidHint        Status = 11
	StatusInvalidConfig      Status = 12
	StatusInvalidTranscript  Status = 13
	StatusUnknownTurn        Status = 14
	StatusUnknownSpeaker     Status = 15
	StatusRewindTooFar       Status = 16
	StatusRetention          Status = 17
	StatusInvalidSnapshot    Status = 18
	StatusUnsupportedVersion Status = 19
	StatusConfigMismatch     Status = 20
	StatusPackMismatch       Status = 21
	StatusKeyMismatch        Status = 22
	StatusInvalidPack        Status = 23
	StatusUnknownClaim       Status = 24
	StatusClosed             Status = -1
)

var statusNames = map[Status]string{
	StatusOK:                 "ok",
	StatusNullPointer:        "null_pointer",
	StatusInvalidArgument:    "invalid_argument",
	StatusInvalidUTF8:        "invalid_utf8",
	StatusInvalidState:       "invalid_state",
	StatusPanic:              "panic",
	StatusInternal:           "internal",
	StatusLimitExceeded:      "limit_exceeded",
	StatusInvalidHint:        "invalid_hint",
	StatusInvalidConfig:      "invalid_config",
	StatusInvalidTranscript:  "invalid_transcript",
	StatusUnknownTurn:        "unknown_turn",
	StatusUnknownSpeaker:     "unknown_speaker",
	StatusRewindTooFar:       "rewind_too_far",
	StatusRetention:          "retention",
	StatusInvalidSnapshot:    "invalid_snapshot",
	StatusUnsupportedVersion: "unsupported_version",
	StatusConfigMismatch:     "config_mismatch",
	StatusPackMismatch:       "pack_mismatch",
	StatusKeyMismatch:        "key_mismatch",
	StatusInvalidPack:        "invalid_pack",
	StatusUnknownClaim:       "unknown_claim",
	StatusClosed:             "closed",
}

// String returns the snake_case name, such as "limit_exceeded", or "unknown".
func (s Status) String() string {
	if name, ok := statusNames[s]; ok {
		return name
	}
	return libraryStatusName(s)
}

// libraryStatusName is the library's own name: a newer one may know more statuses.
func libraryStatusName(s Status) string {
	return C.GoString(C.lingsync_status_name(C.int32_t(s)))
}

// sentinel is what errors.Is compares with.
type sentinel Status

func (s sentinel) Error() string {
	return "lingsync: " + Status(s).String()
}

// One error for each status, for errors.Is.
var (
	// ErrNullPointer: a null pointer reached the library; a mistake of this package.
	ErrNullPointer error = sentinel(StatusNullPointer)
	// ErrInvalidArgument: a role, detail or other number that does not exist.
	ErrInvalidArgument error = sentinel(StatusInvalidArgument)
	// ErrInvalidUTF8: a text that is not UTF-8. See the package's overview for what to do.
	ErrInvalidUTF8 error = sentinel(StatusInvalidUTF8)
	// ErrInvalidState: two goroutines used a session at the same time, or an earlier call failed
	// inside the library with ErrPanic.
	ErrInvalidState error = sentinel(StatusInvalidState)
	// ErrPanic: a mistake in the library. The session can only be closed.
	ErrPanic error = sentinel(StatusPanic)
	// ErrInternal: the library answered in a way that this package cannot read.
	ErrInternal error = sentinel(StatusInternal)
	// ErrLimitExceeded: a value is larger than the configured limit.
	ErrLimitExceeded error = sentinel(StatusLimitExceeded)
	// ErrInvalidHint: a hint has the wrong form, or an unknown field was given in strict mode.
	ErrInvalidHint error = sentinel(StatusInvalidHint)
	// ErrInvalidConfig: a configuration value is out of its range.
	ErrInvalidConfig error = sentinel(StatusInvalidConfig)
	// ErrInvalidTranscript: a transcript could not be read.
	ErrInvalidTranscript error = sentinel(StatusInvalidTranscript)
	// ErrUnknownTurn: the turn was never observed.
	ErrUnknownTurn error = sentinel(StatusUnknownTurn)
	// ErrUnknownSpeaker: the speaker has no turn in this session.
	ErrUnknownSpeaker error = sentinel(StatusUnknownSpeaker)
	// ErrRewindTooFar: the turn has left the window.
	ErrRewindTooFar error = sentinel(StatusRewindTooFar)
	// ErrRetention: the retention mode forbids the call.
	ErrRetention error = sentinel(StatusRetention)
	// ErrInvalidSnapshot: a snapshot is cut short, damaged, or no snapshot at all.
	ErrInvalidSnapshot error = sentinel(StatusInvalidSnapshot)
	// ErrUnsupportedVersion: a snapshot of a newer version, or a library that does not fit this
	// package.
	ErrUnsupportedVersion error = sentinel(StatusUnsupportedVersion)
	// ErrConfigMismatch: a snapshot of an engine with other settings.
	ErrConfigMismatch error = sentinel(StatusConfigMismatch)
	// ErrPackMismatch: a snapshot of an engine with another language pack.
	ErrPackMismatch error = sentinel(StatusPackMismatch)
	// ErrKeyMismatch: a snapshot of an engine with another retention key.
	ErrKeyMismatch error = sentinel(StatusKeyMismatch)
	// ErrInvalidPack: a language pack is cut short, damaged, or without a licence entry.
	ErrInvalidPack error = sentinel(StatusInvalidPack)
	// ErrUnknownClaim: no claim that is followed has the ID.
	ErrUnknownClaim error = sentinel(StatusUnknownClaim)
	// ErrClosed: the engine, session or report was closed before.
	ErrClosed error = sentinel(StatusClosed)
)

// Error is every error of this package. The session is then as it was before the call.
//
// The message says the value, the limit and what to do; it never holds text of a turn.
type Error struct {
	// Status is the kind of the error.
	Status Status
	// Message is what was wrong, in lower case.
	Message string
	// Offset is the byte of the input at which the error was found, or -1.
	Offset int
}

// Error returns the message, with the name of the package before it.
func (e *Error) Error() string {
	return "lingsync: " + e.Message
}

// Is reports whether target is the sentinel of the error's status.
func (e *Error) Is(target error) bool {
	status, ok := target.(sentinel)
	return ok && Status(status) == e.Status
}

// takeError makes a Go error of a failed call and frees the library's.
func takeError(status C.lingsync_status, failure *C.lingsync_error) error {
	err := &Error{Status: Status(status), Offset: -1}
	if failure != nil {
		err.Message = C.GoString(C.lingsync_error_message(failure))
		if offset := C.lingsync_error_offset(failure); offset != C.LINGSYNC_NO_OFFSET {
			err.Offset = int(offset)
		}
		C.lingsync_error_free(failure)
	}
	if err.Message == "" {
		err.Message = err.Status.String()
	}
	return err
}

func closedError(what string) error {
	return &Error{Status: StatusClosed, Message: "the " + what + " is closed: make a new one", Offset: -1}
}
