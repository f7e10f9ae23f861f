package tracker

import (
	"maps"
	"sync"

	"golint.test/pairs"
)

// State is what is told about.
type State struct {
	Phase  string
	Labels map[string]string
	Counts map[string]int
}

// Tracker has the state.
type Tracker struct {
	mu    sync.Mutex
	state State
}

func New() *Tracker {
	return &Tracker{state: State{Labels: map[string]string{}, Counts: map[string]int{}}}
}

func (t *Tracker) Label(name, value string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.state.Labels[name] = value
	t.state.Counts[name]++
}

func (t *Tracker) Forget(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.state.Labels, name)
	delete(t.state.Counts, name)
}

// Snapshot is a copy with maps of its own.
func (t *Tracker) Snapshot() State {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.state
	s.Counts = maps.Clone(s.Counts)
	s.Labels = maps.Clone(s.Labels)
	return s
}

// Values goes through a copy.
func (t *Tracker) Values() []string {
	var found []string
	for _, value := range t.Snapshot().Labels {
		found = append(found, value)
	}
	return found
}

// Total counts in another one, and changes that.
func (t *Tracker) Total() int {
	s := t.Snapshot()
	for name := range s.Labels {
		s.Counts[name]++
	}
	return len(s.Counts)
}

func Run() {
	t := New()
	t.Label("first", "1")
	pairs.Of(func() { t.Label("second", "2") }, func() { t.Values() }, func() { t.Total() }, func() { t.Forget("first") })
}
