// Package calls takes locks again through the methods that it calls.
package calls

import "sync"

type Registry struct {
	mu    sync.RWMutex
	names map[string]int
	inner *Registry
}

func (r *Registry) Len() int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return len(r.names)
}

func (r *Registry) Clear() {
	r.mu.Lock()
	r.names = map[string]int{}
	r.mu.Unlock()
}

func (r *Registry) twice() int { return 2 * r.Len() }

func (r *Registry) Add(name string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.names[name] = 1
	return r.Len() // want lock/reacquired:high "`Len` takes `r.mu` with RLock while it is held here: a self-deadlock"
}

func (r *Registry) Both() (int, int) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return len(r.names), r.Len() // want lock/reacquired:high "this waits for ever once a writer waits in between"
}

func (r *Registry) Reset() {
	r.mu.RLock()
	if len(r.names) > 0 {
		r.Clear() // want lock/reacquired:high "`Clear` takes `r.mu` with Lock while it is held here: a read lock cannot be upgraded"
	}
	r.mu.RUnlock()
}

func (r *Registry) Far() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.twice() // want lock/reacquired:medium "`twice` takes `r.mu`"
}

func (r *Registry) Inner() int {
	in := r.inner
	in.mu.Lock()
	defer in.mu.Unlock()
	return r.inner.Len() // want lock/reacquired:high "`Len` takes `r.inner.mu`"
}

func (r *Registry) Deferred() {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer r.Clear() // want lock/reacquired:high "`Clear` takes `r.mu`"
	r.names = nil
}
