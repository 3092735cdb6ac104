package lingsync

// #include <lingsync.h>
import "C"

import (
	"fmt"
	"strings"
)

// Role says who speaks, as far as the measures are concerned.
type Role int32

// The roles.
const (
	// RoleClient is the person who is helped, advised or served.
	RoleClient Role = 0
	// RoleAgent is the one whose synchrony is watched: a model, or a person in its place.
	RoleAgent Role = 1
	// RoleOther is anybody else.
	RoleOther Role = 2
)

var roleNames = []string{"client", "agent", "other"}

// ParseRole returns the role that a name means, as in a transcript: user, human, patient, seeker and
// customer are the client; assistant, bot, therapist and supporter are the agent. Case does not
// matter.
func ParseRole(name string) (Role, error) {
	switch strings.ToLower(name) {
	case "client", "user", "human", "patient", "seeker", "customer":
		return RoleClient, nil
	case "agent", "assistant", "bot", "therapist", "supporter":
		return RoleAgent, nil
	case "other":
		return RoleOther, nil
	}
	return RoleOther, invalidArgument("no role has this name of %d bytes: give client, agent or other", len(name))
}

// String returns "client", "agent" or "other".
func (r Role) String() string { return nameOf(roleNames, int(r), "Role") }

// MarshalText writes the name of the role.
func (r Role) MarshalText() ([]byte, error) { return textOf(roleNames, int(r), "role") }

// UnmarshalText reads a role as [ParseRole] does.
func (r *Role) UnmarshalText(text []byte) error {
	role, err := ParseRole(string(text))
	if err == nil {
		*r = role
	}
	return err
}

// Detail says how much a report tells.
type Detail int32

// The details.
const (
	// DetailConfigured is what the engine's configuration says.
	DetailConfigured Detail = 0
	// DetailBrief is what a dashboard shows, and the evidence.
	DetailBrief Detail = 1
	// DetailFull is everything, research measures included.
	DetailFull Detail = 2
)

var detailNames = []string{"configured", "brief", "full"}

// String returns "configured", "brief" or "full".
func (d Detail) String() string { return nameOf(detailNames, int(d), "Detail") }

// MarshalText writes the name of the detail.
func (d Detail) MarshalText() ([]byte, error) { return textOf(detailNames, int(d), "detail") }

// UnmarshalText reads a detail by name.
func (d *Detail) UnmarshalText(text []byte) error {
	for number, name := range detailNames {
		if name == string(text) {
			*d = Detail(number)
			return nil
		}
	}
	return invalidArgument("no detail has this name of %d bytes: give brief or full", len(text))
}

// undefinedReasons are the reasons by the numbers that the library counts them with; the first means
// that there is a value.
var undefinedReasons = []UndefinedReason{
	"",
	UndefinedReasonNotAvailable,
	UndefinedReasonEmpty,
	UndefinedReasonTooShort,
	UndefinedReasonTooFew,
	UndefinedReasonNoVariance,
	UndefinedReasonLanguage,
	UndefinedReasonNoVectors,
	UndefinedReasonNoTruthSupplied,
	UndefinedReasonNoTime,
	UndefinedReasonNoReferents,
	UndefinedReasonLowReliability,
	UndefinedReasonBudget,
	UndefinedReasonRetention,
	UndefinedReasonNoBackground,
	UndefinedReasonNoGlossary,
}

// String returns the snake_case name, as the JSON of a report shows it; "" where there is a value.
func (u UndefinedReason) String() string { return string(u) }

func reasonOf(number uint8) UndefinedReason {
	if int(number) < len(undefinedReasons) {
		return undefinedReasons[number]
	}
	return libraryReason(number)
}

// libraryReason is the library's own name: a newer one may know more reasons.
func libraryReason(number uint8) UndefinedReason {
	return UndefinedReason(C.GoString(C.lingsync_undefined_name(C.int32_t(number))))
}

