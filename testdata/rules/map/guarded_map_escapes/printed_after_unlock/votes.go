package votes

import (
	"fmt"
	"sync"

	"golint.test/pairs"
)

// Votes are counted under the lock.
type Votes struct {
	mu sync.Mutex
	of map[string]int
}

func (v *Votes) Add(name string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.of[name]++
}

func (v *Votes) Reset(name string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.of, name)
}

func (v *Votes) String() string {
	v.mu.Lock()
	of := v.of
	v.mu.Unlock()
	return fmt.Sprintf("votes: %v", of) // want map/guarded-map-escapes:medium "is read here"
}

func Run() {
	v := &Votes{of: map[string]int{}}
	pairs.Of(
		func() { v.Add("a") },
		func() { v.Reset("a") },
		func() { _ = v.String() },
	)
}
