package statuses

import (
	"sync"

	"golint.test/pairs"
)

var lock sync.RWMutex
var statuses = map[string]int{}

// Set puts a status. Threadsafe.
func Set(peer string, status int) {
	lock.Lock()
	defer lock.Unlock()
	statuses[peer] = status
}

// Delete drops one. Threadsafe.
func Delete(peer string) {
	lock.Lock()
	defer lock.Unlock()
	delete(statuses, peer)
}

// Count of the statuses. Threadsafe.
func Count() int {
	return len(statuses) // want map/inconsistent-guard:high "statuses"
}

// Keys are the peers. Its call of Count is the only one in sight, and holds the lock.
func Keys() []string {
	lock.RLock()
	defer lock.RUnlock()
	keys := make([]string, 0, Count())
	for peer := range statuses {
		keys = append(keys, peer)
	}
	return keys
}

func Run() {
	pairs.Of(func() { Set("a", 1) }, func() { Count() })
}
