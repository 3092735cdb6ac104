package lingsync

// #include <lingsync.h>
import "C"

import (
	"bytes"
	"encoding/json"
	"iter"
	"unicode/utf8"
)

// AnalyseOptions says what [Engine.Analyse] gives. The zero value is fine.
type AnalyseOptions struct {
	// Detail is how much the reports tell.
	Detail Detail
	// SummaryOnly leaves the reports of the turns out: fast over many dialogues.
	SummaryOnly bool
	// Lexicon adds the expressions that agent and client share.
	Lexicon bool
	// KeepGoing makes a [*Problem] of what cannot be read, at its place, instead of stopping there.
	KeepGoing bool
}

func (o AnalyseOptions) flags() C.uint32_t {
	var flags C.uint32_t
	if o.SummaryOnly {
		flags |= C.LINGSYNC_ANALYSE_SUMMARY_ONLY
	}
	if o.Lexicon {
		flags |= C.LINGSYNC_ANALYSE_LEXICON
	}
	if o.KeepGoing {
		flags |= C.LINGSYNC_ANALYSE_KEEP_GOING
	}
	return flags
}

// Problem is what was left out of a transcript, and why. It is an error: errors.Is knows its kind.
type Problem struct {
	// Kind is the name of the error's status, such as "invalid_transcript".
	Kind string `json:"kind"`
	// Message is what was wrong; it never holds text of a turn.
	Message string `json:"message"`
	// ID is the dialogue, where it is known.
	ID string `json:"id,omitempty"`
	// Turn is the turn's place in the dialogue, from 0, where it is known.
	Turn *int64 `json:"turn,omitempty"`
}

// Error returns the message, with the name of the package before it.
func (p *Problem) Error() string {
	return "lingsync: " + p.Message
}

// Is reports whether target is the sentinel of the problem's kind.
func (p *Problem) Is(target error) bool {
	status, ok := target.(sentinel)
	return ok && Status(status).String() == p.Kind
}

// Message is one of a list of chat messages, as OpenAI's interface has them.
type Message struct {
	// Role is "user", "assistant" and so on; messages of "system", "developer", "tool" and
	// "function" are counted as skipped.
	Role string `json:"role"`
	// Content is the text.
	Content string `json:"content"`
	// Name is the label of the speaker, if you have one.
	Name string `json:"speaker,omitempty"`
}

// AnalyseJSONL analyses a transcript and returns the library's JSON Lines, one a dialogue, each
// ending with a newline: {"id", "roles", "skipped", "turns", "summary", "lexicon"?}, and with
// KeepGoing {"error": {"kind", "message", "id"?, "turn"?}} for a problem.
//
// data is a transcript in any form: JSON Lines of dialogues or of turns, a list or object of chat
// messages, or lines of speaker, tab and text. Unpack gzip before.
func (e *Engine) AnalyseJSONL(data []byte, options AnalyseOptions) ([]byte, error) {
	if !e.handle.enter() {
		return nil, closedError("engine")
	}
	defer e.handle.leave()
	var buffer *C.lingsync_buffer
	var failure *C.lingsync_error
	status := C.lingsync_engine_analyse_jsonl(e.pointer(), bytesPointer(data), C.size_t(len(data)),
		C.int32_t(options.Detail), options.flags(), &buffer, &failure)
	if status != 0 {
		return nil, takeError(status, failure)
	}
	return takeBuffer(buffer), nil
}

// Analyse analyses a transcript of any form (see [Engine.AnalyseJSONL]) and goes over its
// dialogues. The error of a step is the [*Problem] that stands there, with KeepGoing; else the
// [*Error] that ended the work.
//
//	for dialogue, err := range engine.Analyse(data, lingsync.AnalyseOptions{KeepGoing: true}) {
//		if err != nil {
//			log.Print(err)
//			continue
//		}
//		fmt.Println(dialogue.ID, dialogue.Summary.Turns)
//	}
func (e *Engine) Analyse(data []byte, options AnalyseOptions) iter.Seq2[*DialogueReport, error] {
	return func(yield func(*DialogueReport, error) bool) {
		lines, err := e.AnalyseJSONL(data, options)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, line := range splitLines(lines) {
			if !yield(dialogueOf(line)) {
				return
			}
		}
	}
}

func dialogueOf(line []byte) (*DialogueReport, error) {
	if bytes.HasPrefix(line, []byte(`{"error":`)) {
		problem, err := decode[struct {
			Error *Problem `json:"error"`
		}](line)
		if err != nil {
			return nil, err
		}
		return nil, problem.Error
	}
	return decode[DialogueReport](line)
}

// AnalyseMessages analyses one conversation that is a list of chat messages. KeepGoing has no
// meaning here: an error is about the whole conversation.
func (e *Engine) AnalyseMessages(messages []Message, options AnalyseOptions) (*DialogueReport, error) {
	for index := range messages {
		message := &messages[index]
		if !utf8.ValidString(message.Content) || !utf8.ValidString(message.Name) {
			return nil, utf8Error("message")
		}
	}
	options.KeepGoing = false
	data, err := json.Marshal(map[string]any{"messages": append([]Message{}, messages...)})
	if err != nil {
		return nil, &Error{Status: StatusInvalidTranscript, Message: err.Error(), Offset: -1}
	}
	for dialogue, err := range e.Analyse(data, options) {
		return dialogue, err
	}
	return nil, &Error{Status: StatusInvalidTranscript, Message: "there are no messages: give one", Offset: -1}
}
