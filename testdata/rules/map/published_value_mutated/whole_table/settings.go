package settings

import (
	"sync/atomic"

	"golint.test/pairs"
)

var current atomic.Pointer[map[string]string]

func init() { current.Store(&map[string]string{}) }

// Set writes to the map that all others have.
func Set(key, value string) int {
	settings := *current.Load()
	if settings[key] != value {
		settings[key] = value // want map/published-value-mutated:high "the map in it is written"
	}
	return len(settings)
}

// Get reads.
func Get(key string) string { return (*current.Load())[key] }

func Run() {
	pairs.Of(func() {
		Set("a", Get("a")+"b")
	})
}
