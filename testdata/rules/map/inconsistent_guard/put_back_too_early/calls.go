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

// Begin enters a call when the map is back already.
func (c *Calls) Begin(number int, name string) {
	calls := <-c.box
	c.box <- calls
	calls[number] = name // want map/inconsistent-guard:high "under `c\.box` in 2 of 3 functions, not here"
}

// End is the name of a call that is no more.
func (c *Calls) End(number int) string {
	calls := <-c.box
	defer func() { c.box <- calls }()
	name := calls[number]
	delete(calls, number)
	return name
}

// Len counts the calls.
func (c *Calls) Len() int {
	calls := <-c.box
	n := len(calls)
	c.box <- calls
	return n
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
	_ = c.Len()
}
