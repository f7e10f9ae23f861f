// Package ok_barrier waits for whoever has the lock, and says so; or does something with it.
package ok_barrier

import "sync"

type Table struct {
	mu sync.Mutex
	rw sync.RWMutex
	n  int
}

type Door struct{ open bool }

func (d *Door) Lock() bool { return d.open }
func (d *Door) Unlock()    { d.open = true }

func (t *Table) Above() {
	// Wait until all who write are done.
	t.mu.Lock()
	t.mu.Unlock()
	t.n++
}

func (t *Table) Between() {
	t.rw.Lock()
	// nobody reads from here on
	t.rw.Unlock()
	t.n++
}

func (t *Table) Behind() {
	t.rw.Lock() // barrier
	t.rw.Unlock()
	t.mu.Lock()
	t.mu.Unlock() // wait for the writer
	t.n++
}

func (t *Table) Two() {
	t.mu.Lock()
	t.rw.Lock()
	t.n++
	t.rw.Unlock()
	t.mu.Unlock()
}

func (d *Door) Knock() {
	d.Lock()
	d.Unlock()
}
