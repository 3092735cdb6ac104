package lingsync

// #include <lingsync.h>
import "C"

import (
	"math"
	"runtime/cgo"
)

var nan = math.NaN()

// What the library calls, by way of the functions in hooks.go. A file that exports may define nothing
// in C.

//export lingsyncGoCheck
func lingsyncGoCheck(hooks C.uintptr_t, query *C.lingsync_claim_query, answer *C.lingsync_claim_answer) C.int32_t {
	host := cgo.Handle(hooks).Value().(*Hooks)
	return host.answered(func() (bool, error) { return host.check(queryOf(query), answer) })
}

//export lingsyncGoStance
func lingsyncGoStance(hooks C.uintptr_t, query *C.lingsync_claim_query, answer *C.lingsync_claim_answer) C.int32_t {
	host := cgo.Handle(hooks).Value().(*Hooks)
	return host.answered(func() (bool, error) { return host.stance(queryOf(query), answer) })
}

//export lingsyncGoFree
func lingsyncGoFree(hooks C.uintptr_t) {
	cgo.Handle(hooks).Delete()
}
