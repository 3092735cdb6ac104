package lingsync

/*
#include <lingsync.h>
#include <stdlib.h>

extern int32_t lingsyncGoCheck(uintptr_t hooks, lingsync_claim_query *query, lingsync_claim_answer *answer);
extern int32_t lingsyncGoStance(uintptr_t hooks, lingsync_claim_query *query, lingsync_claim_answer *answer);
extern void lingsyncGoFree(uintptr_t hooks);

static int32_t on_check(void *hooks, const lingsync_claim_query *query, lingsync_claim_answer *answer) {
	return lingsyncGoCheck((uintptr_t)hooks, (lingsync_claim_query *)query, answer);
}

static int32_t on_stance(void *hooks, const lingsync_claim_query *query, lingsync_claim_answer *answer) {
	return lingsyncGoStance((uintptr_t)hooks, (lingsync_claim_query *)query, answer);
}

static void on_free(void *hooks) {
	lingsyncGoFree((uintptr_t)hooks);
}

static lingsync_status set_hooks(lingsync_session *session, uintptr_t hooks, bool check, bool stance,
		lingsync_error **error) {
	lingsync_hooks given = {0};
	given.struct_size = sizeof given;
	given.user_data = (void *)hooks;
	given.check = check ? on_check : NULL;
	given.stance = stance ? on_stance : NULL;
	given.free_user_data = on_free;
	return lingsync_session_set_hooks(session, &given, error);
}

// What observe and preview give, for sessions that may call back.
static lingsync_status asking(lingsync_session *session, bool preview, int32_t role, const char *text, size_t text_len,
		const char *meta, size_t meta_len, lingsync_turn_figures *figures, bool with_report, uintptr_t *report,
		uintptr_t *error) {
	lingsync_report *made = NULL;
	lingsync_error *failure = NULL;
	lingsync_status status;
	if (preview) {
		status = lingsync_session_preview(session, role, text, text_len, meta, meta_len, figures,
			with_report ? &made : NULL, &failure);
	} else {
		status = lingsync_session_observe(session, role, text, text_len, meta, meta_len, figures,
			with_report ? &made : NULL, &failure);
	}
	*report = (uintptr_t)made;
	*error = (uintptr_t)failure;
	return status;
}
*/
import "C"

import (
	"errors"
	"fmt"
	"runtime/cgo"
	"unsafe"
)

// ErrPending is what a hook gives that will know later: call [Session.Resolve] then.
var ErrPending = errors.New("lingsync: the answer is pending")

// ClaimQuery is a claim that a hook is asked about.
//
// Printing a ClaimQuery shows sizes, never a text.
type ClaimQuery struct {
	// ID is your name for the claim; a hash of it where the session keeps no text.
	ID string
	// Text is the claim in words; empty where the session keeps no text and the claim is of an
	// earlier turn.
	Text string
	// CorrectText is what is true instead; empty if that is not known.
	CorrectText string
	// Verdict is what is known of it.
	Verdict Verdict
	// Turn is the number of the turn that is being taken in.
	Turn uint32
	// Role is who speaks.
	Role Role
	// TurnText is what is said.
	TurnText string
}

// String describes the query without its texts.
func (q ClaimQuery) String() string {
	return fmt.Sprintf("ClaimQuery(turn %d, %v, %d bytes)", q.Turn, q.Verdict, len(q.Text))
}

// GoString describes the query without its texts.
func (q ClaimQuery) GoString() string {
	return "lingsync." + q.String()
}

// Stanced is what a turn does with a claim.
type Stanced struct {
	// Stance is what it does.
	Stance HintStance
	// Confidence is how sure that is, 0 to 1.
	Confidence *float64
}

// Hooks are functions that a session asks about claims; leave out what you do not need. They give
// nil, nil for nothing, nil and [ErrPending] for an answer that comes later, and otherwise what they
// know. Any other error, and a panic, count as pending and go to Failed.
//
// They run in the goroutine that uses the session, and at the same time where previews do. In them
// every call on the same session gives [ErrInvalidState], and whatever they then say counts as
// pending; all other objects are free to be used.
type Hooks struct {
	// Check is asked whether a claim in a turn's hints, of which nothing is known, is true.
	Check func(ClaimQuery) (*Resolution, error)
	// Stance is asked what a turn of the agent does with a claim that is open: about the newest 16.
	Stance func(ClaimQuery) (*Stanced, error)
	// Failed is told of errors other than ErrPending, and of panics, as errors.
	Failed func(error)
}

// SetHooks asks these functions from now on, while turns are observed and previewed, before anything
// changes. A [Session.Clone] has the same hooks; a snapshot has none. A session with hooks allocates.
func (s *Session) SetHooks(hooks Hooks) error {
	owned := cgo.NewHandle(&hooks)
	err := s.call(func(failure **C.lingsync_error) C.lingsync_status {
		return C.set_hooks(s.pointer(), C.uintptr_t(owned), C.bool(hooks.Check != nil), C.bool(hooks.Stance != nil), failure)
	})
	if err != nil {
		owned.Delete()
		return err
	}
	s.asks.Store(true)
	return nil
}

