package snapshot

import "sync"

type Quotas struct {
	mu    sync.RWMutex
	limit map[string]int
}

func New() *Quotas {
	return &Quotas{limit: map[string]int{}}
}

func (q *Quotas) Set(tenant string, limit int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.limit[tenant] = limit
}

// Snapshot writes to a map of its own.
func (q *Quotas) Snapshot() map[string]int {
	q.mu.RLock()
	defer q.mu.RUnlock()
	limits := make(map[string]int, len(q.limit))
	for tenant, limit := range q.limit {
		limits[tenant] = limit
	}
	return limits
}
