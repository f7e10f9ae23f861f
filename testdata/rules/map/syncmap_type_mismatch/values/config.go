package config

import (
	"sync"
	"sync/atomic"
)

type config struct{ name string }

var current atomic.Value

// Set stores a pointer.
func Set(name string) { current.Store(&config{name}) }

// Name asks for the value.
func Name() string {
	return current.Load().(config).name // want map/syncmap-type-mismatch:high "`\*config`.*asserted to have `config` here: this panics"
}

var sizes sync.Map

// Add stores an int.
func Add(name string) { sizes.Store(name, len(name)) }

// Size asks for an int64.
func Size(name string) int64 {
	found, _ := sizes.Load(name)
	size, ok := found.(int64) // want map/syncmap-type-mismatch:medium "this is never true"
	if !ok {
		return -1
	}
	return size
}
