// go run -C examples/go ./conversation

// Command conversation watches a short conversation turn by turn. The programs of the same name in
// C, C++, Python and Rust print the same. The library is built by
//
//	cargo rustc --lib --release --features capi --crate-type cdylib,staticlib
package main

import (
	"fmt"
	"log"
	"time"

	"lingsync"
)

var chat = []lingsync.Turn{
	{
		Role: lingsync.RoleClient,
		Text: "Hi! The lid of my teapot has a crack 😕 Can I get a spare lid?",
		// What else is known of a turn.
		Speaker: "Noor",
		At:      time.UnixMilli(1_760_000_000_000),
		Hints:   &lingsync.Hints{Language: "en"},
	},
	{
		Role: lingsync.RoleAgent,
		Text: "Sorry about the crack! Which teapot is it, the round or the tall one?",
	},
	{
		Role: lingsync.RoleClient,
		Text: "The tall one. Please use the blue glaze again, with the gold rim.",
	},
	{Role: lingsync.RoleAgent, Text: "I can post the cover in that colour tomorrow."},
	{Role: lingsync.RoleClient, Text: "👍"},
	{
		Role: lingsync.RoleAgent,
		Text: "Your spare lid is packed: blue glaze, made for the tall teapot.",
	},
}

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	// One engine is enough for a process; nil means the default settings.
	engine, err := lingsync.NewEngine(nil)
	if err != nil {
		return err
	}
	defer engine.Close()
	session, err := engine.NewSession()
	if err != nil {
		return err
	}
	defer session.Close()

	var report *lingsync.Report
	for _, turn := range chat {
		if report, err = session.ObserveTurn(turn); err != nil {
			return err
		}
		printFigures(report.Figures())
	}
	found, err := report.Decode()
	if err != nil {
		return err
	}
	fmt.Println("The last turn takes up:")
	last := chat[len(chat)-1].Text
	for _, word := range found.Lexical.Mirrored {
		fmt.Printf("  %s\n", last[word.Span.Start:word.Span.End])
	}
	summary, err := session.SummaryJSON(lingsync.DetailBrief)
	if err != nil {
		return err
	}
	fmt.Printf("%s\n", summary)
	return nil
}

// printFigures prints a line; the figures need no JSON.
func printFigures(figures lingsync.Figures) {
	mirrored, _ := figures.Mirrored()
	missed, _ := figures.Missed()
	fmt.Printf("turn %d  %-6s  %2d words  shared %-9s  mirrored %d  missed %d\n",
		figures.Turn(), figures.Role(), figures.Words(), shared(figures), mirrored, missed)
}

// shared is a measure as text: where it has no meaning there is a reason.
func shared(figures lingsync.Figures) string {
	if share, ok := figures.SharedRepetition(); ok {
		return fmt.Sprintf("%.1f %%", 100*share)
	}
	return fmt.Sprintf("- (%s)", figures.Reason(lingsync.MeasureSharedRepetition))
}
