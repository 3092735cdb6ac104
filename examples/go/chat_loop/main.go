// go run -C examples/go ./chat_loop

// Command chat_loop has the shape of a chat backend: each request brings the chat so far, some
// candidate replies, and the state of the session as bytes; it picks a reply and gives the new
// state. The programs of the same name in C, C++, Python and Rust print the same.
package main

import (
	"errors"
	"fmt"
	"log"

	"lingsync"
)

// handle handles one request: the reply, and the state for the next request. A nil state is a chat
// that begins.
func handle(
	engine *lingsync.Engine, state []byte, messages []lingsync.Message, candidates []string,
) (reply string, next []byte, err error) {
	// The session goes on where the request before left it.
	var session *lingsync.Session
	if state == nil {
		session, err = engine.NewSession()
	} else {
		session, err = engine.Restore(state)
	}
	if err != nil {
		return "", nil, err
	}
	defer session.Close()
	seen := int(session.Turns())
	fmt.Printf("messages: %d, seen before: %d\n", len(messages), seen)

	// It has seen more than the chat holds: the last reply is to be written anew.
	if seen > len(messages) {
		if err := session.Rewind(uint32(len(messages))); err != nil {
			return "", nil, err
		}
		seen = len(messages)
	}
	for _, message := range messages[seen:] {
		role, err := lingsync.ParseRole(message.Role)
		if err != nil {
			return "", nil, err
		}
		if _, err := session.Observe(role, message.Content); err != nil {
			return "", nil, err
		}
	}

	// A preview changes nothing. The default order puts replies that merely echo last, then fewer
	// missed terms first, then more mirrored words. That is an order by uptake of words, no
	// judgement of quality; give one of your own, or use it beside your model's own score.
	ranked, err := session.Rerank(lingsync.RoleAgent, candidates, nil)
	if err != nil {
		return "", nil, err
	}
	if len(ranked) == 0 {
		return "", nil, errors.New("a request needs a candidate")
	}
	best := ranked[0]
	figures, err := session.Observe(lingsync.RoleAgent, best.Text)
	if err != nil {
		return "", nil, err
	}
	if next, err = session.Snapshot(); err != nil {
		return "", nil, err
	}

	mirrored, _ := figures.Mirrored()
	missed, _ := figures.Missed()
	fmt.Printf("  turn %d: mirrored %d, missed %d, shared ", figures.Turn(), mirrored, missed)
	if share, ok := figures.SharedRepetition(); ok {
		fmt.Printf("%.1f %%\n", 100*share)
	} else {
		fmt.Printf("- (%s)\n", figures.Reason(lingsync.MeasureSharedRepetition))
	}
	fmt.Printf("  reply %d of %d: %s\n", best.Index+1, len(candidates), best.Text)
	fmt.Printf("  state: %d bytes\n", len(next))
	return best.Text, next, nil
}

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	engine, err := lingsync.NewEngine(nil)
	if err != nil {
		return err
	}
	defer engine.Close()
	chat := []lingsync.Message{
		{Role: "user", Content: "My tulip bulbs have not come yet. Can you check the parcel?"},
	}
	_, state, err := handle(engine, nil, chat, []string{
		"We apologise for the inconvenience and will look into it.",
		"My tulip bulbs have not come yet. Can you check the parcel?",
		"I can check where the parcel with your tulip bulbs is. What is your postcode?",
	})
	if err != nil {
		return err
	}
	// The second request is for the same messages: the user wants another reply.
	reply, state, err := handle(engine, state, chat, []string{
		"Shipments are delayed at times.",
		"I checked: the parcel with the tulip bulbs left our shop, but it has not come far.",
	})
	if err != nil {
		return err
	}
	question := "Will the bulbs survive the frost in the parcel?"
	chat = append(chat, lingsync.Message{Role: "assistant", Content: reply},
		lingsync.Message{Role: "user", Content: question})
	_, _, err = handle(engine, state, chat, []string{
		"Rest assured that everything will be fine 🌷",
		"In a parcel the bulbs stay fresh for three weeks; frost does them no harm.",
	})
	return err
}
