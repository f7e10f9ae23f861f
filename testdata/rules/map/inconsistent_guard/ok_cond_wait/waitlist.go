package waitlist

import "sync"

// List wakes those who wait for a key.
type List struct {
	mu    sync.Mutex
	ready *sync.Cond
	keys  map[string]bool
}

func New() *List {
	l := &List{keys: map[string]bool{}}
	l.ready = sync.NewCond(&l.mu)
	return l
}

func (l *List) Put(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.keys[key] = true
	l.ready.Broadcast()
}

// Take waits; the condition gives the lock back meanwhile and holds it again afterwards.
func (l *List) Take(key string) {
	l.ready.L.Lock()         // mutant:
	defer l.ready.L.Unlock() // mutant:
	for !l.keys[key] {
		l.ready.Wait() // mutant: return
	}
	delete(l.keys, key)
}
