package settings

import (
	"sync/atomic"

	"golint.test/pairs"
)

// Settings are exchanged as a whole.
type Settings struct {
	name   string
	labels map[string]string
}

var current atomic.Pointer[Settings]

func init() { current.Store(&Settings{labels: map[string]string{}}) }

// Label writes to the map that all others have.
func Label(key, value string) int {
	settings := current.Load()
	if settings.labels[key] != value {
		settings.labels[key] = value // want map/published-value-mutated:high "the map in it is written"
	}
	return len(settings.labels)
}

// Get reads.
func Get(key string) string { return current.Load().labels[key] }

func Run() {
	pairs.Of(func() {
		Label("a", Get("a")+"b")
	})
}
