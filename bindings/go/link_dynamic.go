//go:build lingsync_dynamic

package lingsync

// #cgo LDFLAGS: -L${SRCDIR}/../../target/release -llingsync -Wl,-rpath,${SRCDIR}/../../target/release
import "C"