// ClearHooks asks nobody any more.
func (s *Session) ClearHooks() error {
	err := s.call(func(failure **C.lingsync_error) C.lingsync_status {
		return C.lingsync_session_clear_hooks(s.pointer(), failure)
	})
	if err == nil {
		s.asks.Store(false)
	}
	return err
}

// askingTurn is observe or preview of a session that may call back into Go: what it writes to must
// not be on a stack that may move meanwhile.
func (s *Session) askingTurn(preview bool, role Role, text string, meta []byte, withReport bool) (*Figures, uintptr, error) {
	found := &Figures{structSize: figuresSize}
	var report, failure C.uintptr_t
	status := C.asking(s.pointer(), C.bool(preview), C.int32_t(role), textPointer(text), C.size_t(len(text)),
		bytesPointer(meta), C.size_t(len(meta)), found.pointer(), C.bool(withReport), &report, &failure)
	if status != 0 {
		return nil, 0, takeError(status, *(**C.lingsync_error)(unsafe.Pointer(&failure)))
	}
	return found, uintptr(report), nil
}

// verdicts and stances by their numbers, which begin with 1.
var (
	verdicts    = []Verdict{VerdictFalse, VerdictTrue, VerdictUnknown, VerdictPending}
	hintStances = []HintStance{HintAsserts, HintDenies, HintNeither, HintHolds, HintHedges, HintGivesUp}
)

func numberOf[T comparable](value T, values []T) C.int32_t {
	for index, known := range values {
		if known == value {
			return C.int32_t(index + 1)
		}
	}
	return 0
}

func queryText(data *C.char, size C.size_t) string {
	return string(unsafe.Slice((*byte)(unsafe.Pointer(data)), int(size)))
}

// queryOf copies a query: its texts end with the hook.
func queryOf(asked *C.lingsync_claim_query) ClaimQuery {
	query := ClaimQuery{
		ID: queryText(asked.id, asked.id_len), Text: queryText(asked.text, asked.text_len),
		Turn: uint32(asked.turn), Role: Role(asked.role),
		TurnText: queryText(asked.turn_text, asked.turn_text_len),
	}
	if asked.correct_text != nil {
		query.CorrectText = queryText(asked.correct_text, asked.correct_text_len)
	}
	if number := int(asked.verdict); number >= 1 && number <= len(verdicts) {
		query.Verdict = verdicts[number-1]
	}
	return query
}

// answered runs a hook to its end, whatever it does.
func (h *Hooks) answered(ask func() (known bool, err error)) (code C.int32_t) {
	defer func() {
		if value := recover(); value != nil {
			code = C.LINGSYNC_ANSWER_PENDING
			h.fail(fmt.Errorf("lingsync: a hook panicked: %v", value))
		}
	}()
	known, err := ask()
	switch {
	case errors.Is(err, ErrPending):
		return C.LINGSYNC_ANSWER_PENDING
	case err != nil:
		h.fail(err)
		return C.LINGSYNC_ANSWER_PENDING
	case known:
		return C.LINGSYNC_ANSWER_KNOWN
	}
	return C.LINGSYNC_ANSWER_NOTHING
}

// fail tells of an error, whatever becomes of the telling.
func (h *Hooks) fail(err error) {
	defer func() { _ = recover() }()
	if h.Failed != nil {
		h.Failed(err)
	}
}

func setAnswer(answer *C.lingsync_claim_answer, number C.int32_t, confidence *float64) error {
	sure := C.double(nan)
	if confidence != nil {
		sure = C.double(*confidence)
	}
	var failure *C.lingsync_error
	if status := C.lingsync_claim_answer_set(answer, number, sure, &failure); status != 0 {
		return takeError(status, failure)
	}
	return nil
}

func (h *Hooks) check(query ClaimQuery, answer *C.lingsync_claim_answer) (known bool, err error) {
	found, err := h.Check(query)
	if err != nil || found == nil {
		return false, err
	}
	if found.Verdict == VerdictPending {
		return false, ErrPending
	}
	if err := setAnswer(answer, numberOf(found.Verdict, verdicts), found.Confidence); err != nil {
		return false, err
	}
	if text := found.CorrectText; text != "" {
		var failure *C.lingsync_error
		status := C.lingsync_claim_answer_set_correct_text(answer, textPointer(text), C.size_t(len(text)), &failure)
		if status != 0 {
			return false, takeError(status, failure)
		}
	}
	return true, nil
}

func (h *Hooks) stance(query ClaimQuery, answer *C.lingsync_claim_answer) (known bool, err error) {
	found, err := h.Stance(query)
	if err != nil || found == nil {
		return false, err
	}
	return true, setAnswer(answer, numberOf(found.Stance, hintStances), found.Confidence)
}
