package hub

import (
	"sync"

	"golint.test/pairs"
)

// Hub knows its watchers.
type Hub struct {
	mu       sync.Mutex
	watchers map[string]*Watcher
}

// Watcher knows how to remove itself.
type Watcher struct {
	hub    *Hub
	remove func()
}

// Watch adds one.
func (h *Hub) Watch(name string) *Watcher {
	h.mu.Lock()
	defer h.mu.Unlock()
	w := &Watcher{hub: h}
	h.watchers[name] = w
	w.remove = func() { delete(h.watchers, name) }
	return w
}

// Len counts them.
func (h *Hub) Len() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.watchers)
}

// Remove takes it out of the hub.
func (w *Watcher) Remove() {
	w.hub.mu.Lock()         // mutant:
	defer w.hub.mu.Unlock() // mutant:
	w.remove()
}

func Run() {
	h := &Hub{watchers: map[string]*Watcher{}}
	w := h.Watch("a")
	pairs.Of(func() { h.Watch("b") }, w.Remove, func() { h.Len() })
}
