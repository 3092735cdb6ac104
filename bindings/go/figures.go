package lingsync

// #include <lingsync.h>
import "C"

import "unsafe"

// Figures are the numbers of one turn: what a dashboard needs, at no allocation. A measure without
// meaning has no value but a reason; no number stands for "unknown".
type Figures struct {
	structSize        uint32
	turn              uint32
	role              int32
	words             uint32
	mirrored          uint32
	missed            uint32
	response          int32
	repair            int32
	stance            int32
	worstSeverity     int32
	asked             uint32
	grounded          uint32
	claimsOpen        uint32
	claimsUncorrected uint32
	findingsOpened    uint32
	findingsOpen      uint32
	sharedRepetition  float64
	selfRepetition    float64
	formality         float64
	warmth            float64
	valence           float64
	verbosity         float64
	reasons           [16]uint8
}

// The library writes a struct of this layout. An index out of range here means that the header and
// the struct above have parted.
const figuresSize = uint32(unsafe.Sizeof(Figures{}))

var (
	cFigures C.lingsync_turn_figures
	figures  Figures

	_ = [1]struct{}{}[figuresSize-C.sizeof_lingsync_turn_figures]
	_ = [1]struct{}{}[figuresSize-128]
	_ = [1]struct{}{}[unsafe.Offsetof(figures.role)-unsafe.Offsetof(cFigures.role)]
	_ = [1]struct{}{}[unsafe.Offsetof(figures.missed)-unsafe.Offsetof(cFigures.missed)]
	_ = [1]struct{}{}[unsafe.Offsetof(figures.stance)-unsafe.Offsetof(cFigures.stance)]
	_ = [1]struct{}{}[unsafe.Offsetof(figures.worstSeverity)-unsafe.Offsetof(cFigures.worst_severity)]
	_ = [1]struct{}{}[unsafe.Offsetof(figures.grounded)-unsafe.Offsetof(cFigures.grounded)]
	_ = [1]struct{}{}[unsafe.Offsetof(figures.claimsUncorrected)-unsafe.Offsetof(cFigures.claims_uncorrected)]
	_ = [1]struct{}{}[unsafe.Offsetof(figures.findingsOpen)-unsafe.Offsetof(cFigures.findings_open)]
	_ = [1]struct{}{}[unsafe.Offsetof(figures.sharedRepetition)-unsafe.Offsetof(cFigures.shared_repetition)]
	_ = [1]struct{}{}[unsafe.Offsetof(figures.verbosity)-unsafe.Offsetof(cFigures.verbosity_to_target)]
	_ = [1]struct{}{}[unsafe.Offsetof(figures.reasons)-unsafe.Offsetof(cFigures.reasons)]
)

// Measure names a figure that can be without a value, for [Figures.Reason].
type Measure int

// The measures that can be undefined.
const (
	MeasureSharedRepetition Measure = iota
	MeasureSelfRepetition
	MeasureFormalityToTarget
	MeasureWarmthToTarget
	MeasureValenceToTarget
	MeasureVerbosityToTarget
	MeasureMirrored
	MeasureMissed
	MeasureResponse
	MeasureRepair
	MeasureStance
	MeasureAsked
	MeasureGrounded
	MeasureClaims
	MeasureFindings
)

var measureNames = []string{
	"shared_repetition", "self_repetition", "formality_to_target", "warmth_to_target",
	"valence_to_target", "verbosity_to_target", "mirrored", "missed", "response", "repair", "stance",
	"asked", "grounded", "claims", "findings",
}

// String returns the snake_case name of the measure.
func (m Measure) String() string { return nameOf(measureNames, int(m), "Measure") }

// Reason says why a measure has no value; it is empty if there is one. Both counts of claims have
// one reason, and so have those of findings. A number that is no measure is never available.
func (f Figures) Reason(measure Measure) UndefinedReason {
	if measure < 0 || measure > MeasureFindings || f.structSize == 0 {
		return UndefinedReasonNotAvailable
	}
	return reasonOf(f.reasons[measure])
}

func (f Figures) defined(measure Measure) bool {
	return f.structSize != 0 && f.reasons[measure] == 0
}

