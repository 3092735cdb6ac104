package lingsync

import (
	"bytes"
	"encoding/json"
	"testing"
)

// plain is a turn of 41 bytes, as a chat has them.
const plain = "where is my box? it should be here by now"

// busySession is a session of 50 turns.
func busySession(tb testing.TB) *Session {
	tb.Helper()
	session := newTestSession(tb, nil)
	for turn := range 50 {
		must(tb)(session.Observe(Role(turn%2), plain))
	}
	return session
}

// What calls cost; benches/ffi measures the same calls from other languages. batch is that of 200
// turns.
func BenchmarkOverhead(b *testing.B) {
	lines := &bytes.Buffer{}
	for turn := range 200 {
		if err := json.NewEncoder(lines).Encode(Turn{Role: Role(turn % 2), Text: plain}); err != nil {
			b.Fatal(err)
		}
	}
	session := busySession(b)
	for _, call := range []struct {
		name string
		run  func() error
	}{
		{"noop", checkABI},
		{"turns", func() error { session.Turns(); return nil }},
		{"preview_empty", func() error { return second(session.Preview(RoleAgent, "")) }},
		{"preview", func() error { return second(session.Preview(RoleAgent, plain)) }},
		{"preview_json", func() error {
			report, err := session.PreviewTurn(Turn{Role: RoleAgent, Text: plain})
			if err != nil {
				return err
			}
			defer report.Close()
			return second(report.JSON(DetailBrief))
		}},
		{"batch", func() error {
			if err := session.Reset(); err != nil {
				return err
			}
			return second(session.ObserveJSONL(lines.Bytes(), DetailBrief))
		}},
	} {
		b.Run(call.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := call.run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkObserve(b *testing.B) {
	session := busySession(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := session.Observe(RoleAgent, plain); err != nil {
			b.Fatal(err)
		}
	}
}

// A session of its own for each goroutine.
func BenchmarkObserveParallel(b *testing.B) {
	engine := newTestEngine(b, nil)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		session, err := engine.NewSession()
		if err != nil {
			b.Error(err)
			return
		}
		defer session.Close()
		for pb.Next() {
			if _, err := session.Observe(RoleAgent, plain); err != nil {
				b.Error(err)
				return
			}
		}
	})
}

// Every figure of a turn, as a dashboard reads them.
func BenchmarkFigures(b *testing.B) {
	found, err := busySession(b).Preview(RoleAgent, plain)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	sum := 0.0
	for b.Loop() {
		shared, _ := found.SharedRepetition()
		own, _ := found.SelfRepetition()
		mirrored, _ := found.Mirrored()
		missed, _ := found.Missed()
		sum += shared + own + float64(mirrored+missed+found.Words())
		if found.Reason(MeasureWarmthToTarget) == "" || found.WorstSeverity() != SeverityNone {
			b.Fatal("warmth is measured")
		}
	}
	if sum == 0 {
		b.Fatal("nothing was measured")
	}
}
