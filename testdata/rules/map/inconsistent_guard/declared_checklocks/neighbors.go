package neighbors

import "sync"

type entry struct{ hops int }

type Cache struct {
	mu sync.Mutex
	// +checklocks:mu
	entries map[uint32]*entry
}

func NewCache() *Cache {
	return &Cache{entries: map[uint32]*entry{}}
}

func (n *Cache) Set(addr uint32, hops int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.entries[addr] = &entry{hops}
}

func (n *Cache) Evict(addr uint32) {
	delete(n.entries, addr) // want map/inconsistent-guard:high "entries"
}
