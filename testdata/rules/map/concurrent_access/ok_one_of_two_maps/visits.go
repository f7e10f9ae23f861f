package visits

import (
	"sync"

	"golint.test/pairs"
)

// Visits are counted by day or by night.
type Visits struct {
	mu         sync.Mutex
	day, night map[string]int
	dark       bool
	seen       chan string
}

func New(dark bool) *Visits {
	v := &Visits{day: map[string]int{}, night: map[string]int{}, dark: dark, seen: make(chan string)}
	go v.run()
	return v
}

func (v *Visits) run() {
	for name := range v.seen {
		v.Count(name)
	}
}

// Count counts one.
func (v *Visits) Count(name string) {
	v.mu.Lock()         // mutant:
	defer v.mu.Unlock() // mutant:
	counts := v.day
	if v.dark {
		counts = v.night
	}
	counts[name]++
}

func Run() {
	v := New(false)
	w := New(true)
	pairs.Of(func() { v.Count("a") }, func() { v.seen <- "b" }, func() { w.Count("a") }, func() { w.seen <- "b" })
}
