package usage

import (
	"sync"
	"sync/atomic"
)

type counts struct {
	volumes int64
}

type totals struct {
	mu sync.RWMutex
	of map[string]*counts
}

func newTotals() *totals {
	return &totals{of: make(map[string]*counts)}
}

// get makes what is not there yet: its result is a part of the totals.
func (t *totals) get(kind string) *counts {
	t.mu.Lock()
	defer t.mu.Unlock()
	found, ok := t.of[kind]
	if ok {
		return found
	}
	found = &counts{}
	t.of[kind] = found
	return found
}

// Scaled has totals that nobody else knows.
func (t *totals) Scaled(by int64, kinds ...string) *totals {
	scaled := newTotals() // mutant: scaled := t
	for _, kind := range kinds {
		scaled.get(kind).volumes = by
	}
	return scaled
}

func (t *totals) Add(kind string, n int64) {
	atomic.AddInt64(&t.get(kind).volumes, n)
}

func Run() {
	t := newTotals()
	var group sync.WaitGroup
	group.Add(2)
	go func() {
		defer group.Done()
		t.Add("disk", 1)
	}()
	go func() {
		defer group.Done()
		t.Scaled(2, "disk")
	}()
	group.Wait()
}
