package lingsync_test

import (
	"errors"
	"fmt"
	"log"
	"strings"

	"lingsync"
)

// Tell the engine your own terms, and a report names what was replaced by what.
func ExampleNewEngine() {
	engine, err := lingsync.NewEngine(&lingsync.Config{
		Glossary: []lingsync.GlossaryEntry{{ID: "parcel", Terms: []string{"box", "parcel", "consignment"}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	session, err := engine.NewSession()
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()
	session.Observe(lingsync.RoleClient, "where is my box?")
	report, err := session.ObserveTurn(lingsync.Turn{Role: lingsync.RoleAgent, Text: "Your consignment is late."})
	if err != nil {
		log.Fatal(err)
	}
	decoded, err := report.Decode()
	if err != nil {
		log.Fatal(err)
	}
	for _, pair := range decoded.Lexical.Diverged {
		fmt.Println(pair.Theirs, "became", pair.Ours)
	}
	// Output: box became consignment
}

// Settings can come from a file.
func ExampleParseConfig() {
	config, err := lingsync.ParseConfig([]byte(`{"lexical": {"window_tokens": 4096}, "detail": "full"}`))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(config.Lexical.WindowTokens, config.Limits.MaxTurnBytes, config.Detail)
	_, err = lingsync.ParseConfig([]byte(`{"lexical": {"max_run_tokens": 5}}`))
	fmt.Println(err)
	// Output:
	// 4096 1048576 full
	// lingsync: lexical.max_run_tokens = 5 is out of range: give 16 to 65535
}

// Change one setting and keep the others of its section.
func ExampleDefaultConfig() {
	config := lingsync.DefaultConfig()
	config.Limits.MaxTurnBytes = 8
	engine, err := lingsync.NewEngine(config)
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	session, err := engine.NewSession()
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()
	_, err = session.Observe(lingsync.RoleClient, "more than eight bytes")
	fmt.Println(errors.Is(err, lingsync.ErrLimitExceeded), err)
	// Output: true lingsync: turn of 21 bytes exceeds max_turn_bytes = 8: split the turn or raise the limit
}

// Keep words as hashes under a key of your own.
func ExampleNewKeyedEngine() {
	engine, err := lingsync.NewKeyedEngine(nil, [16]byte([]byte("sixteen secrets!")))
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	session, err := engine.NewSession()
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()
	session.Observe(lingsync.RoleClient, "my rash is back")
	snapshot, err := session.Snapshot()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Contains(string(snapshot), "rash"))
	// Output: false
}

// Keep a conversation between two requests, and go back when a reply is regenerated.
func ExampleEngine_Restore() {
	engine, err := lingsync.NewEngine(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	session, err := engine.NewSession()
	if err != nil {
		log.Fatal(err)
	}
	session.Observe(lingsync.RoleClient, "my box is late")
	session.Observe(lingsync.RoleAgent, "Your parcel is on its way.")
	session.Rewind(1)
	kept, err := session.Snapshot()
	if err != nil {
		log.Fatal(err)
	}
	session.Close()

	session, err = engine.Restore(kept)
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()
	figures, err := session.Observe(lingsync.RoleAgent, "Your box is on its way.")
	if err != nil {
		log.Fatal(err)
	}
	missed, _ := figures.Missed()
	fmt.Println("turn", figures.Turn(), "missed", missed)
	// Output: turn 1 missed 1
}

// Whole transcripts, in any of the usual forms.
func ExampleEngine_Analyse() {
	engine, err := lingsync.NewEngine(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	data := []byte(`{"id": "a", "turns": [{"role": "client", "text": "where is my box?"}, {"role": "agent", "text": "Your box is late."}]}
{"id": "b", "turns": 7}
`)
	for dialogue, err := range engine.Analyse(data, lingsync.AnalyseOptions{KeepGoing: true}) {
		if err != nil {
			fmt.Println(errors.Is(err, lingsync.ErrInvalidTranscript))
			continue
		}
		fmt.Println(dialogue.ID, dialogue.Summary.Turns, dialogue.Turns[1].Lexical.MirroredCount)
	}
	// Output:
	// a 2 1
	// true
}

// The messages of a chat, as a model was given them.
func ExampleEngine_AnalyseMessages() {
	engine, err := lingsync.NewEngine(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer engine.Close()
	dialogue, err := engine.AnalyseMessages([]lingsync.Message{
		{Role: "system", Content: "Be brief."},
		{Role: "user", Content: "How do I bleed a radiator?"},
		{Role: "assistant", Content: "Open the valve of the radiator with a key."},
	}, lingsync.AnalyseOptions{})
	if err != nil {
		log.Fatal(err)
	}
	pair := dialogue.Summary.Lexical.Pairs[0]
	fmt.Println(pair.Party, "towards", pair.Towards, pair.SharedRepetition.Hits, "of", pair.SharedRepetition.Of)
	// Output: agent towards client 2 of 9
}
