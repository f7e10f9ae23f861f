// Package releases gives locks back twice, or not as they were taken.
package releases

import "sync"

type Table struct {
	mu sync.Mutex
	rw sync.RWMutex
	n  int
}

func (t *Table) Twice(bad bool) {
	t.mu.Lock()
	if bad {
		t.mu.Unlock()
	}
	t.n++
	t.mu.Unlock() // want lock/unbalanced:medium "`t.mu` is perhaps already unlocked here"
}

func (t *Table) DeferredToo() int {
	t.mu.Lock()
	defer t.mu.Unlock() // want lock/unbalanced:high "`t.mu` is already unlocked here"
	n := t.n
	t.mu.Unlock()
	return n
}

func (t *Table) ReadAsWrite() int {
	t.rw.RLock()
	defer t.rw.Unlock() // want lock/unbalanced:high "`t.rw` is locked with RLock and released with Unlock"
	return t.n
}

func (t *Table) WriteAsRead() {
	t.rw.Lock()
	t.n++
	t.rw.RUnlock() // want lock/unbalanced:high "`t.rw` is locked with Lock and released with RUnlock"
}

func (t *Table) Typo() {
	t.mu.Lock()
	defer t.mu.Lock() // want lock/unbalanced:high "`t.mu` is locked again when the function returns; Unlock was meant"
	t.n++
}

func (t *Table) Attempt() {
	t.mu.TryLock() // want lock/unbalanced:high "the result of this attempt to lock `t.mu` is not looked at"
	t.n++
	t.mu.Unlock()
}
