package lingsync

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"
	"unsafe"
)

func TestADefaultConfigIsThatOfTheLibrary(t *testing.T) {
	parsed, err := ParseConfig([]byte("{}"))
	if err != nil || !reflect.DeepEqual(parsed, DefaultConfig()) {
		t.Fatalf("%+v\n%+v, %v", parsed, DefaultConfig(), err)
	}
	for _, config := range []*Config{nil, {}, parsed} {
		used, err := newTestEngine(t, config).Config()
		if err != nil || !reflect.DeepEqual(used, parsed) {
			t.Errorf("%+v, %v", used, err)
		}
	}
	changed := DefaultConfig()
	changed.Limits.MaxEvidence = 1
	if DefaultConfig().Limits.MaxEvidence == 1 {
		t.Error("a change of one default config changes all")
	}
}

func TestEverySettingReachesTheLibrary(t *testing.T) {
	match := "match"
	config := &Config{
		Limits:        Limits{1000, 1001, 1002, 1003, 1004, 1005, 1006},
		Text:          TextConfig{"dialign", "keep", true},
		Lexical:       LexicalConfig{4096, 64, "dialign", true, true, true, true, 7},
		Register:      RegisterConfig{Targets{Warmth: &match}, 4, true, 5, []MarkerList{{"we", []string{"we", "our*"}}}},
		Clarification: ClarificationConfig{true, 80},
		Goal:          "task",
		Retention:     RetentionNone,
		Language:      "pt-BR",
		Strict:        true,
		Detail:        DetailFull,
		Glossary:      []GlossaryEntry{{"lamp", []string{"lamp", "light"}}},
		Patterns:      []Pattern{{"order", `#\d+`, EffectMask}},
	}
	used, err := newTestEngine(t, config).Config()
	if err != nil || !reflect.DeepEqual(used, config) {
		t.Fatalf("%+v, %v", used, err)
	}
	// Each field of the library's JSON has a field here.
	data, err := used.json()
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&Config{}); err != nil {
		t.Error(err)
	}
}

func TestAWrongConfigIsNamed(t *testing.T) {
	config := DefaultConfig()
	config.Lexical.MaxRunTokens = 5
	_, err := NewEngine(config)
	wantError(t, err, ErrInvalidConfig)
	if !strings.Contains(err.Error(), "lexical.max_run_tokens = 5 is out of range: give 16 to 65535") {
		t.Error(err)
	}
	for _, bad := range []string{`{"lexicl": {}}`, `{`, ``, `7`, `{"detail": "long"}`, `{"language": "en_US"}`} {
		_, err := ParseConfig([]byte(bad))
		wantError(t, err, ErrInvalidConfig)
	}
	_, err = ParseConfig([]byte{'{', 0xff})
	wantError(t, err, ErrInvalidUTF8)
	for _, config := range []*Config{{Detail: 9}, {Patterns: []Pattern{{"a", "(", EffectAct}}}, {Retention: RetentionKeyed}} {
		_, err := NewEngine(config)
		wantError(t, err, ErrInvalidConfig)
	}
}

func TestASnapshotIsTheSession(t *testing.T) {
	engine := newTestEngine(t, nil)
	session, err := engine.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	must(t)(session.Observe(RoleClient, question))
	snapshot, err := session.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	restored, err := engine.Restore(snapshot)
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	clone, err := session.Clone()
	if err != nil {
		t.Fatal(err)
	}
	defer clone.Close()
	want, err := session.ObserveTurn(Turn{Role: RoleAgent, Text: reply})
	if err != nil {
		t.Fatal(err)
	}
	line, _ := want.JSON(DetailFull)
	for _, copied := range []*Session{restored, clone} {
		if copied.Turns() != 1 || copied.HeapBytes() == 0 {
			t.Error(copied.Turns(), copied.HeapBytes())
		}
		got, err := copied.ObserveTurn(Turn{Role: RoleAgent, Text: reply})
		if err != nil {
			t.Fatal(err)
		}
		if copied, _ := got.JSON(DetailFull); !bytes.Equal(copied, line) {
			t.Errorf("\n%s\n%s", copied, line)
		}
	}
}

