package lingsync

import (
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

var kettle = Claim{ID: "kettle", Text: "the kettle holds two litres", Verdict: VerdictUnknown}

func claimed(text string) Turn {
	return Turn{Role: RoleClient, Text: text, Hints: &Hints{Claims: []Claim{kettle}}}
}

func stanced(text string, stance HintStance) Turn {
	return Turn{Role: RoleAgent, Text: text, Hints: &Hints{Stances: []StanceHint{{Claim: "kettle", Stance: stance}}}}
}

// observed is the report of a turn that must be taken.
func observed(tb testing.TB, session *Session, turn Turn) (Figures, *TurnReport) {
	tb.Helper()
	report, err := session.ObserveTurn(turn)
	if err != nil {
		tb.Fatal(err)
	}
	defer report.Close()
	decoded, err := report.Decode()
	if err != nil {
		tb.Fatal(err)
	}
	return report.Figures(), decoded
}

// verdictOf is what a preview says of the claim in the hints.
func verdictOf(tb testing.TB, session *Session) ClaimVerdict {
	tb.Helper()
	report, err := session.PreviewTurn(claimed("Two litres?"))
	if err != nil {
		tb.Fatal(err)
	}
	defer report.Close()
	decoded, err := report.Decode()
	if err != nil || len(decoded.Correction.Claims) != 1 {
		tb.Fatal(err, decoded)
	}
	return decoded.Correction.Claims[0].Verdict
}

func TestAWatchedClaimIsOpenUntilItIsCorrected(t *testing.T) {
	session := newTestSession(t, nil)
	known := kettle
	known.Verdict = VerdictFalse
	if err := session.Watch(known); err != nil {
		t.Fatal(err)
	}
	figures, _ := observed(t, session, Turn{Role: RoleClient, Text: "Good morning"})
	if _, ok := figures.ClaimsOpen(); ok || figures.Reason(MeasureClaims) != UndefinedReasonNoTruthSupplied {
		t.Error("a count without a claim")
	}
	figures, report := observed(t, session, Turn{Role: RoleClient, Text: "The kettle holds two litres, right?"})
	if open, ok := figures.ClaimsOpen(); open != 1 || !ok || report.Correction.Claims[0].ID != "kettle" {
		t.Error(open, ok, report.Correction.Claims)
	}
	figures, _ = observed(t, session, stanced("It holds one.", HintDenies))
	if open, _ := figures.ClaimsOpen(); open != 0 {
		t.Error(open)
	}
	doubt := Turn{Role: RoleClient, Text: "Are you sure?", Hints: &Hints{Pushback: Ptr(true)}}
	observed(t, session, doubt)
	figures, report = observed(t, session, stanced("You are right.", HintGivesUp))
	if stance, ok := figures.Stance(); stance != StanceCave || !ok || !*report.Correction.CavedWrongly {
		t.Error(stance, ok, report.Correction.CavedWrongly)
	}
	if err := session.Watch(); err != nil {
		t.Error(err)
	}
	wantError(t, session.Watch(Claim{ID: "a"}), ErrInvalidHint)
}

func TestAVerdictThatComesLaterSaysWhatItChanges(t *testing.T) {
	session := newTestSession(t, nil)
	observed(t, session, claimed("Does it hold two litres?"))
	observed(t, session, stanced("It does.", HintAsserts))
	amended, err := session.Resolve("kettle", Resolution{Verdict: VerdictFalse, Confidence: Ptr(0.9), CorrectText: "it holds <one>"})
	if err != nil || len(amended) != 1 || amended[0].Turn != 1 || amended[0].Before != nil ||
		*amended[0].After != CorrectionResponseAccommodate {
		t.Fatal(amended, err)
	}
	_, err = session.Resolve("pot", Resolution{Verdict: VerdictFalse})
	wantError(t, err, ErrUnknownClaim)
	_, err = session.Resolve("kettle", Resolution{})
	wantError(t, err, ErrInvalidHint)
	_, err = session.Resolve("kettle", Resolution{Verdict: VerdictTrue, Confidence: Ptr(2.0)})
	wantError(t, err, ErrInvalidHint)
}

func TestFactsBelongToTheEngine(t *testing.T) {
	fact := Fact{Subject: []string{"the museum"}, Property: []string{"opens"}, Value: "nine", WrongValues: []string{"eight"}}
	for _, key := range []*[16]byte{nil, {1}} {
		engine, err := NewEngineWith(nil, EngineOptions{Key: key, Facts: []Fact{fact}})
		if err != nil {
			t.Fatal(err)
		}
		session, err := engine.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		figures, err := session.Observe(RoleClient, "The museum opens at eight?")
		if open, _ := figures.ClaimsOpen(); open != 1 || err != nil {
			t.Error(open, err)
		}
		figures, err = session.Observe(RoleAgent, "The museum opens at nine.")
		if open, _ := figures.ClaimsOpen(); open != 0 || err != nil {
			t.Error(open, err)
		}
		session.Close()
		engine.Close()
	}
	_, err := NewEngineWith(nil, EngineOptions{Facts: []Fact{{Value: "nine"}}})
	wantError(t, err, ErrInvalidConfig)
	engine, err := NewEngineWith(nil, EngineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	engine.Close()
}

func TestAHookIsToldAllAndItsAnswerCounts(t *testing.T) {
	session := newTestSession(t, nil)
	var seen []ClaimQuery
	hooks := Hooks{
		Check: func(query ClaimQuery) (*Resolution, error) {
			seen = append(seen, query)
			return &Resolution{Verdict: VerdictFalse, Confidence: Ptr(0.9), CorrectText: "it holds one"}, nil
		},
		Stance: func(query ClaimQuery) (*Stanced, error) {
			seen = append(seen, query)
			return &Stanced{Stance: HintDenies}, nil
		},
	}
	if err := session.SetHooks(hooks); err != nil {
		t.Fatal(err)
	}
	observed(t, session, claimed("Does it hold two litres?"))
	figures, err := session.Observe(RoleAgent, "Half of that.")
	if open, ok := figures.ClaimsOpen(); open != 0 || !ok || err != nil || len(seen) != 2 {
		t.Fatal(open, ok, err, seen)
	}
	want := ClaimQuery{
		ID: "kettle", Text: kettle.Text, Verdict: VerdictUnknown, Turn: 0, Role: RoleClient,
		TurnText: "Does it hold two litres?",
	}
	if seen[0] != want || seen[1].CorrectText != "it holds one" || seen[1].Role != RoleAgent {
		t.Error(seen[0].Text, seen[1].CorrectText, seen)
	}
	if strings.Contains(seen[0].String()+seen[0].GoString(), "kettle") {
		t.Error("a query prints its texts")
	}
	if err := session.ClearHooks(); err != nil || verdictOf(t, newTestSession(t, nil)) != "unknown" {
		t.Error(err)
	}
}

func TestWhateverAHookDoesTheSessionGoesOn(t *testing.T) {
	session := newTestSession(t, nil)
	var told []error
	purpose := errors.New("on purpose")
	answers := []struct {
		check   func(ClaimQuery) (*Resolution, error)
		verdict ClaimVerdict
		told    int
	}{
		{func(ClaimQuery) (*Resolution, error) { return nil, nil }, "unknown", 0},
		{func(ClaimQuery) (*Resolution, error) { return nil, ErrPending }, "pending", 0},
		{func(ClaimQuery) (*Resolution, error) { return &Resolution{Verdict: VerdictPending}, nil }, "pending", 0},
		{func(ClaimQuery) (*Resolution, error) { return &Resolution{Verdict: VerdictTrue}, nil }, "true", 0},
		{func(ClaimQuery) (*Resolution, error) { return nil, purpose }, "pending", 1},
		{func(ClaimQuery) (*Resolution, error) { panic("on purpose") }, "pending", 1},
		{func(ClaimQuery) (*Resolution, error) { return &Resolution{Verdict: "perhaps"}, nil }, "pending", 1},
		{func(ClaimQuery) (*Resolution, error) {
			return &Resolution{Verdict: VerdictTrue, Confidence: Ptr(7.0)}, nil
		}, "pending", 1},
		{nil, "unknown", 0},
	}
	for number, answer := range answers {
		told = nil
		failed := func(err error) {
			told = append(told, err)
			panic("once more")
		}
		if err := session.SetHooks(Hooks{Check: answer.check, Failed: failed}); err != nil {
			t.Fatal(err)
		}
		if verdict := verdictOf(t, session); verdict != answer.verdict || len(told) != answer.told {
			t.Error(number, verdict, told)
		}
	}
}

func TestACallOnTheSessionThatAsksIsRefusedWithinTheHook(t *testing.T) {
	session, other := newTestSession(t, nil), newTestSession(t, nil)
	refused := 0
	check := func(ClaimQuery) (*Resolution, error) {
		_, observe := session.Observe(RoleClient, "x")
		_, preview := session.Preview(RoleClient, "x")
		_, resolve := session.Resolve("kettle", Resolution{Verdict: VerdictTrue})
		_, snapshot := session.Snapshot()
		for _, err := range []error{observe, preview, resolve, snapshot, session.ClearHooks()} {
			if errors.Is(err, ErrInvalidState) {
				refused++
			}
		}
		if _, err := other.Preview(RoleClient, "x"); err != nil {
			t.Error(err)
		}
		return &Resolution{Verdict: VerdictTrue}, nil
	}
	if err := session.SetHooks(Hooks{Check: check}); err != nil {
		t.Fatal(err)
	}
	if verdict := verdictOf(t, session); verdict != "pending" || refused != 5 {
		t.Error(verdict, refused)
	}
	_, report := observed(t, session, claimed("Two litres?"))
	if report.Correction.Claims[0].Verdict != "pending" || refused != 10 || session.Turns() != 1 {
		t.Error(report.Correction.Claims, refused)
	}
}

func TestHooksLiveAsLongAsASessionThatHasThem(t *testing.T) {
	gone := make(chan struct{})
	first := newTestSession(t, nil)
	func() {
		host := &struct{ verdict Verdict }{VerdictFalse}
		runtime.AddCleanup(host, func(gone chan struct{}) { close(gone) }, gone)
		check := func(ClaimQuery) (*Resolution, error) { return &Resolution{Verdict: host.verdict}, nil }
		if err := first.SetHooks(Hooks{Check: check}); err != nil {
			t.Fatal(err)
		}
	}()
	twin, err := first.Clone()
	if err != nil {
		t.Fatal(err)
	}
	first.Close()
	runtime.GC()
	if verdict := verdictOf(t, twin); verdict != "false" {
		t.Error(verdict)
	}
	twin.Close()
	for range 100 {
		runtime.GC()
		select {
		case <-gone:
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
	t.Error("the hooks are still alive")
}

func TestHooksRunInManyGoroutines(t *testing.T) {
	first := newTestSession(t, nil)
	check := func(ClaimQuery) (*Resolution, error) { return &Resolution{Verdict: VerdictFalse}, nil }
	if err := first.SetHooks(Hooks{Check: check}); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Add(1)
		go func() {
			defer group.Done()
			session, err := first.Clone()
			if err != nil {
				t.Error(err)
				return
			}
			defer session.Close()
			for range 50 {
				report, err := session.PreviewTurn(claimed("Two litres?"))
				if err != nil {
					t.Error(err)
					return
				}
				if open, _ := report.Figures().ClaimsOpen(); open != 1 {
					t.Error(open)
				}
				report.Close()
				if _, err := session.Observe(RoleClient, "Two litres?"); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	group.Wait()
}
