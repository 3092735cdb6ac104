package lingsync

// #include <lingsync.h>
import "C"

import "unsafe"

// Engine is what all sessions share: settings, language data, compiled patterns. Build one and keep
// it. It is safe for use by many goroutines at a time.
type Engine struct {
	handle handle
}

// NewEngine builds an engine. A nil config means the defaults. The config is copied: later changes
// to it change nothing.
func NewEngine(config *Config) (*Engine, error) {
	return newEngine(config, nil)
}

// NewKeyedEngine builds an engine that keeps words as hashes under key, whatever config.Retention
// says. The key is in no report, configuration or snapshot; the same key is needed to restore one.
func NewKeyedEngine(config *Config, key [16]byte) (*Engine, error) {
	keyed := Config{}
	if config != nil {
		keyed = *config
	}
	keyed.Retention = RetentionKeyed
	return newEngine(&keyed, key[:])
}

// EngineOptions are what an engine may have beside its settings.
type EngineOptions struct {
	// Key: as in [NewKeyedEngine]; nil for none.
	Key *[16]byte
	// Facts are what is true: claims are found and judged by it.
	Facts []Fact
}

// NewEngineWith builds an engine with more than settings.
func NewEngineWith(config *Config, options EngineOptions) (*Engine, error) {
	var key []byte
	if options.Key != nil {
		keyed := Config{}
		if config != nil {
			keyed = *config
		}
		keyed.Retention = RetentionKeyed
		config, key = &keyed, options.Key[:]
	}
	if len(options.Facts) == 0 {
		return newEngine(config, key)
	}
	facts, err := plainJSON(options.Facts)
	if err != nil {
		return nil, &Error{Status: StatusInvalidConfig, Message: err.Error(), Offset: -1}
	}
	return builtEngine(config, func(settings *C.lingsync_config, object **C.lingsync_engine, failure **C.lingsync_error) C.lingsync_status {
		return C.lingsync_engine_new_with_facts(settings, bytesPointer(key), C.size_t(len(key)), nil, 0, nil, 0,
			bytesPointer(facts), C.size_t(len(facts)), object, failure)
	})
}

func newEngine(config *Config, key []byte) (*Engine, error) {
	return builtEngine(config, func(settings *C.lingsync_config, object **C.lingsync_engine, failure **C.lingsync_error) C.lingsync_status {
		if key == nil {
			return C.lingsync_engine_new(settings, object, failure)
		}
		return C.lingsync_engine_new_keyed(settings, bytesPointer(key), C.size_t(len(key)), object, failure)
	})
}

// builtEngine makes an engine of settings in the library's form.
func builtEngine(config *Config, build func(*C.lingsync_config, **C.lingsync_engine, **C.lingsync_error) C.lingsync_status) (*Engine, error) {
	data, err := config.json()
	if err != nil {
		return nil, err
	}
	settings, err := newConfig(data)
	if err != nil {
		return nil, err
	}
	defer C.lingsync_config_free(settings)
	var object *C.lingsync_engine
	var failure *C.lingsync_error
	if status := build(settings, &object, &failure); status != 0 {
		return nil, takeError(status, failure)
	}
	engine := &Engine{}
	engine.handle.own(unsafe.Pointer(object), freeEngine)
	return engine, nil
}

func freeEngine(object unsafe.Pointer) {
	C.lingsync_engine_free((*C.lingsync_engine)(object))
}

// pointer is the library's object; only between enter and leave.
func (e *Engine) pointer() *C.lingsync_engine {
	return (*C.lingsync_engine)(e.handle.object)
}

// Close frees the engine. Its sessions live on. Closing twice is fine, and so is not closing at
// all: the garbage collector does it then, some time.
func (e *Engine) Close() {
	e.handle.close()
}

// Config returns the settings, with every default filled in.
func (e *Engine) Config() (*Config, error) {
	if !e.handle.enter() {
		return nil, closedError("engine")
	}
	defer e.handle.leave()
	var config *C.lingsync_config
	var failure *C.lingsync_error
	if status := C.lingsync_engine_config(e.pointer(), &config, &failure); status != 0 {
		return nil, takeError(status, failure)
	}
	defer C.lingsync_config_free(config)
	return readConfig(config)
}

// Pack returns language, version and digest of the language pack; empty after Close.
func (e *Engine) Pack() string {
	if !e.handle.enter() {
		return ""
	}
	defer e.handle.leave()
	return C.GoString(C.lingsync_engine_pack(e.pointer()))
}

// NewSession starts a conversation.
func (e *Engine) NewSession() (*Session, error) {
	if !e.handle.enter() {
		return nil, closedError("engine")
	}
	defer e.handle.leave()
	var object *C.lingsync_session
	var failure *C.lingsync_error
	if status := C.lingsync_session_new(e.pointer(), &object, &failure); status != 0 {
		return nil, takeError(status, failure)
	}
	return newSession(object), nil
}

// Restore makes a session of the bytes of [Session.Snapshot]. The engine must have the same
// settings, language pack and key as the one that the snapshot comes from; what the session does
// from here on is what the first one would have done.
func (e *Engine) Restore(snapshot []byte) (*Session, error) {
	if !e.handle.enter() {
		return nil, closedError("engine")
	}
	defer e.handle.leave()
	var object *C.lingsync_session
	var failure *C.lingsync_error
	status := C.lingsync_session_restore(e.pointer(), bytesPointer(snapshot), C.size_t(len(snapshot)), &object, &failure)
	if status != 0 {
		return nil, takeError(status, failure)
	}
	return newSession(object), nil
}
