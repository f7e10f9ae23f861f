package limits

import (
	"sync"

	"golint.test/pairs"
)

// Account has limits that are replaced as a whole, and filled before anybody else can load them.
type Account struct {
	mu     sync.RWMutex
	limits map[string]int
}

// Apply replaces and fills under one lock.
func (a *Account) Apply(tiers []string, n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.limits = map[string]int{} // mutant:
	for _, tier := range tiers {
		a.limits[tier] = n
	}
}

// Total loads under the lock, and counts without it.
func (a *Account) Total() int {
	a.mu.RLock()
	limits := a.limits
	a.mu.RUnlock()
	total := 0
	for _, n := range limits {
		total += n
	}
	return total
}

func Run() {
	a := &Account{limits: map[string]int{"c": 1}}
	pairs.Of(func() {
		a.Apply([]string{"a", "b"}, 3)
		a.Total()
	})
}
