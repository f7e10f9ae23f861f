// The map of another package is used by goroutines; those who have the object lock.
package ok_lock_of_the_user

import (
	"sync"

	"golint.test/rules/map/concurrent_access/ok_lock_of_the_user/store"
)

type Agent struct {
	mu    sync.Mutex
	found *store.Store
	done  sync.WaitGroup
}

func (a *Agent) Start() {
	a.done.Add(1)
	go a.loop()
}

func (a *Agent) loop() {
	defer a.done.Done()
	for i := range 100 {
		a.mu.Lock()
		a.found.Put("last", i)
		a.mu.Unlock()
	}
}

func (a *Agent) Lookup(key string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.found.Get(key)
}

func Run() {
	a := &Agent{found: store.New()}
	a.Start()
	for range 100 {
		a.Lookup("last")
	}
	a.done.Wait()
}
