package topics

import (
	"iter"
	"maps"
	"sync"
)

type Topics struct {
	mu   sync.RWMutex
	subs map[string]int
}

func New() *Topics {
	return &Topics{subs: map[string]int{}}
}

func (t *Topics) Subscribe(topic string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.subs[topic]++
}

// Names returns an iterator; it runs when the lock has long been given back.
func (t *Topics) Names() iter.Seq[string] {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return maps.Keys(t.subs) // want map/guarded-map-escapes "subs"
}
