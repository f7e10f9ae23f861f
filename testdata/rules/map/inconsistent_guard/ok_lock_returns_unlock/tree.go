package tree

import "sync"

type Tree struct {
	mu    sync.Mutex
	nodes map[string]string
}

func New() *Tree {
	return &Tree{nodes: map[string]string{}}
}

// lock returns what gives the lock back.
func (t *Tree) lock() func() {
	t.mu.Lock()        // mutant:
	return t.mu.Unlock // mutant: return func() {}
}

func (t *Tree) enter() (leave func()) {
	t.mu.Lock()                     // mutant:
	return func() { t.mu.Unlock() } // mutant: return func() {}
}

func (t *Tree) Set(path, value string) {
	defer t.lock()()
	t.nodes[path] = value
}

func (t *Tree) Get(path string) string {
	unlock := t.lock()
	defer unlock()
	return t.nodes[path]
}

func (t *Tree) Delete(path string) {
	leave := t.enter()
	delete(t.nodes, path)
	leave()
}
