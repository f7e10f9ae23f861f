package jobs

import (
	"sync"

	"golint.test/pairs"
)

// Jobs are counted under the lock.
type Jobs struct {
	mu   sync.Mutex
	done map[string]bool
}

func (j *Jobs) Finish(name string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.done[name] = true
}

func (j *Jobs) Forget(name string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.done, name)
}

// Values is what a template gets.
func (j *Jobs) Values() map[string]any {
	j.mu.Lock()
	defer j.mu.Unlock()
	return map[string]any{"title": "jobs", "done": j.done} // want map/guarded-map-escapes:medium "returned here"
}

// Any says nothing of its type.
func (j *Jobs) Any() any {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.done // want map/guarded-map-escapes:medium "returned here"
}

func Run() {
	j := &Jobs{done: map[string]bool{}}
	pairs.Of(
		func() { j.Finish("a") },
		func() { j.Forget("a") },
		func() {
			if j.Values()["done"].(map[string]bool)["a"] || j.Any().(map[string]bool)["a"] {
				return
			}
		},
	)
}
