package tasks

import "sync"

type Tasks struct {
	mu    sync.Mutex
	state map[int]string
}

func New() *Tasks {
	return &Tasks{state: make(map[int]string)}
}

func (t *Tasks) Start(id int) {
	t.Lock()
	defer t.Unlock()
	t.Mark(id, "running")
}

func (t *Tasks) State(id int) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.state[id]
}

func (t *Tasks) Lock()   { t.mu.Lock() }
func (t *Tasks) Unlock() { t.mu.Unlock() }

// Mark sets the state of a task. The caller must hold t.mu.
func (t *Tasks) Mark(id int, state string) {
	t.state[id] = state
}
