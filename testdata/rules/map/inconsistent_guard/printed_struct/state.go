package state

import (
	"fmt"
	"sync"

	"golint.test/pairs"
)

// Queue has its jobs by name.
type Queue struct {
	mu   sync.Mutex
	jobs map[string]int
}

// Put adds one.
func (q *Queue) Put(name string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.jobs[name]++
}

// Forget removes one.
func (q *Queue) Forget(name string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.jobs, name)
}

// Describe prints all fields.
func (q *Queue) Describe() string {
	return fmt.Sprintf("%d jobs: %+v", 1, q) // want map/inconsistent-guard:high "not where it is printed here"
}

func Run() {
	q := &Queue{jobs: map[string]int{"a": 1}}
	pairs.Of(func() { q.Put("a") }, func() { q.Describe() })
}
