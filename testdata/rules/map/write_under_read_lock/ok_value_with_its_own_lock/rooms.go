package rooms

import "sync"

type Room struct {
	mu      sync.Mutex
	members map[string]bool
}

func (r *Room) Enter(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.members[name] = true
}

func (r *Room) Size() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.members)
}

type House struct {
	mu    sync.RWMutex
	rooms map[string]*Room
}

func New() *House {
	return &House{rooms: map[string]*Room{}}
}

func (h *House) Open(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.rooms[name] = &Room{members: map[string]bool{}}
}

// Enter reads the house under its read lock; the room that it writes to has a lock of its own.
func (h *House) Enter(room, name string) int {
	h.mu.RLock()
	defer h.mu.RUnlock()
	r := h.rooms[room]
	if r == nil {
		return 0
	}
	r.Enter(name)
	return r.Size()
}
