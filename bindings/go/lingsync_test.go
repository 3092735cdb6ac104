package lingsync

import (
	"bytes"
	"encoding/json"
	"reflect"
	"runtime"
	"slices"
	"testing"
	"time"
	"unsafe"
)

const (
	question = "the green lamp of my kettle never comes on"
	reply    = "I am sorry that the green lamp never comes on."
)

// asked is a session in which the client has said question.
func asked(t testing.TB) *Session {
	t.Helper()
	session := newTestSession(t, nil)
	must(t)(session.Observe(RoleClient, question))
	return session
}

func TestFiguresOfATurn(t *testing.T) {
	found, err := asked(t).Observe(RoleAgent, reply)
	if err != nil {
		t.Fatal(err)
	}
	if found.Turn() != 1 || found.Role() != RoleAgent || found.Words() != 10 {
		t.Error(found)
	}
	if share, ok := found.SharedRepetition(); !ok || share != 0.6 {
		t.Error(share, ok)
	}
	if share, ok := found.SelfRepetition(); !ok || share != 0 {
		t.Error(share, ok)
	}
	mirrored, mirroredOK := found.Mirrored()
	missed, missedOK := found.Missed()
	if mirrored != 3 || missed != 1 || !mirroredOK || !missedOK {
		t.Error(mirrored, missed)
	}
}

func TestWhatIsNotMeasuredHasAReasonAndNoNumber(t *testing.T) {
	empty, err := newTestSession(t, nil).Observe(RoleAgent, "")
	if err != nil {
		t.Fatal(err)
	}
	if share, ok := empty.SharedRepetition(); ok || share != 0 {
		t.Error(share, ok)
	}
	if reason := empty.Reason(MeasureSharedRepetition); reason != UndefinedReasonEmpty {
		t.Error(reason)
	}
	if reason := empty.Reason(MeasureMissed); reason != "" {
		t.Error(reason)
	}
	for _, measure := range []Measure{-1, MeasureFindings + 1, 1 << 40} {
		if reason := empty.Reason(measure); reason != UndefinedReasonNotAvailable {
			t.Error(measure, reason)
		}
	}
	// Figures that no call has filled know nothing either.
	if _, ok := (Figures{}).Mirrored(); ok || (Figures{}).Reason(MeasureMirrored) == "" {
		t.Error("zero figures are defined")
	}
	if name := MeasureClaims.String(); name != "claims" || len(measureNames) != int(MeasureFindings)+1 {
		t.Error(name)
	}
}

func TestAMeasureHasAValueOrAReason(t *testing.T) {
	found, err := asked(t).Preview(RoleAgent, reply)
	if err != nil {
		t.Fatal(err)
	}
	second := func(_ any, ok bool) bool { return ok }
	for measure, ok := range map[Measure]bool{
		MeasureSharedRepetition:  second(found.SharedRepetition()),
		MeasureSelfRepetition:    second(found.SelfRepetition()),
		MeasureFormalityToTarget: second(found.FormalityToTarget()),
		MeasureWarmthToTarget:    second(found.WarmthToTarget()),
		MeasureValenceToTarget:   second(found.ValenceToTarget()),
		MeasureVerbosityToTarget: second(found.VerbosityToTarget()),
		MeasureMirrored:          second(found.Mirrored()),
		MeasureMissed:            second(found.Missed()),
		MeasureResponse:          second(found.Response()),
		MeasureRepair:            second(found.Repair()),
		MeasureStance:            second(found.Stance()),
		MeasureAsked:             second(found.Asked()),
		MeasureGrounded:          second(found.Grounded()),
		MeasureClaims:            second(found.ClaimsOpen()) && second(found.ClaimsUncorrected()),
		MeasureFindings:          second(found.FindingsOpened()) && second(found.FindingsOpen()),
	} {
		if reason := found.Reason(measure); ok != (reason == "") {
			t.Errorf("%v: %v, %q", measure, ok, reason)
		}
	}
}

func TestFiguresAndReportAgree(t *testing.T) {
	report, err := asked(t).ObserveTurn(Turn{Role: RoleAgent, Text: reply})
	if err != nil {
		t.Fatal(err)
	}
	found := report.Figures()
	decoded, err := report.Decode()
	if err != nil {
		t.Fatal(err)
	}
	share, _ := found.SharedRepetition()
	mirrored, _ := found.Mirrored()
	missed, _ := found.Missed()
	if decoded.Role != RoleAgent || *decoded.Lexical.SharedRepetition.Value != share ||
		decoded.Text.Words != int64(found.Words()) || decoded.Lexical.MirroredCount != int64(mirrored) ||
		len(decoded.Lexical.Missed) != int(missed) || *decoded.Lexical.Missed[0].Term != "kettle" {
		t.Errorf("%+v", decoded)
	}
	again, err := report.Decode()
	if err != nil || again != decoded {
		t.Error("a report is decoded twice")
	}
}

