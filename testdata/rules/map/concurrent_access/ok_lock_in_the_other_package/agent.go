// The map of another package is used by goroutines, and its package locks.
package ok_lock_in_the_other_package

import (
	"sync"

	"golint.test/rules/map/concurrent_access/ok_lock_in_the_other_package/store"
)

type Agent struct {
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
		a.found.Put("last", i)
	}
}

func (a *Agent) Lookup(key string) int { return a.found.Get(key) }

func Run() {
	a := &Agent{found: store.New()}
	a.Start()
	for range 100 {
		a.Lookup("last")
	}
	a.done.Wait()
}
