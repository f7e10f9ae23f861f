package hosts

import "sync"

// Hosts replaces its map as a whole; what a reader has picked up never changes.
type Hosts struct {
	mu    sync.RWMutex
	table map[string]string
}

func New() *Hosts {
	return &Hosts{table: map[string]string{}}
}

func (h *Hosts) Reload(entries [][2]string) {
	fresh := make(map[string]string, len(entries)) // mutant: h.mu.RLock(); fresh := h.table; h.mu.RUnlock()
	for _, entry := range entries {
		fresh[entry[0]] = entry[1]
	}
	h.mu.Lock()
	h.table = fresh
	h.mu.Unlock()
}

func (h *Hosts) Lookup(name string) string {
	h.mu.RLock()
	table := h.table
	h.mu.RUnlock()
	if address, ok := table[name]; ok {
		return address
	}
	return table["*"]
}

func (h *Hosts) Each(f func(name, address string)) {
	h.mu.RLock()
	table := h.table
	h.mu.RUnlock()
	for name, address := range table {
		f(name, address)
	}
}
