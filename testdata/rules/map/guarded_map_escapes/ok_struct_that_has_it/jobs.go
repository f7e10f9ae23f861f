package jobs

import (
	"maps"
	"sync"

	"golint.test/pairs"
)

// Status is what callers ask for.
type Status struct {
	Name string
	Done map[string]bool
}

// Jobs are counted under the lock.
type Jobs struct {
	mu     sync.Mutex
	status Status
	limits Limits
}

// Limits are replaced as a whole.
type Limits struct{ Of map[string]int }

func (j *Jobs) Finish(name string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.status.Done[name] = true
}

func (j *Jobs) Forget(name string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.status.Done, name)
}

// Status has a map of its own.
func (j *Jobs) Status() Status {
	j.mu.Lock()
	defer j.mu.Unlock()
	copied := j.status
	copied.Done = maps.Clone(copied.Done) // mutant: _ = maps.Clone(copied.Done)
	return copied
}

// Limit takes over limits that nobody changes.
func (j *Jobs) Limit(of map[string]int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.limits = Limits{maps.Clone(of)}
}

func (j *Jobs) Limits() Limits {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.limits
}

func Run() {
	j := &Jobs{status: Status{Done: map[string]bool{}}}
	pairs.Of(
		func() { j.Finish("a") },
		func() { j.Forget("a") },
		func() { j.Limit(map[string]int{"a": 1}) },
		func() {
			if j.Status().Done["a"] || j.Limits().Of["a"] > 1 {
				return
			}
		},
	)
}
