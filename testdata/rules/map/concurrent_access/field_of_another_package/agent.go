// The map is in another package: its methods are called by a goroutine of this one, and by whoever looks something up.
package field_of_another_package

import (
	"sync"

	"golint.test/rules/map/concurrent_access/field_of_another_package/store"
)

type Agent struct {
	found *store.Store
	done  sync.WaitGroup
}

func NewAgent() *Agent { return &Agent{found: store.New()} }

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
	a := NewAgent()
	a.Start()
	for range 100 {
		a.Lookup("last")
	}
	a.done.Wait()
}
