package lingsync_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"strings"
	"time"

	"lingsync"
)

// open is a session with the default settings.
func open() *lingsync.Session {
	engine, err := lingsync.NewEngine(nil)
	if err != nil {
		log.Fatal(err)
	}
	session, err := engine.NewSession()
	if err != nil {
		log.Fatal(err)
	}
	return session
}

// Watch a conversation turn by turn.
func Example() {
	engine, err := lingsync.NewEngine(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	session, err := engine.NewSession()
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()

	session.Observe(lingsync.RoleClient, "The blue tent leaks at the seams")
	figures, err := session.Observe(lingsync.RoleAgent, "Sorry to hear that the blue tent leaks.")
	if err != nil {
		log.Fatal(err)
	}
	if share, ok := figures.SharedRepetition(); ok {
		fmt.Printf("%.0f %% of %d words are shared\n", 100*share, figures.Words())
	}
	mirrored, _ := figures.Mirrored()
	missed, _ := figures.Missed()
	fmt.Println("mirrored", mirrored, "missed", missed)
	// Output:
	// 50 % of 8 words are shared
	// mirrored 3 missed 1
}

// A report has the evidence: which words, where.
func ExampleSession_ObserveTurn() {
	session := open()
	defer session.Close()
	session.Observe(lingsync.RoleClient, "I want to pause my plan until June")
	reply := "Sure, I can suspend your subscription until June."
	report, err := session.ObserveTurn(lingsync.Turn{
		Role:    lingsync.RoleAgent,
		Text:    reply,
		Speaker: "desk 4",
		At:      time.UnixMilli(1_700_000_000_000),
	})
	if err != nil {
		log.Fatal(err)
	}
	decoded, err := report.Decode()
	if err != nil {
		log.Fatal(err)
	}
	for _, word := range decoded.Lexical.Mirrored {
		fmt.Println("mirrored:", reply[word.Span.Start:word.Span.End])
	}
	for _, term := range decoded.Lexical.Missed {
		fmt.Println("missed:", *term.Term)
	}
	// Output:
	// mirrored: June
	// missed: want
	// missed: pause
	// missed: plan
}

// Hints tell what else is known of a turn.
func ExampleHints() {
	session := open()
	defer session.Close()
	text := "My order number is 8812, and the mug is chipped"
	report, err := session.ObserveTurn(lingsync.Turn{
		Text: text,
		Hints: &lingsync.Hints{
			Language: "en",
			Pushback: lingsync.Ptr(true),
			Exclude:  []lingsync.Span{{Start: 19, End: 23}},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Figures().Words(), "words without", text[19:23])
	// Output: 9 words without 8812
}

// The same bytes as in every other language that the library is used from.
func ExampleReport_JSON() {
	session := open()
	defer session.Close()
	report, err := session.ObserveTurn(lingsync.Turn{Text: "hello there"})
	if err != nil {
		log.Fatal(err)
	}
	line, err := report.JSON(lingsync.DetailBrief)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.46s...\n", line)
	// Output: {"schema":"lingsync.turn/1","measures_version"...
}

// Score a reply before it is sent: nothing is observed.
func ExampleSession_Preview() {
	session := open()
	defer session.Close()
	session.Observe(lingsync.RoleClient, "Can I pause my plan?")
	for _, reply := range []string{"Yes, you can pause your plan.", "Subscriptions can be suspended."} {
		figures, err := session.Preview(lingsync.RoleAgent, reply)
		if err != nil {
			log.Fatal(err)
		}
		mirrored, _ := figures.Mirrored()
		fmt.Println(mirrored, reply)
	}
	fmt.Println(session.Turns(), "turn")
	// Output:
	// 2 Yes, you can pause your plan.
	// 0 Subscriptions can be suspended.
	// 1 turn
}

// Order candidate replies. The default order says whose words a reply uses, not whether it helps.
func ExampleSession_Rerank() {
	session := open()
	defer session.Close()
	session.Observe(lingsync.RoleClient, "does my kiln need a new element?")
	ranked, err := session.Rerank(lingsync.RoleAgent, []string{
		"Does my kiln need a new element?",
		"Your heating coil might be defective.",
		"A kiln that trips only when hot often needs a new element.",
	}, nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, candidate := range ranked {
		fmt.Println(candidate.Index, candidate.Text)
	}
	// Output:
	// 2 A kiln that trips only when hot often needs a new element.
	// 1 Your heating coil might be defective.
	// 0 Does my kiln need a new element?
}

// An order of your own, on top of the default one: short replies first.
func ExampleSession_Rerank_own() {
	session := open()
	defer session.Close()
	session.Observe(lingsync.RoleClient, "which glaze is safe for food?")
	short := func(a, b lingsync.Candidate) bool {
		if shortA, shortB := a.Figures.Words() < 6, b.Figures.Words() < 6; shortA != shortB {
			return shortA
		}
		return lingsync.MoreUptake(a, b)
	}
	ranked, err := session.Rerank(lingsync.RoleAgent, []string{
		"Any glaze without lead that is fired hot enough is safe for food.",
		"The clear one.",
		"The clear glaze is safe.",
	}, short)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(ranked[0].Text)
	// Output: The clear glaze is safe.
}

// Remove what a person has said.
func ExampleSession_Forget() {
	session := open()
	defer session.Close()
	session.ObserveTurn(lingsync.Turn{Text: "my box is late", Speaker: "Ana"})
	session.Observe(lingsync.RoleAgent, "Your box is on its way.")
	done, err := session.Forget("Ana")
	if err != nil {
		log.Fatal(err)
	}
	summary, err := session.Summary(lingsync.DetailBrief)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(done.Turns, "turn forgotten,", summary.Words, "words left")
	// Output: 1 turn forgotten, 6 words left
}

// The expressions that two roles share.
func ExampleSession_Lexicon() {
	session := open()
	defer session.Close()
	session.Observe(lingsync.RoleClient, "my order book drifts from its price feed")
	session.Observe(lingsync.RoleAgent, "How far does your order book drift?")
	lexicon, err := session.Lexicon(lingsync.RoleAgent, lingsync.RoleClient)
	if err != nil {
		log.Fatal(err)
	}
	for _, expression := range lexicon.Expressions {
		fmt.Println(*expression.Text, "by the", expression.Initiator)
	}
	// Output: order book by the client
}

// Many turns in one call.
func ExampleSession_ObserveTurns() {
	session := open()
	defer session.Close()
	reports, err := session.ObserveTurns([]lingsync.Turn{
		{Role: lingsync.RoleClient, Text: "is the lamp broken?"},
		{Role: lingsync.RoleAgent, Text: "The lamp is fine, the fuse is broken."},
	}, lingsync.DetailBrief)
	if err != nil {
		log.Fatal(err)
	}
	for _, line := range reports {
		var report lingsync.TurnReport
		if err := json.Unmarshal(line, &report); err != nil {
			log.Fatal(err)
		}
		fmt.Println(report.Role, report.Text.Words, report.Lexical.MirroredCount)
	}
	// Output:
	// client 4 0
	// agent 8 2
}

// A measure without meaning has a reason instead of a number.
func ExampleFigures_Reason() {
	session := open()
	defer session.Close()
	figures, err := session.Observe(lingsync.RoleAgent, "")
	if err != nil {
		log.Fatal(err)
	}
	if _, ok := figures.SharedRepetition(); !ok {
		fmt.Println(figures.Reason(lingsync.MeasureSharedRepetition))
	}
	// Output: empty
}

// A text that is not UTF-8 is refused; the broken bytes can be replaced.
func ExampleError() {
	session := open()
	defer session.Close()
	text := "a caf\xe9 in Lyon"
	_, err := session.Observe(lingsync.RoleClient, text)
	var broken *lingsync.Error
	if errors.As(err, &broken) && broken.Status == lingsync.StatusInvalidUTF8 {
		fmt.Println("byte", broken.Offset)
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	figures, err := session.Observe(lingsync.RoleClient, text)
	fmt.Println(figures.Words(), "words", err)
	// Output:
	// byte 5
	// 4 words <nil>
}
