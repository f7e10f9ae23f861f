// Package empty takes locks for nothing.
package empty

import "sync"

type Table struct {
	sync.Mutex
	rw  sync.RWMutex
	all [2]struct{ mu sync.Mutex }
	n   int
}

func (t *Table) Embedded() {
	t.Lock()
	t.Unlock() // want lock/unbalanced:medium "gives the lock back as soon as it is taken"
	t.n++
}

func (t *Table) Read() int {
	t.rw.RLock()
	t.rw.RUnlock() // want lock/unbalanced:medium "gives the lock back as soon as it is taken"
	return t.n
}

func (t *Table) Element(l sync.Locker) {
	t.all[1].mu.Lock()
	t.all[1].mu.Unlock() // want lock/unbalanced:medium "gives the lock back as soon as it is taken"
	func() {
		l.Lock()
		l.Unlock() // want lock/unbalanced:medium "gives the lock back as soon as it is taken"
	}()
}
