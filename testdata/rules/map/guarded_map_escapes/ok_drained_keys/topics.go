package topics

import (
	"maps"
	"slices"
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

// Names drains the iterator while it holds the lock.
func (t *Topics) Names() []string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return slices.Sorted(maps.Keys(t.subs))
}

func (t *Topics) Counts() []int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return slices.Collect(maps.Values(t.subs))
}