func TestASnapshotOfAnotherEngineIsRefused(t *testing.T) {
	key := [16]byte([]byte("sixteen secrets!"))
	engine, err := NewKeyedEngine(nil, key)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	if config, err := engine.Config(); err != nil || config.Retention != RetentionKeyed {
		t.Errorf("%+v, %v", config, err)
	}
	session, err := engine.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	must(t)(session.Observe(RoleClient, question))
	snapshot, err := session.Snapshot()
	if err != nil || bytes.Contains(snapshot, []byte("kettle")) || bytes.Contains(snapshot, key[:]) {
		t.Fatal("the snapshot shows too much", err)
	}
	must(t)(engine.Restore(snapshot))
	key[0] = 'S'
	other, err := NewKeyedEngine(&Config{Strict: true}, key)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	_, err = other.Restore(snapshot)
	wantError(t, err, ErrKeyMismatch)
	_, err = newTestEngine(t, nil).Restore(snapshot)
	wantError(t, err, ErrConfigMismatch)
}

func TestWithoutRetentionThereIsNoWayBack(t *testing.T) {
	session := newTestSession(t, &Config{Retention: RetentionNone})
	must(t)(session.Observe(RoleClient, question))
	_, err := session.Snapshot()
	wantError(t, err, ErrRetention)
	wantError(t, session.Rewind(0), ErrRetention)
}

func TestRewindRedactForgetReset(t *testing.T) {
	session := newTestSession(t, nil)
	for _, speaker := range []string{"Ana", "Ole"} {
		must(t)(session.ObserveTurn(Turn{Text: question, Speaker: speaker}))
	}
	must(t)(session.Observe(RoleAgent, reply))
	if err := session.Rewind(2); err != nil || session.Turns() != 2 {
		t.Error(err, session.Turns())
	}
	wantError(t, session.Rewind(3), ErrUnknownTurn)
	kept, err := session.Redact(0)
	if err != nil || kept {
		t.Error(kept, err)
	}
	_, err = session.Redact(2)
	wantError(t, err, ErrUnknownTurn)
	done, err := session.Forget("Ole")
	if err != nil || done != (Redaction{Turns: 1}) {
		t.Error(done, err)
	}
	_, err = session.Forget("Ole")
	wantError(t, err, ErrUnknownSpeaker)
	summary, err := session.Summary(DetailConfigured)
	if err != nil || summary.Words != 0 || summary.Redacted != 2 {
		t.Errorf("%+v, %v", summary, err)
	}
	if err := session.Reset(); err != nil || session.Turns() != 0 {
		t.Error(err)
	}
}

func TestRewindTooFar(t *testing.T) {
	config := DefaultConfig()
	config.Lexical.WindowTokens = 64
	session := newTestSession(t, config)
	for range 20 {
		must(t)(session.Observe(RoleClient, question))
	}
	wantError(t, session.Rewind(0), ErrRewindTooFar)
	if kept, err := session.Redact(0); err != nil || !kept {
		t.Error(kept, err)
	}
}

