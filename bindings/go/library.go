package lingsync

//go:generate cargo rustc --manifest-path ../../Cargo.toml --lib --release --features capi --crate-type cdylib,staticlib --target-dir ../../target

// #cgo CFLAGS: -I${SRCDIR}/../../include
// #include <lingsync.h>
// #cgo noescape lingsync_buffer_data
// #cgo nocallback lingsync_buffer_data
// #cgo nocallback lingsync_buffer_len
// #cgo nocallback lingsync_buffer_free
// #cgo nocallback lingsync_abi_version
import "C"

import (
	"encoding/json"
	"fmt"
	"math"
	"runtime"
	"sync/atomic"
	"unsafe"
)

// Version returns the version of the library that is linked in, such as "0.1.0".
func Version() string {
	return C.GoString(C.lingsync_version())
}

// checkABI says whether the library that is linked in is the one this package was compiled for.
// With the static archive it always is; a shared library is found when the program starts.
func checkABI() error {
	if got := abiVersion(); got != C.LINGSYNC_ABI_VERSION {
		return &Error{
			Status: StatusUnsupportedVersion,
			Message: fmt.Sprintf("the library has version %d of the binary interface, this package needs %d: "+
				"build both from the same source", got, uint32(C.LINGSYNC_ABI_VERSION)),
			Offset: -1,
		}
	}
	return nil
}

func abiVersion() uint32 {
	return uint32(C.lingsync_abi_version())
}

// handle owns an object of the library. Calls enter it and leave it, so that the object is freed
// after the last call even when Close comes from another goroutine, and never twice.
type handle struct {
	users   atomic.Int64 // calls that are inside; negative once closed
	object  unsafe.Pointer
	free    func(unsafe.Pointer)
	cleanup runtime.Cleanup
}

const closedHandle = math.MinInt64

// own makes the handle the owner of object: free is called once, by close or after h has become
// unreachable.
func (h *handle) own(object unsafe.Pointer, free func(unsafe.Pointer)) {
	h.object, h.free = object, free
	h.cleanup = runtime.AddCleanup(h, free, object)
}

// enter reports whether the object may be used until leave.
func (h *handle) enter() bool {
	if h.object == nil {
		return false
	}
	for {
		users := h.users.Load()
		if users < 0 {
			return false
		}
		if h.users.CompareAndSwap(users, users+1) {
			return true
		}
	}
}

// leave ends what enter began. It also keeps h, and with it the object, alive until here.
func (h *handle) leave() {
	if h.users.Add(-1) == closedHandle {
		h.free(h.object)
	}
	runtime.KeepAlive(h)
}

func (h *handle) close() {
	for {
		users := h.users.Load()
		if users < 0 || h.object == nil {
			return
		}
		if h.users.CompareAndSwap(users, users+closedHandle) {
			h.cleanup.Stop()
			if users == 0 {
				h.free(h.object)
			}
			return
		}
	}
}

// textPointer is where the library reads a text during a call; it reads nothing of an empty one.
func textPointer(text string) *C.char {
	return (*C.char)(unsafe.Pointer(unsafe.StringData(text)))
}

func bytesPointer(data []byte) *C.char {
	return (*C.char)(unsafe.Pointer(unsafe.SliceData(data)))
}

// takeBuffer copies a buffer of the library and frees it.
func takeBuffer(buffer *C.lingsync_buffer) []byte {
	defer C.lingsync_buffer_free(buffer)
	data := unsafe.Pointer(C.lingsync_buffer_data(buffer))
	return append([]byte{}, unsafe.Slice((*byte)(data), int(C.lingsync_buffer_len(buffer)))...)
}

// decode reads JSON of the library into a value of its schema.
func decode[T any](data []byte) (*T, error) {
	value := new(T)
	if err := json.Unmarshal(data, value); err != nil {
		return nil, &Error{Status: StatusInternal, Message: "cannot read the library's JSON: " + err.Error(), Offset: -1}
	}
	return value, nil
}

// Ptr returns a pointer to a copy of value, for the optional fields of [Hints].
func Ptr[T any](value T) *T {
	return &value
}
