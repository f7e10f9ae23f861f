package keptbyreceiver

import (
	"sort"
	"sync"
)

type lease struct {
	items map[string]bool
}

// Lessor has the lock for all leases.
type Lessor struct {
	mu     sync.Mutex
	leases map[int]*lease // guarded by mu
}

func (l *Lessor) Attach(id int, item string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.leases[id].items[item] = true
}

func (l *Lessor) Detach(id int, item string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.leases[id].items, item)
}

// Revoke looks into a lease without the lock of the lessor.
func (l *Lessor) Revoke(id int, drop func(string)) {
	l.mu.Lock()
	one := l.leases[id]
	l.mu.Unlock()
	var names []string
	for item := range one.items {
		names = append(names, item)
	}
	sort.Strings(names)
	for _, name := range names {
		drop(name)
	}
}
