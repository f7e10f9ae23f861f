// Each goroutine has its own object of another package, and two fields hold two of them.
package ok_objects_of_another_package

import (
	"sync"

	"golint.test/rules/map/concurrent_access/ok_objects_of_another_package/store"
)

type Pipe struct {
	in, out *store.Store
	done    sync.WaitGroup
}

func (p *Pipe) Start() {
	p.done.Add(1)
	go p.fill()
}

func (p *Pipe) fill() {
	defer p.done.Done()
	for i := range 100 {
		p.in.Put("last", i)
	}
}

func (p *Pipe) Last() int {
	return p.out.Get("last") // mutant: return p.in.Get("last")
}

func Run() {
	p := &Pipe{in: store.New(), out: store.New()}
	p.Start()
	for range 100 {
		p.Last()
	}
	p.done.Wait()
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			own := store.New()
			own.Put("mine", own.Get("mine")+1)
		}()
	}
	wg.Wait()
}
