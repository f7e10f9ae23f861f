package calls

import (
	"sync"

	"golint.test/pairs"
)

// Calls has its map in a channel with one place: who takes it out has it alone until it is back.
type Calls struct{ box chan map[int]string }

// New has no calls.
func New() *Calls {
	c := &Calls{box: make(chan map[int]string, 1)}
	c.box <- map[int]string{}
	return c
}

// Begin enters a call.
func (c *Calls) Begin(number int, name string) {
	calls := <-c.box
	calls[number] = name // mutant: c.box <- calls; calls[number] = name
	c.box <- calls       // mutant:
}

// End is the name of a call that is no more.
func (c *Calls) End(number int) string {
	calls := <-c.box
	defer func() { c.box <- calls }()
	name := calls[number]
	delete(calls, number)
	return name
}

func Run() {
	c := New()
	pairs.Of(func() {
		var wg sync.WaitGroup
		for number := range 3 {
			wg.Go(func() { c.Begin(number, "x") })
			wg.Go(func() { c.End(number) })
		}
		wg.Wait()
	})
}
