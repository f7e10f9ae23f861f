package neighbors

import "sync"

type Cache struct {
	mu sync.RWMutex
	// +checklocks:mu
	entries map[uint32]int
	seen    map[uint32]bool // +checklocksignore: only the loader has it
}

func NewCache() *Cache {
	return &Cache{entries: map[uint32]int{}, seen: map[uint32]bool{}}
}

func (n *Cache) Set(addr uint32, hops int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.entries[addr] = hops
	n.seen[addr] = true
}

// +checklocksacquire:n.mu
func (n *Cache) Begin() {
	n.mu.Lock()
}

// +checklocks:n.mu
func (n *Cache) Evict(addr uint32) {
	delete(n.entries, addr)
}

// +checklocksread:n.mu
func (n *Cache) Hops(addr uint32) int {
	return n.entries[addr]
}

// +checklocksrelease:n.mu
func (n *Cache) End() {
	n.entries[0]++
	n.mu.Unlock()
}

// Restore runs before anything else.
//
// +checklocksignore
func (n *Cache) Restore() {
	fill := func() { n.entries[2] = 2 }
	fill()
	n.entries[1] = 1
}

// Loaded is called by who has stopped all others.
func (n *Cache) Loaded() bool {
	return len(n.entries) > 0 && n.seen[1] // +checklocksforce: all others are stopped
}
