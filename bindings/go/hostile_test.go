package lingsync

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
)

// Whatever comes in, the answer is a typed error or a report, and the session goes on.

func TestTextsOfAllKinds(t *testing.T) {
	session := newTestSession(t, nil)
	for _, text := range []string{
		"", "\x00", "lamp\x00kettle\x00", "\ufeff", "\U0010ffff\u202e\u0301", strings.Repeat("\u0301", 5000),
		"```\nunclosed", strings.Repeat("> ", 10000), strings.Repeat("lamp ", 100000), "e\u0301\u200d\u200d👩‍👩‍👧",
		strings.Repeat("a", 1<<20),
	} {
		preview, err := session.Preview(RoleAgent, text)
		if err != nil {
			t.Fatal(len(text), err)
		}
		observed, err := session.Observe(RoleAgent, text)
		if err != nil || bytesOf(&preview) != bytesOf(&observed) {
			t.Fatal(len(text), err)
		}
	}
	if session.Turns() != 11 {
		t.Error(session.Turns())
	}
	must(t)(session.Summary(DetailFull))
}

func TestTextThatIsNotUTF8(t *testing.T) {
	session := newTestSession(t, nil)
	for _, bad := range []string{"\xff", "ab\xc3", "\xed\xa0\x80", "\xc0\x80", "lamp\xf5"} {
		_, err := session.Observe(RoleClient, bad)
		wantError(t, err, ErrInvalidUTF8)
		_, err = session.Preview(RoleClient, bad)
		wantError(t, err, ErrInvalidUTF8)
		_, err = session.ObserveTurn(Turn{Text: bad})
		wantError(t, err, ErrInvalidUTF8)
		_, err = session.ObserveTurn(Turn{Speaker: bad})
		wantError(t, err, ErrInvalidUTF8)
		_, err = session.Forget(bad)
		wantError(t, err, ErrInvalidUTF8)
		must(t)(session.Observe(RoleClient, strings.ToValidUTF8(bad, "\ufffd")))
	}
	if session.Turns() != 5 {
		t.Error(session.Turns())
	}
}

func TestATurnOverTheLimit(t *testing.T) {
	session := asked(t)
	before, err := session.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	large := strings.Repeat("lamp ", 2<<20/5)
	_, err = session.Observe(RoleAgent, large)
	wantError(t, err, ErrLimitExceeded)
	_, err = session.ObserveTurn(Turn{Text: "lamp", Speaker: strings.Repeat("A", 2000)})
	wantError(t, err, ErrLimitExceeded)
	_, err = session.ObserveTurn(Turn{Text: "lamp", Hints: &Hints{Referent: large}})
	wantError(t, err, ErrLimitExceeded)
	if after, err := session.Snapshot(); err != nil || !bytes.Equal(before, after) {
		t.Error("an error has changed the session", err)
	}
	roomy := DefaultConfig()
	roomy.Limits.MaxTurnBytes = 4 << 20
	found, err := newTestSession(t, roomy).Observe(RoleAgent, large)
	if err != nil || found.Words() == 0 {
		t.Error(found.Words(), err)
	}
}

func TestRolesAndDetailsThatDoNotExist(t *testing.T) {
	session := asked(t)
	report, err := session.PreviewTurn(Turn{Text: "lamp"})
	if err != nil {
		t.Fatal(err)
	}
	engine := newTestEngine(t, nil)
	for _, number := range []int32{3, -1, math.MaxInt32, math.MinInt32} {
		_, err := session.Observe(Role(number), "lamp")
		wantError(t, err, ErrInvalidArgument)
		_, err = session.PreviewTurn(Turn{Role: Role(number)})
		wantError(t, err, ErrInvalidArgument)
		_, err = session.Lexicon(RoleAgent, Role(number))
		wantError(t, err, ErrInvalidArgument)
		_, err = session.Summary(Detail(number))
		wantError(t, err, ErrInvalidArgument)
		_, err = session.ObserveJSONL(nil, Detail(number))
		wantError(t, err, ErrInvalidArgument)
		_, err = report.JSON(Detail(number))
		wantError(t, err, ErrInvalidArgument)
		_, err = engine.AnalyseJSONL(nil, AnalyseOptions{Detail: Detail(number)})
		wantError(t, err, ErrInvalidArgument)
	}
	if session.Turns() != 1 {
		t.Error(session.Turns())
	}
}

func TestASnapshotCutOrFlippedAnywhereIsRefused(t *testing.T) {
	engine := newTestEngine(t, nil)
	session, err := engine.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	must(t)(session.ObserveTurn(Turn{Text: question, Speaker: "Ana"}))
	must(t)(session.Observe(RoleAgent, reply))
	snapshot, err := session.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	refused := func(damaged []byte) {
		t.Helper()
		restored, err := engine.Restore(damaged)
		var own *Error
		if restored != nil || !errors.As(err, &own) || own.Status < StatusLimitExceeded {
			t.Fatal(err)
		}
	}
	for end := range snapshot {
		refused(snapshot[:end])
	}
	for place := range snapshot {
		damaged := bytes.Clone(snapshot)
		for _, bits := range []byte{1, 0x80, 0xff} {
			damaged[place] = snapshot[place] ^ bits
			refused(damaged)
		}
	}
	refused(append(bytes.Clone(snapshot), 0))
	refused(nil)
	must(t)(engine.Restore(snapshot))
}