func TestPreviewIsObserveAndChangesNothing(t *testing.T) {
	session := asked(t)
	before, err := session.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	preview, err := session.Preview(RoleAgent, reply)
	if err != nil {
		t.Fatal(err)
	}
	report, err := session.PreviewTurn(Turn{Role: RoleAgent, Text: reply, Speaker: "Ole"})
	if err != nil {
		t.Fatal(err)
	}
	after, err := session.Snapshot()
	if err != nil || !bytes.Equal(before, after) || session.Turns() != 1 {
		t.Error("a preview has changed the session")
	}
	observed, err := session.Observe(RoleAgent, reply)
	// Measures without a value are NaN inside, so the bytes are compared.
	if err != nil || bytesOf(&observed) != bytesOf(&preview) || bytesOf(&preview) != bytesOf(&report.figures) {
		t.Error(observed, preview, err)
	}
}

func bytesOf(found *Figures) [128]byte {
	return *(*[128]byte)(unsafe.Pointer(found))
}

func TestAReportOutlivesItsSessionAndItsEngine(t *testing.T) {
	engine := newTestEngine(t, nil)
	session, err := engine.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	report, err := session.ObserveTurn(Turn{Text: question})
	if err != nil {
		t.Fatal(err)
	}
	first, err := report.JSON(DetailFull)
	if err != nil {
		t.Fatal(err)
	}
	session.Close()
	engine.Close()
	runtime.GC()
	second, err := report.JSON(DetailFull)
	if err != nil || !bytes.Equal(first, second) {
		t.Error(err)
	}
	brief, err := report.JSON(DetailBrief)
	if err != nil || len(brief) >= len(first) {
		t.Error("brief is not shorter than full", err)
	}
	configured, err := json.Marshal(report)
	if err != nil || !bytes.Equal(configured, brief) {
		t.Errorf("%s", configured)
	}
	report.Close()
	_, err = report.JSON(DetailBrief)
	wantError(t, err, ErrClosed)
	if report.Figures().Words() != 9 {
		t.Error("the figures have gone with the evidence")
	}
}

func TestATurnCarriesSpeakerTimeAndHints(t *testing.T) {
	session := newTestSession(t, nil)
	at := time.UnixMilli(1_700_000_000_123)
	for _, turn := range []Turn{
		{Text: question, Speaker: "Ana", At: at},
		{Role: RoleAgent, Text: reply, At: at.Add(-time.Second), Hints: &Hints{Exclude: []Span{{Start: 0, End: 15}}}},
	} {
		report, err := session.ObserveTurn(turn)
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := report.Decode()
		if err != nil {
			t.Fatal(err)
		}
		if *decoded.At != turn.At.UnixMilli() || decoded.ClockBackwards != (turn.Role == RoleAgent) {
			t.Errorf("%+v", decoded)
		}
		if turn.Speaker != "" && *decoded.Speaker != "Ana" {
			t.Error("the speaker is lost")
		}
		if turn.Hints != nil && decoded.Text.Words != 6 {
			t.Error("the excluded words count", decoded.Text.Words)
		}
	}
}

func TestPrintingATurnShowsNoText(t *testing.T) {
	turn := Turn{Role: RoleAgent, Text: "marmalade", Speaker: "marmalade"}
	if turn.String() != "Turn(agent, 9 bytes)" || turn.GoString() != "lingsync.Turn(agent, 9 bytes)" {
		t.Error(turn.String(), turn.GoString())
	}
}

func TestManyTurnsInOneCallGiveTheSameBytes(t *testing.T) {
	turns := []Turn{
		{Text: question, Speaker: "Ana", At: time.UnixMilli(5)},
		{Role: RoleAgent, Text: "is it <b>the lamp</b>\u2028 or the \"fuse\"?", Hints: &Hints{Language: "en"}},
	}
	batch, single := newTestSession(t, nil), newTestSession(t, nil)
	reports, err := batch.ObserveTurns(turns, DetailFull)
	if err != nil || len(reports) != 2 {
		t.Fatal(len(reports), err)
	}
	for index, turn := range turns {
		report, err := single.ObserveTurn(turn)
		if err != nil {
			t.Fatal(err)
		}
		want, err := report.JSON(DetailFull)
		if err != nil || !bytes.Equal(reports[index], want) {
			t.Errorf("%s\n%s", reports[index], want)
		}
	}
}

