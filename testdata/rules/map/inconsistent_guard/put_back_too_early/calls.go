package calls

import "golint.test/pairs"

// Calls has its map in a channel with one place: who takes it out has it alone until it is back.
type Calls struct{ box chan map[int]string }

// New has no calls, and enters those that come.
func New(numbers <-chan int) *Calls {
	c := &Calls{box: make(chan map[int]string, 1)}
	c.box <- map[int]string{}
	go c.read(numbers)
	return c
}

// read enters a call when the map is back already.
func (c *Calls) read(numbers <-chan int) {
	for number := range numbers {
		calls := <-c.box
		c.box <- calls
		calls[number] = "x" // want map/inconsistent-guard:high "under `c\.box` in 2 of 3 functions, not here"
	}
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
	pairs.Of(func() {
		numbers := make(chan int)
		c := New(numbers)
		for number := range 3 {
			numbers <- number
			c.End(number)
		}
		close(numbers)
		_ = c.Len()
	})
}
