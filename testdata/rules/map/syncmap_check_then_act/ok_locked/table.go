package table

import "sync"

// Table has a lock for its writers.
type Table struct {
	mu   sync.Mutex
	rows sync.Map
}

// Add holds it.
func (t *Table) Add(name string, n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	old, _ := t.rows.Load(name)
	sum, _ := old.(int)
	t.rows.Store(name, sum+n)
}

// Get looks again when it has the lock.
func (t *Table) Get(name string) *sync.Cond {
	if found, ok := t.rows.Load(name); ok {
		return found.(*sync.Cond)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if found, ok := t.rows.Load(name); ok {
		return found.(*sync.Cond)
	}
	made := sync.NewCond(&t.mu)
	t.rows.Store(name, made)
	return made
}

// Twice calls a helper that needs the lock.
func (t *Table) Twice(name string) {
	t.mu.Lock()
	t.double(name)
	t.mu.Unlock()
}

func (t *Table) double(name string) {
	old, _ := t.rows.Load(name)
	sum, _ := old.(int)
	t.rows.Store(name, sum*2)
}

// Both defines the helper on the spot.
func (t *Table) Both(one, other string) {
	raise := func(name string) {
		old, _ := t.rows.Load(name)
		sum, _ := old.(int)
		t.rows.Store(name, sum+1)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	raise(one)
	raise(other)
}
