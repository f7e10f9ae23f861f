package counts

import (
	"sync"

	"golint.test/pairs"
)

// Counts has a lock for every sixteenth key, and one map for all of them.
type Counts struct {
	locks [16]sync.Mutex
	of    map[int]int
}

// Add counts a key.
func (c *Counts) Add(key int) {
	lock := &c.locks[key%len(c.locks)]
	lock.Lock()
	defer lock.Unlock()
	c.of[key]++ // want map/concurrent-access:high "c\.of.*no lock is common to both \(`c\.locks\[…\]` is a different lock for each element\)"
}

// AddAll counts keys, each in a goroutine.
func (c *Counts) AddAll(keys []int) {
	var wg sync.WaitGroup
	for _, key := range keys {
		wg.Go(func() { c.Add(key) })
	}
	wg.Wait()
}

func Run() {
	pairs.Of(func() {
		c := &Counts{of: map[int]int{}}
		c.AddAll([]int{1, 2, 3})
	})
}
