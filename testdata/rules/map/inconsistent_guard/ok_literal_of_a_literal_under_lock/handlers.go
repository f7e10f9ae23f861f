package handlers

import "sync"

type Handlers struct {
	mu sync.Mutex
	of map[string]int
}

func New() *Handlers {
	return &Handlers{of: map[string]int{}}
}

func (h *Handlers) Notify(names ...string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	get := func(name string) int {
		h.of[name]++
		return h.of[name]
	}
	add := func(name string) {
		if get(name) > 1 {
			h.of["again"]++
		}
	}
	for _, name := range names {
		add(name)
	}
}

func (h *Handlers) Stop(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.of, name)
}

func (h *Handlers) Len() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.of)
}