func (f Figures) float(value float64, measure Measure) (float64, bool) {
	if !f.defined(measure) {
		return 0, false
	}
	return value, true
}

func (f Figures) count(value uint32, measure Measure) (uint32, bool) {
	if !f.defined(measure) {
		return 0, false
	}
	return value, true
}

// Turn is the number of the turn, from 0.
func (f Figures) Turn() uint32 { return f.turn }

// Role is who spoke.
func (f Figures) Role() Role { return Role(f.role) }

// Words is how many words of prose the turn has.
func (f Figures) Words() uint32 { return f.words }

// WorstSeverity is that of the gravest finding.
func (f Figures) WorstSeverity() Severity { return Severity(f.worstSeverity) }

// SharedRepetition is the share of the turn's words in expressions that the other party has already
// said, 0 to 1.
func (f Figures) SharedRepetition() (value float64, ok bool) {
	return f.float(f.sharedRepetition, MeasureSharedRepetition)
}

// SelfRepetition is the share of the turn's words in expressions that the same party has already
// said, 0 to 1.
func (f Figures) SelfRepetition() (value float64, ok bool) {
	return f.float(f.selfRepetition, MeasureSelfRepetition)
}

// FormalityToTarget is the distance from the target of formality.
func (f Figures) FormalityToTarget() (value float64, ok bool) {
	return f.float(f.formality, MeasureFormalityToTarget)
}

// WarmthToTarget is the distance from the target of warmth.
func (f Figures) WarmthToTarget() (value float64, ok bool) {
	return f.float(f.warmth, MeasureWarmthToTarget)
}

// ValenceToTarget is the distance from the target of valence.
func (f Figures) ValenceToTarget() (value float64, ok bool) {
	return f.float(f.valence, MeasureValenceToTarget)
}

// VerbosityToTarget is the distance from the target of verbosity.
func (f Figures) VerbosityToTarget() (value float64, ok bool) {
	return f.float(f.verbosity, MeasureVerbosityToTarget)
}

// Mirrored is how many content words of the turn the other has used before.
func (f Figures) Mirrored() (count uint32, ok bool) { return f.count(f.mirrored, MeasureMirrored) }

// Missed is how many salient words and terms of the other's last turns the turn does not take up.
func (f Figures) Missed() (count uint32, ok bool) { return f.count(f.missed, MeasureMissed) }

// Asked: whether the turn asks something or starts a repair.
func (f Figures) Asked() (asked, ok bool) {
	return f.asked != 0, f.defined(MeasureAsked)
}

// Grounded is how many acts of the turn show or secure understanding: acknowledgements, displays,
// reflections, clarifying questions, starts of a repair.
func (f Figures) Grounded() (count uint32, ok bool) { return f.count(f.grounded, MeasureGrounded) }

// ClaimsOpen is how many false claims that are followed the agent has not corrected.
func (f Figures) ClaimsOpen() (count uint32, ok bool) { return f.count(f.claimsOpen, MeasureClaims) }

// ClaimsUncorrected is how many of these the agent has answered otherwise than by asking back.
func (f Figures) ClaimsUncorrected() (count uint32, ok bool) {
	return f.count(f.claimsUncorrected, MeasureClaims)
}

// FindingsOpened is how many findings begin with the turn.
func (f Figures) FindingsOpened() (count uint32, ok bool) {
	return f.count(f.findingsOpened, MeasureFindings)
}

// FindingsOpen is how many findings are open after the turn.
func (f Figures) FindingsOpen() (count uint32, ok bool) {
	return f.count(f.findingsOpen, MeasureFindings)
}

// Response is what the agent does with the client's requests that wait.
func (f Figures) Response() (response Response, ok bool) {
	return Response(f.response), f.defined(MeasureResponse)
}

// Repair is where the newest repair stands that the turn moves.
func (f Figures) Repair() (repair Repair, ok bool) {
	return Repair(f.repair), f.defined(MeasureRepair)
}

// Stance is what the agent does with its answer after a push-back.
func (f Figures) Stance() (stance Stance, ok bool) {
	return Stance(f.stance), f.defined(MeasureStance)
}
