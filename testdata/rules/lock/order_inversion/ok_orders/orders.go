package orders

import (
	"sort"
	"sync"
)

// Table has locks that are taken in several ways, none of which ends in a deadlock.
type Table struct {
	gate, a, b sync.Mutex
	c, d       sync.RWMutex
	e, f       sync.Mutex
	g, h       sync.Mutex
	i, j       sync.Mutex
	k, l       sync.Mutex
	rows       []int
}

// Both orders of a and b are behind the gate.
func (t *Table) Both() {
	t.gate.Lock()
	defer t.gate.Unlock()
	t.a.Lock()
	t.b.Lock()
	t.b.Unlock() // and back
	t.a.Unlock()
	t.other()
}

func (t *Table) other() {
	t.b.Lock()
	t.a.Lock()
	t.a.Unlock() // and back
	t.b.Unlock()
}

// ReadCD and ReadDC only read.
func (t *Table) ReadCD() int {
	t.c.RLock()
	defer t.c.RUnlock()
	t.d.RLock()
	defer t.d.RUnlock()
	return len(t.rows)
}

// ReadDC is the other way round.
func (t *Table) ReadDC() int {
	t.d.RLock()
	defer t.d.RUnlock()
	t.c.RLock()
	defer t.c.RUnlock()
	return len(t.rows)
}

// FirstE gives e back before it takes f.
func (t *Table) FirstE() {
	t.e.Lock()
	n := len(t.rows)
	t.e.Unlock()
	t.f.Lock()
	t.rows = append(t.rows, n)
	t.f.Unlock()
}

// FirstF takes both.
func (t *Table) FirstF() {
	t.f.Lock()
	t.e.Lock()
	t.e.Unlock() // and back
	t.f.Unlock()
}

// FirstG tries only.
func (t *Table) FirstG() {
	t.g.Lock()
	defer t.g.Unlock()
	if t.h.TryLock() {
		t.h.Unlock()
	}
}

// FirstH takes both.
func (t *Table) FirstH() {
	t.h.Lock()
	defer t.h.Unlock()
	t.g.Lock()
	t.g.Unlock() // and back
}

// FirstI tells the callee that it has the lock.
func (t *Table) FirstI() {
	t.i.Lock()
	defer t.i.Unlock()
	t.count(false)
}

// Count does not have it.
func (t *Table) Count() {
	t.count(true)
}

func (t *Table) count(lock bool) {
	t.add(lock)
}

func (t *Table) add(lock bool) {
	if lock {
		t.j.Lock()
		defer t.j.Unlock()
	}
	t.rows = append(t.rows, 1)
}

// FirstJ takes both.
func (t *Table) FirstJ() {
	t.j.Lock()
	defer t.j.Unlock()
	t.i.Lock()
	t.i.Unlock() // and back
}

// FirstK starts somebody who takes l, and does not wait.
func (t *Table) FirstK() {
	t.k.Lock()
	defer t.k.Unlock()
	go func() {
		t.l.Lock()
		t.l.Unlock() // and back
	}()
}

// FirstL takes both.
func (t *Table) FirstL() {
	t.l.Lock()
	defer t.l.Unlock()
	t.k.Lock()
	sort.Ints(t.rows)
	t.k.Unlock()
}

// New has the object for itself.
func New(parent *Table) *Table {
	t := &Table{}
	t.f.Lock()
	parent.lockE()
	t.f.Unlock()
	return t
}

func (t *Table) lockE() {
	t.e.Lock()
	t.e.Unlock() // and back
}