func TestHintsHaveEveryFieldOfTheTable(t *testing.T) {
	text := "bats are blind"
	hints := &Hints{
		Claims: []Claim{{
			ID: "c1", Text: text, Verdict: VerdictFalse, Confidence: Ptr(0.9), CorrectText: "bats see",
			Span: &Span{Start: 0, End: 4}, KeywordsAny: []string{"see"}, KeywordsNone: []string{"deaf"}, Source: "zoo",
		}, {ID: "c2", Verdict: VerdictPending}, {ID: "c3", Verdict: VerdictTrue}, {ID: "c4", Verdict: VerdictUnknown}},
		Stances: []StanceHint{{"c1", HintAsserts, Ptr(1.0)}, {"c1", HintDenies, nil}, {"c1", HintNeither, nil},
			{"c1", HintHolds, nil}, {"c1", HintHedges, nil}, {"c1", HintGivesUp, nil}},
		Pushback: Ptr(true), Evidence: Ptr(false), AgentWasWrong: Ptr(false), Ambiguous: Ptr(0.5),
		RefersTo: Ptr(uint32(0)), Resolved: Ptr(uint32(math.MaxUint32)),
		Mentions: []Mention{{"bat", 0, 4}}, Referent: "picture 3", Series: map[string]float64{"pitch": 180, "loudness": 61.5},
		Language: "pt-BR", Modality: ModalitySpeech, Interrupted: true, Exclude: []Span{{1, 2}},
		DurationMS: Ptr(12.5), Tokens: Ptr(uint32(9)),
	}
	if fields := reflect.ValueOf(*hints); true {
		for index := range fields.NumField() {
			if fields.Field(index).IsZero() {
				t.Error("not tested:", fields.Type().Field(index).Name)
			}
		}
	}
	session := newTestSession(t, &Config{Strict: true})
	must(t)(session.ObserveTurn(Turn{Text: text, Hints: hints}))
	data, err := json.Marshal(hints)
	if err != nil {
		t.Fatal(err)
	}
	must(t)(session.ObserveTurn(Turn{Text: text, RawHints: data}))
	must(t)(session.ObserveTurn(Turn{Text: text, Hints: &Hints{Modality: ModalityText}}))
}

