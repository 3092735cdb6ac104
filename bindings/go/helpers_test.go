package lingsync

import (
	"errors"
	"testing"
)

func newTestEngine(tb testing.TB, config *Config) *Engine {
	tb.Helper()
	engine, err := NewEngine(config)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(engine.Close)
	return engine
}

func newTestSession(tb testing.TB, config *Config) *Session {
	tb.Helper()
	session, err := newTestEngine(tb, config).NewSession()
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(session.Close)
	return session
}

// must(t)(value, err) is for what cannot fail in a test.
func must(tb testing.TB) func(any, error) {
	return func(_ any, err error) {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
	}
}

func wantError(tb testing.TB, err, sentinel error) {
	tb.Helper()
	if !errors.Is(err, sentinel) {
		tb.Fatalf("got %v, want %v", err, sentinel)
	}
}
