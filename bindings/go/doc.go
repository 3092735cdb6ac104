// Package lingsync watches a conversation between a client and an agent turn by turn and says, in
// microseconds and with evidence, how well the agent takes up the client's words and expressions.
//
// It is for people who build chat applications in Go: to show it on a dashboard, to rerank candidate
// replies, to steer the next prompt, to test a release. The work is done by a Rust library that is
// linked in; nothing is sent anywhere.
//
// # Start
//
// An [Engine] holds the settings and is shared by the whole program. A [Session] watches one
// conversation.
//
//	engine, err := lingsync.NewEngine(nil)
//	session, err := engine.NewSession()
//	defer session.Close()
//	_, err = session.Observe(lingsync.RoleClient, "Can I pause my plan?")
//	figures, err := session.Observe(lingsync.RoleAgent, "Yes, you can pause your plan today.")
//
// [Session.Observe] gives [Figures] and allocates nothing; [Session.ObserveTurn] takes a [Turn] with
// speaker, time and [Hints], and gives a [Report] with the evidence. [Session.Preview] and
// [Session.PreviewTurn] give the same for a turn that was not said yet, and change nothing;
// [Session.Rerank] does so for a list. [Engine.Analyse] reads whole transcripts.
//
// What is true comes from you: claims in [Hints] or by [Session.Watch], facts by [NewEngineWith],
// functions by [Session.SetHooks], and later verdicts by [Session.Resolve].
//
// # Numbers that are not there
//
// A measure without meaning has no value: an empty turn repeats neither everything nor nothing. The
// getters of [Figures] give a second result, and [Figures.Reason] says why. In the structs of
// decoded reports such a measure is a nil pointer, and the reason is in the map Undefined beside it.
//
// Raw overlap is not quality: it grows with topic and length, and an echo has the most of it.
//
// # Text
//
// Texts are UTF-8; spans count bytes, as slices of Go strings do. A string that is not UTF-8 is
// refused with [ErrInvalidUTF8], and [Error] says at which byte. If you would rather go on, replace
// the broken bytes first, and use the new string for spans as well:
//
//	text = strings.ToValidUTF8(text, "\uFFFD")
//
// # Errors
//
// Every error is an [*Error] with a [Status], a message and, where there is one, a place in the
// input; in a transcript also a [*Problem]. errors.Is works with the Err... variables. After an
// error a session is as it was before the call. Messages never hold text of a turn.
//
// # Goroutines
//
// An Engine and a Report may be used by many goroutines at a time. A Session is for one at a time:
// the library notices when two use it, and refuses one call with [ErrInvalidState]. Sessions are
// independent of each other.
//
// # Memory
//
// Engines, sessions and reports live outside of Go's heap. Close frees them at once, may be called
// twice and beside other calls; later calls give [ErrClosed]. What is not closed is freed by the
// garbage collector, which does not see how large it is: close sessions where there are many.
// Reports do not need their session.
//
// # Linking
//
// go generate builds the library with cargo, and go build then links the static archive. With the
// build tag lingsync_dynamic the shared library is linked instead.
package lingsync