func TestWrongHintsAreNamed(t *testing.T) {
	session := newTestSession(t, &Config{Strict: true})
	for want, turn := range map[string]Turn{
		"`ambiguous` is 7":                 {Hints: &Hints{Ambiguous: Ptr(7.0)}},
		"`claims[0].verdict` is missing":   {Hints: &Hints{Claims: []Claim{{ID: "a"}}}},
		"`exclude[0]` goes from byte 0":    {Hints: &Hints{Exclude: []Span{{0, 9}}}},
		"holds the number -1":              {Hints: &Hints{Exclude: []Span{{-1, 0}}}},
		"unknown hint `mood`":              {RawHints: json.RawMessage(`{"mood": 1}`)},
		"hints are a list":                 {RawHints: json.RawMessage(`[]`)},
		"cannot be written as JSON":        {Hints: &Hints{Ambiguous: Ptr(math.NaN())}},
		"unexpected end of JSON":           {RawHints: json.RawMessage(`{`)},
		"invalid character ',' after top-": {RawHints: json.RawMessage(`{}, "speaker": "Ana"`)},
		"give one of them":                 {Hints: &Hints{}, RawHints: json.RawMessage(`{}`)},
	} {
		_, err := session.ObserveTurn(turn)
		wantError(t, err, ErrInvalidHint)
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
	if session.Turns() != 0 {
		t.Error("a refused turn counts")
	}
}

func TestTranscriptsOfEveryForm(t *testing.T) {
	engine := newTestEngine(t, nil)
	for name, data := range map[string]string{
		"dialogues": `{"id": "7", "turns": [{"role": "client", "text": "hello there"}, {"role": "agent", "text": "hello"}]}`,
		"turns":     "{\"dialogue\": 7, \"role\": \"user\", \"text\": \"hello there\"}\n{\"dialogue\": 7, \"role\": \"bot\", \"text\": \"hello\"}\n",
		"messages":  `{"id": "7", "messages": [{"role": "user", "content": "hello there"}, {"role": "assistant", "content": "hello"}]}`,
		"tsv":       "user\thello there\nassistant\thello\n",
	} {
		count := 0
		for dialogue, err := range engine.Analyse([]byte(data), AnalyseOptions{Lexicon: true}) {
			count++
			if err != nil {
				t.Fatal(name, err)
			}
			if len(dialogue.Turns) != 2 || dialogue.Summary.Words != 3 || len(dialogue.Lexicon.Expressions) != 1 {
				t.Errorf("%s: %+v", name, dialogue)
			}
		}
		if count != 1 {
			t.Error(name, count)
		}
	}
}

func TestAnalyseStopsAtOrGoesPastAProblem(t *testing.T) {
	engine := newTestEngine(t, nil)
	data := []byte(`{"id": "a", "turns": [{"role": "client", "text": "hello"}]}
{"id": "b", "turns": 5}
{"id": "c", "turns": [{"role": "client", "text": "hello", "at": "noon"}]}
{"id": "d", "turns": [{"role": "client", "text": "hello"}]}
`)
	kinds := []string{}
	for dialogue, err := range engine.Analyse(data, AnalyseOptions{KeepGoing: true, SummaryOnly: true}) {
		var problem *Problem
		switch {
		case err == nil && dialogue.Turns == nil && dialogue.Lexicon == nil:
			kinds = append(kinds, dialogue.ID)
		case errors.As(err, &problem) && errors.Is(err, ErrInvalidTranscript) && !errors.Is(err, ErrClosed):
			kinds = append(kinds, problem.Kind)
		default:
			t.Error(dialogue, err)
		}
	}
	if got := strings.Join(kinds, " "); got != "a invalid_transcript invalid_transcript d" {
		t.Error(got)
	}
	for dialogue, err := range engine.Analyse(data, AnalyseOptions{}) {
		if dialogue != nil {
			t.Error(dialogue)
		}
		wantError(t, err, ErrInvalidTranscript)
	}
	for dialogue, err := range engine.Analyse(data, AnalyseOptions{KeepGoing: true}) {
		if err != nil || dialogue.ID != "a" {
			t.Error(dialogue, err)
		}
		break
	}
}

func TestAnalyseMessages(t *testing.T) {
	engine := newTestEngine(t, nil)
	dialogue, err := engine.AnalyseMessages([]Message{
		{Role: "system", Content: "be brief"},
		{Role: "user", Content: question, Name: "Ana"},
		{Role: "assistant", Content: reply},
	}, AnalyseOptions{})
	if err != nil || dialogue.Skipped != 1 || len(dialogue.Turns) != 2 || *dialogue.Turns[0].Speaker != "Ana" {
		t.Errorf("%+v, %v", dialogue, err)
	}
	_, err = engine.AnalyseMessages([]Message{{Role: "user", Content: "\xff"}}, AnalyseOptions{})
	wantError(t, err, ErrInvalidUTF8)
	_, err = engine.AnalyseMessages([]Message{{Content: "who?"}}, AnalyseOptions{KeepGoing: true})
	wantError(t, err, ErrInvalidTranscript)
	empty, err := engine.AnalyseMessages(nil, AnalyseOptions{})
	if err != nil || empty.Summary.Turns != 0 {
		t.Errorf("%+v, %v", empty, err)
	}
}

func TestAnObjectIsFreedOnceWhoeverLetsGoOfIt(t *testing.T) {
	freed := make(chan unsafe.Pointer, 8)
	free := func(object unsafe.Pointer) { freed <- object }
	object := unsafe.Pointer(new([64]byte))

	closed := &handle{}
	closed.own(object, free)
	if !closed.enter() || !closed.enter() {
		t.Fatal("an open handle cannot be entered")
	}
	closed.close()
	closed.close()
	if closed.enter() || len(freed) != 0 {
		t.Fatal("a handle is freed while it is in use")
	}
	closed.leave()
	closed.leave()
	if len(freed) != 1 || <-freed != object {
		t.Fatal("the last call does not free")
	}

	func() { (&handle{}).own(object, free) }()
	deadline := time.After(20 * time.Second)
	for done := false; !done; {
		runtime.GC()
		select {
		case <-freed:
			done = true
		case <-deadline:
			t.Fatal("a forgotten handle is not freed")
		case <-time.After(time.Millisecond):
		}
	}
	runtime.KeepAlive(closed)
	runtime.GC()
	if len(freed) != 0 {
		t.Error("freed twice")
	}
}
