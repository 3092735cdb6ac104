//go:build !lingsync_dynamic

package lingsync

// #cgo LDFLAGS: ${SRCDIR}/../../target/release/liblingsync.a -lm -lpthread -ldl
import "C"
