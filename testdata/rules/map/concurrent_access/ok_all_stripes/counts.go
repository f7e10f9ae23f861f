package counts

import (
	"sync"

	"golint.test/pairs"
)

// Counts has a lock for each reader; who writes takes all of them.
type Counts struct {
	locks [4]sync.Mutex
	of    map[int]int
}

// Get is the count of a key, for the reader with that number.
func (c *Counts) Get(reader, key int) int {
	c.locks[reader%len(c.locks)].Lock()
	defer c.locks[reader%len(c.locks)].Unlock()
	return c.of[key]
}

// Add counts a key.
func (c *Counts) Add(key int) {
	for i := range c.locks { // mutant: for i := range c.locks[:1] {
		c.locks[i].Lock()
	}
	c.of[key]++
	for i := range c.locks { // mutant: for i := range c.locks[:1] {
		c.locks[i].Unlock()
	}
}

func Run() {
	pairs.Of(func() {
		c := &Counts{of: map[int]int{}}
		var wg sync.WaitGroup
		for reader := range 4 {
			wg.Go(func() { c.Get(reader, 1) })
			wg.Go(func() { c.Add(reader) })
		}
		wg.Wait()
	})
}
