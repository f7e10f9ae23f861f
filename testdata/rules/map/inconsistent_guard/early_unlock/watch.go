package watch

import "sync"

type Event struct{ Key string }

// Hub fans events out to watchers.
type Hub struct {
	mu       sync.Mutex
	watchers map[int]chan Event
	next     int
}

func NewHub() *Hub {
	return &Hub{watchers: map[int]chan Event{}}
}

func (h *Hub) Watch() (int, <-chan Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.next++
	ch := make(chan Event, 1)
	h.watchers[h.next] = ch
	return h.next, ch
}

func (h *Hub) Cancel(id int) {
	h.mu.Lock()
	ch := h.watchers[id]
	h.mu.Unlock()
	if ch != nil {
		close(ch)
		delete(h.watchers, id) // want map/inconsistent-guard "watchers"
	}
}

func (h *Hub) Len() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.watchers)
}
