package lingsync

import "sort"

// Candidate is a possible next turn and what [Session.Preview] says of it.
type Candidate struct {
	// Index is its place in the list that was given.
	Index int
	// Text is its text.
	Text string
	// Figures are those of the turn that it would be.
	Figures Figures
}

// Rerank previews each text as the next turn of role and returns all of them, best first. A nil less
// means [MoreUptake]. The order of equals is the given one; nothing is observed.
func (s *Session) Rerank(role Role, texts []string, less func(a, b Candidate) bool) ([]Candidate, error) {
	candidates := make([]Candidate, len(texts))
	for index, text := range texts {
		found, err := s.Preview(role, text)
		if err != nil {
			return nil, err
		}
		candidates[index] = Candidate{Index: index, Text: text, Figures: found}
	}
	if less == nil {
		less = MoreUptake
	}
	sort.SliceStable(candidates, func(a, b int) bool { return less(candidates[a], candidates[b]) })
	return candidates, nil
}

// Echo is the share of words in shared expressions above which a reply merely echoes.
const Echo = 0.8

// MoreUptake is the default order of [Session.Rerank]. Replies that merely echo (shared repetition
// above [Echo]) come last; then the one with fewer missed terms is first; then the one with more
// mirrored words.
//
// It says whose words a reply uses, not whether it helps: it is an order, no judgement of quality.
func MoreUptake(a, b Candidate) bool {
	if echoA, echoB := isEcho(a), isEcho(b); echoA != echoB {
		return echoB
	}
	// An undefined count is 0 for all candidates alike: they answer the same turn.
	missedA, _ := a.Figures.Missed()
	missedB, _ := b.Figures.Missed()
	if missedA != missedB {
		return missedA < missedB
	}
	mirroredA, _ := a.Figures.Mirrored()
	mirroredB, _ := b.Figures.Mirrored()
	return mirroredA > mirroredB
}

func isEcho(c Candidate) bool {
	share, ok := c.Figures.SharedRepetition()
	return ok && share > Echo
}