// Response says what the agent does with the client's requests that wait.
type Response int32

// The responses.
const (
	// ResponseNone: no request waits, or nothing is done with it.
	ResponseNone Response = 0
	// ResponseClarify: it asks back.
	ResponseClarify Response = 1
	// ResponseAssumeStated: it says which reading it answers.
	ResponseAssumeStated Response = 2
	// ResponsePassive: it answers at once.
	ResponsePassive Response = 3
	// ResponseOfferOnly: it only offers something.
	ResponseOfferOnly Response = 4
)

var responseNames = []string{"none", "clarify", "assume_stated", "passive", "offer_only"}

// String returns the snake_case name.
func (r Response) String() string { return nameOf(responseNames, int(r), "Response") }

// Repair says where the newest repair stands that a turn moves.
type Repair int32

// The states of a repair.
const (
	// RepairIdle: the turn moves none.
	RepairIdle Repair = 0
	// RepairOpen: a party has started to repair what the other said, or has started again.
	RepairOpen Repair = 1
	// RepairSolved: the other has supplied what was asked.
	RepairSolved Repair = 2
	// RepairClosed: the party that started it goes on: the good end.
	RepairClosed Repair = 3
	// RepairBreakdown: it was started for the third time on the same trouble.
	RepairBreakdown Repair = 4
	// RepairAbandoned: it was given up.
	RepairAbandoned Repair = 5
	// RepairMisread: the client says that the reply missed what was meant.
	RepairMisread Repair = 6
	// RepairRepaired: the agent gives way and says something new: the good end of a misreading.
	RepairRepaired Repair = 7
	// RepairIgnored: the agent says the same again.
	RepairIgnored Repair = 8
	// RepairUnaddressed: the agent does neither.
	RepairUnaddressed Repair = 9
)

var repairNames = []string{
	"idle", "open", "solved", "closed", "breakdown", "abandoned", "misread", "repaired", "ignored",
	"unaddressed",
}

// String returns the snake_case name.
func (r Repair) String() string { return nameOf(repairNames, int(r), "Repair") }

// Stance says what the agent does with its answer after a push-back.
type Stance int32

// The stances.
const (
	// StanceNone: the turn answers no push-back.
	StanceNone Stance = 0
	// StanceHold: it keeps it.
	StanceHold Stance = 1
	// StanceHedge: it keeps it with more reservation than before.
	StanceHedge Stance = 2
	// StanceCave: it gives it up, although nothing new was brought.
	StanceCave Stance = 3
	// StanceReconsider: it reconsiders with reason.
	StanceReconsider Stance = 4
)

var stanceNames = []string{"none", "hold", "hedge", "cave", "reconsider"}

// String returns the snake_case name.
func (s Stance) String() string { return nameOf(stanceNames, int(s), "Stance") }

// Severity says how grave a finding is.
type Severity int32

// The severities.
const (
	// SeverityNone: there is no finding.
	SeverityNone Severity = 0
	// SeverityInfo: worth knowing.
	SeverityInfo Severity = 1
	// SeverityNotice: worth a look.
	SeverityNotice Severity = 2
	// SeverityWarning: worth acting on.
	SeverityWarning Severity = 3
)

var severityNames = []string{"none", "info", "notice", "warning"}

// String returns the snake_case name.
func (s Severity) String() string { return nameOf(severityNames, int(s), "Severity") }

func nameOf(names []string, number int, kind string) string {
	if number >= 0 && number < len(names) {
		return names[number]
	}
	return fmt.Sprintf("%s(%d)", kind, number)
}

func textOf(names []string, number int, kind string) ([]byte, error) {
	if number >= 0 && number < len(names) {
		return []byte(names[number]), nil
	}
	return nil, invalidArgument("%d is no %s", number, kind)
}

func invalidArgument(format string, values ...any) error {
	return &Error{Status: StatusInvalidArgument, Message: fmt.Sprintf(format, values...), Offset: -1}
}
