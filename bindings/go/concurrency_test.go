package lingsync

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

const goroutines = 16

// together runs task in many goroutines that begin at the same time.
func together(task func(number int)) {
	var group sync.WaitGroup
	start := make(chan struct{})
	for number := range goroutines {
		group.Add(1)
		go func() {
			defer group.Done()
			<-start
			task(number)
		}()
	}
	close(start)
	group.Wait()
}

func TestASessionUsedByManyLosesNothing(t *testing.T) {
	session := asked(t)
	var observed, refused atomic.Int64
	note := func(err error) bool {
		switch {
		case err == nil:
			return true
		case errors.Is(err, ErrInvalidState):
			refused.Add(1)
		default:
			t.Error(err)
		}
		return false
	}
	together(func(number int) {
		for round := range 200 {
			switch (number + round) % 6 {
			case 0, 1:
				if note(second(session.Observe(RoleAgent, reply))) {
					observed.Add(1)
				}
			case 2:
				note(second(session.Preview(RoleAgent, reply)))
			case 3:
				report, err := session.PreviewTurn(Turn{Role: RoleAgent, Text: reply, Speaker: "Ole"})
				if note(err) {
					note(second(report.Decode()))
				}
			case 4:
				note(second(session.Snapshot()))
				session.Turns()
				session.HeapBytes()
			case 5:
				if clone, err := session.Clone(); note(err) {
					note(second(clone.Observe(RoleClient, question)))
					clone.Close()
				}
			}
			if round%50 == 0 {
				runtime.GC()
			}
		}
	})
	if turns := int64(session.Turns()); turns != observed.Load()+1 {
		t.Errorf("%d turns of %d observed", turns, observed.Load())
	}
	t.Logf("%d turns taken in, %d calls refused", observed.Load(), refused.Load())
}

func TestReadersOfASessionMayRunTogether(t *testing.T) {
	session := asked(t)
	together(func(int) {
		for range 50 {
			found, err := session.Preview(RoleAgent, reply)
			if err != nil || found.Words() != 10 || session.Turns() != 1 {
				t.Error(found, err)
			}
			if _, err := session.Summary(DetailFull); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestCloseBesideOtherCallsCrashesNothing(t *testing.T) {
	engine := newTestEngine(t, nil)
	for range 50 {
		session, err := engine.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		together(func(number int) {
			for range 10 {
				_, err := session.Observe(RoleAgent, reply)
				if err != nil && !errors.Is(err, ErrInvalidState) && !errors.Is(err, ErrClosed) {
					t.Error(err)
				}
				if number == 0 {
					session.Close()
				}
			}
		})
		wantError(t, second(session.Observe(RoleAgent, reply)), ErrClosed)
	}
}

func TestSessionsOfOneEngineKnowNothingOfEachOther(t *testing.T) {
	engine := newTestEngine(t, nil)
	want := conversation(t, engine)
	together(func(int) {
		for range 5 {
			if got := conversation(t, engine); got != want {
				t.Errorf("\n%s\n%s", got, want)
			}
		}
	})
}

// conversation is the summary of a fixed conversation in a session of its own.
func conversation(t *testing.T, engine *Engine) string {
	session, err := engine.NewSession()
	if err != nil {
		t.Error(err)
		return ""
	}
	defer session.Close()
	for turn := range 40 {
		text := fmt.Sprintf("%s, for the %dth time", question, turn%7)
		if _, err := session.Observe(Role(turn%2), text); err != nil {
			t.Error(err)
		}
	}
	summary, err := session.SummaryJSON(DetailFull)
	if err != nil {
		t.Error(err)
	}
	return string(summary)
}

func TestAnEngineAndAReportAreForManyGoroutines(t *testing.T) {
	engine := newTestEngine(t, nil)
	session, err := engine.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	report, err := session.ObserveTurn(Turn{Text: question})
	if err != nil {
		t.Fatal(err)
	}
	first, err := report.Decode()
	if err != nil {
		t.Fatal(err)
	}
	together(func(int) {
		for range 20 {
			for dialogue, err := range engine.Analyse([]byte("user\t"+question), AnalyseOptions{}) {
				if err != nil || dialogue.Summary.Words != 9 {
					t.Error(dialogue, err)
				}
			}
			if decoded, err := report.Decode(); err != nil || decoded != first {
				t.Error(err)
			}
			if _, err := report.JSON(DetailFull); err != nil {
				t.Error(err)
			}
			if _, err := engine.Config(); err != nil || engine.Pack() == "" {
				t.Error(err)
			}
		}
	})
}

func TestForgottenSessionsAreFreed(t *testing.T) {
	engine := newTestEngine(t, nil)
	for range 300 {
		session, err := engine.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		report, err := session.ObserveTurn(Turn{Text: question})
		if err != nil {
			t.Fatal(err)
		}
		if report.Figures().Words() != 9 {
			t.Fatal("wrong figures")
		}
	}
	// With the race detector or under a memory checker a double or early free would show here.
	runtime.GC()
	runtime.GC()
	if _, err := engine.NewSession(); err != nil {
		t.Fatal(err)
	}
}
