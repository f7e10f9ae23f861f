package jobs

import (
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
}

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

// Status copies the struct; its map is the same one.
func (j *Jobs) Status() Status {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.status // want map/guarded-map-escapes:medium "returned here"
}

func Run() {
	j := &Jobs{status: Status{Done: map[string]bool{}}}
	pairs.Of(
		func() { j.Finish("a") },
		func() { j.Forget("a") },
		func() {
			if j.Status().Done["a"] {
				return
			}
		},
	)
}
