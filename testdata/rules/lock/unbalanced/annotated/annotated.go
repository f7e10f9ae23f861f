// Package annotated says with annotations what its functions do to locks.
package annotated

import "sync"

type Queue struct {
	mu    sync.Mutex
	other sync.Mutex
	items []int
}

// +checklocksacquire:q.mu
func (q *Queue) ready() bool {
	q.mu.Lock()
	return len(q.items) > 0
}

// +checklocksignore
func (q *Queue) both(first bool) {
	q.mu.Lock()
	if first {
		return
	}
	q.mu.Unlock()
	q.mu.Unlock()
}

func (q *Queue) forced(first bool) int {
	q.other.Lock() // +checklocksforce: given back by the caller
	if first {
		return 1
	}
	q.other.Unlock()
	return 2
}

// Counted does the same without an annotation.
func (q *Queue) Counted(first bool) int {
	q.other.Lock()
	if first {
		return 1 // want lock/unbalanced:high "`q.other` is still held on this return"
	}
	q.other.Unlock()
	return 2
}