func TestDeepAndBrokenJSON(t *testing.T) {
	engine := newTestEngine(t, nil)
	session := newTestSession(t, &Config{Strict: true})
	for _, data := range []string{
		strings.Repeat("[", 100_000), strings.Repeat(`{"a":`, 100_000), strings.Repeat(`{"turns":[`, 50_000),
		`{"id": 1, "turns": [{"role": "client", "text": ` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + "}]}",
		"{", "null", `{"turns": null}`, "\x00\x01", "\xff\xfe", "\x1f\x8b", `{"role": "client", "text": 5}`, `"`,
	} {
		_, err := ParseConfig([]byte(data))
		wantTyped(t, err)
		_, err = session.ObserveTurn(Turn{RawHints: json.RawMessage(data)})
		if data != "null" {
			wantTyped(t, err)
		}
		_, err = session.ObserveJSONL([]byte(data), DetailBrief)
		wantTyped(t, err)
		for dialogue, err := range engine.Analyse([]byte(data), AnalyseOptions{KeepGoing: true}) {
			if err == nil && dialogue == nil {
				t.Error("neither a dialogue nor an error")
			}
		}
	}
	nested := `{"a":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + "}"
	_, err := session.ObserveTurn(Turn{RawHints: json.RawMessage(nested)})
	wantError(t, err, ErrInvalidHint)
}

// wantTyped wants an error of the input, none of the machinery.
func wantTyped(tb testing.TB, err error) {
	tb.Helper()
	var own *Error
	if !errors.As(err, &own) || own.Status == StatusPanic || own.Status == StatusInternal || own.Status == StatusNullPointer {
		tb.Errorf("%v", err)
	}
}

func TestEverythingIsRefusedAfterClose(t *testing.T) {
	engine, session := newTestEngine(t, nil), asked(t)
	report, err := session.ObserveTurn(Turn{Text: "lamp"})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		report.Close()
		session.Close()
		engine.Close()
	}
	// What was never opened is closed as well.
	for _, session := range []*Session{session, {}} {
		session.Close()
		for name, call := range map[string]func() error{
			"Observe":      func() error { return second(session.Observe(RoleClient, "lamp")) },
			"Preview":      func() error { return second(session.Preview(RoleClient, "lamp")) },
			"ObserveTurn":  func() error { return second(session.ObserveTurn(Turn{Text: "lamp"})) },
			"PreviewTurn":  func() error { return second(session.PreviewTurn(Turn{Text: "lamp"})) },
			"ObserveJSONL": func() error { return second(session.ObserveJSONL(nil, DetailBrief)) },
			"ObserveTurns": func() error { return second(session.ObserveTurns(nil, DetailBrief)) },
			"Rerank":       func() error { return second(session.Rerank(RoleAgent, []string{"lamp"}, nil)) },
			"Rewind":       func() error { return session.Rewind(0) },
			"Redact":       func() error { return second(session.Redact(0)) },
			"Forget":       func() error { return second(session.Forget("Ana")) },
			"Reset":        session.Reset,
			"Snapshot":     func() error { return second(session.Snapshot()) },
			"Clone":        func() error { return second(session.Clone()) },
			"Summary":      func() error { return second(session.Summary(DetailBrief)) },
			"Lexicon":      func() error { return second(session.Lexicon(RoleAgent, RoleClient)) },
		} {
			if err := call(); !errors.Is(err, ErrClosed) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if session.Turns() != 0 || session.HeapBytes() != 0 {
			t.Error("a closed session counts turns")
		}
	}
	for _, engine := range []*Engine{engine, {}} {
		engine.Close()
		wantError(t, second(engine.NewSession()), ErrClosed)
		wantError(t, second(engine.Restore(nil)), ErrClosed)
		wantError(t, second(engine.Config()), ErrClosed)
		wantError(t, second(engine.AnalyseMessages(nil, AnalyseOptions{})), ErrClosed)
		if engine.Pack() != "" {
			t.Error("a closed engine has a pack")
		}
	}
	for _, report := range []*Report{report, {}} {
		report.Close()
		wantError(t, second(report.Decode()), ErrClosed)
		wantError(t, second(json.Marshal(report)), ErrClosed)
	}
}

func second[T any](_ T, err error) error {
	return err
}

func FuzzObserve(f *testing.F) {
	for _, text := range []string{"", question, "> a\n```\nb", "\x00\xff", "1,000 #12 www.example.org"} {
		f.Add(text)
	}
	engine := newTestEngine(f, &Config{Detail: DetailFull})
	f.Fuzz(func(t *testing.T, text string) {
		session, err := engine.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		defer session.Close()
		must(t)(session.Observe(RoleClient, question))
		preview, previewErr := session.Preview(RoleAgent, text)
		observed, err := session.Observe(RoleAgent, text)
		if (err == nil) != (previewErr == nil) || bytesOf(&preview) != bytesOf(&observed) {
			t.Fatal(err, previewErr)
		}
		if err != nil {
			wantTyped(t, err)
		}
	})
}

func FuzzAnalyse(f *testing.F) {
	for _, data := range []string{"", "user\thello\n", `[{"role": "user", "content": "a"}]`, `{"turns": [{}]}`, "{\x00"} {
		f.Add([]byte(data))
	}
	engine := newTestEngine(f, nil)
	f.Fuzz(func(t *testing.T, data []byte) {
		for dialogue, err := range engine.Analyse(data, AnalyseOptions{KeepGoing: true, Lexicon: true}) {
			var problem *Problem
			if (dialogue == nil) == (err == nil) || err != nil && !errors.As(err, &problem) {
				t.Fatal(dialogue, err)
			}
		}
	})
}