func TestABatchIsTakenInWholeOrNotAtAll(t *testing.T) {
	session := asked(t)
	lines := []byte(`{"role": "agent", "text": "which lamp?"}` + "\n" + `{"role": "client"}` + "\n")
	_, err := session.ObserveJSONL(lines, DetailBrief)
	wantError(t, err, ErrInvalidTranscript)
	_, err = session.ObserveTurns([]Turn{{Text: "fine"}, {Text: "\xff"}}, DetailBrief)
	wantError(t, err, ErrInvalidUTF8)
	_, err = session.ObserveTurns([]Turn{{Text: "fine"}, {Role: 9}}, DetailBrief)
	wantError(t, err, ErrInvalidArgument)
	if session.Turns() != 1 {
		t.Error("half a batch was taken in")
	}
	reports, err := session.ObserveJSONL(nil, DetailBrief)
	if err != nil || len(reports) != 0 {
		t.Error(reports, err)
	}
}

func TestRerankPutsEchoesLast(t *testing.T) {
	session := asked(t)
	texts := []string{question, "Sorry to hear that.", reply, "Has your kettle a green lamp that never comes on at all?"}
	ranked, err := session.Rerank(RoleAgent, texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	order := []int{}
	for _, candidate := range ranked {
		order = append(order, candidate.Index)
		if candidate.Text != texts[candidate.Index] {
			t.Error(candidate)
		}
	}
	if !slices.Equal(order, []int{3, 2, 1, 0}) {
		t.Error(order)
	}
	longest := func(a, b Candidate) bool { return a.Figures.Words() > b.Figures.Words() }
	ranked, err = session.Rerank(RoleAgent, texts, longest)
	if err != nil || ranked[0].Index != 3 || session.Turns() != 1 {
		t.Error(ranked, err)
	}
	_, err = session.Rerank(RoleAgent, []string{"\xff"}, nil)
	wantError(t, err, ErrInvalidUTF8)
}

func TestSummaryAndLexicon(t *testing.T) {
	session := asked(t)
	must(t)(session.Observe(RoleAgent, reply))
	summary, err := session.Summary(DetailFull)
	if err != nil || summary.Turns != 2 || summary.Words != 19 || summary.Lexical.Pairs[0].Distance == nil {
		t.Errorf("%+v, %v", summary, err)
	}
	lexicon, err := session.Lexicon(RoleAgent, RoleClient)
	if err != nil || *lexicon.Expressions[0].Text != "the green lamp" {
		t.Errorf("%+v, %v", lexicon, err)
	}
	own, err := session.Lexicon(RoleAgent, RoleAgent)
	if err != nil || len(own.Expressions) != 0 {
		t.Errorf("%+v, %v", own, err)
	}
}

func TestNoFieldOfTheJSONIsMissingInTheStructs(t *testing.T) {
	engine := newTestEngine(t, &Config{
		Detail:   DetailFull,
		Glossary: []GlossaryEntry{{ID: "lamp", Terms: []string{"lamp", "light"}}},
		Patterns: []Pattern{{Name: "sorry", Regex: "(?i)sorry", Effect: EffectAct}},
	})
	data := []byte("user\t" + question + " `x = 1`\nassistant\t" + reply + "\nuser\tthe light, yes\n")
	options := AnalyseOptions{Detail: DetailFull, Lexicon: true}
	lines, err := engine.AnalyseJSONL(data, options)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(lines))
	decoder.DisallowUnknownFields()
	var dialogue DialogueReport
	if err := decoder.Decode(&dialogue); err != nil {
		t.Fatal(err)
	}
	back, err := json.Marshal(dialogue)
	var got, want any
	if err != nil || json.Unmarshal(back, &got) != nil || json.Unmarshal(lines, &want) != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n%s\n%s", back, lines)
	}
}

func TestNothingIsAllocatedForFigures(t *testing.T) {
	session := busySession(t)
	for name, run := range map[string]func() (Figures, error){
		"observe": func() (Figures, error) { return session.Observe(RoleAgent, plain) },
		"preview": func() (Figures, error) { return session.Preview(RoleAgent, plain) },
	} {
		count := testing.AllocsPerRun(1000, func() {
			found, err := run()
			if _, ok := found.SharedRepetition(); !ok || err != nil {
				t.Error(err)
			}
		})
		if count != 0 {
			t.Errorf("%s: %v allocations", name, count)
		}
	}
}

func TestATurnIsReadBackFromItsJSON(t *testing.T) {
	turn := Turn{Role: RoleAgent, Text: "Which lamp?", Speaker: "Ida", At: time.UnixMilli(5), RawHints: json.RawMessage(`{"tokens":3}`)}
	data, err := json.Marshal(turn)
	if err != nil {
		t.Fatal(err)
	}
	var read Turn
	if err := json.Unmarshal(data, &read); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(read)
	if err != nil || string(again) != string(data) || !read.At.Equal(turn.At) {
		t.Fatalf("%s is read back as %s, %v", data, again, err)
	}
}
