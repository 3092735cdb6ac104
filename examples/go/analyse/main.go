// Analyse reads a transcript and prints one line of JSON a dialogue, as `analyse --json --lexicon`.
//
//	cd examples/go && go run ./analyse ../data/support.jsonl [brief|full]
package main

import (
	"fmt"
	"os"

	"lingsync"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: analyse FILE [brief|full]")
		os.Exit(2)
	}
	options := lingsync.AnalyseOptions{Detail: lingsync.DetailBrief, Lexicon: true}
	if len(os.Args) > 2 && os.Args[2] == "full" {
		options.Detail = lingsync.DetailFull
	}
	if err := analyse(os.Args[1], options); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func analyse(path string, options lingsync.AnalyseOptions) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	engine, err := lingsync.NewEngine(nil)
	if err != nil {
		return err
	}
	defer engine.Close()
	lines, err := engine.AnalyseJSONL(data, options)
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(lines)
	return err
}
