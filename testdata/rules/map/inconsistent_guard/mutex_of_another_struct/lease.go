package lease

import "sync"

// Lessor owns the lock that every lease's keys are kept under.
type Lessor struct {
	mu     sync.RWMutex
	leases map[int64]*Lease
}

type Lease struct {
	lessor *Lessor
	keys   map[string]struct{}
}

func NewLessor() *Lessor {
	return &Lessor{leases: map[int64]*Lease{}}
}

func (le *Lessor) Grant(id int64) *Lease {
	l := &Lease{lessor: le, keys: map[string]struct{}{}}
	le.mu.Lock()
	defer le.mu.Unlock()
	le.leases[id] = l
	return l
}

func (le *Lessor) Attach(id int64, key string) {
	le.mu.Lock()
	defer le.mu.Unlock()
	if l := le.leases[id]; l != nil {
		l.keys[key] = struct{}{}
	}
}

func (l *Lease) Detach(key string) {
	l.lessor.mu.Lock()
	defer l.lessor.mu.Unlock()
	delete(l.keys, key)
}

func (l *Lease) Keys() []string {
	var keys []string
	for key := range l.keys { // want map/inconsistent-guard "keys"
		keys = append(keys, key)
	}
	return keys
}
