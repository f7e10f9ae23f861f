package quota

import "sync"

// Limiter counts the open requests of each tenant.
type Limiter struct {
	mu   sync.Mutex
	open map[string]int
	max  int
}

func NewLimiter(max int) *Limiter {
	return &Limiter{open: make(map[string]int), max: max}
}

// Acquire unlocks where the quota is used up, and goes on.
func (l *Limiter) Acquire(tenant string) bool {
	l.mu.Lock()
	full := l.open[tenant] >= l.max
	if full {
		l.mu.Unlock()
	}
	l.open[tenant]++ // want map/inconsistent-guard "open"
	if !full {
		l.mu.Unlock()
	}
	return !full
}

func (l *Limiter) Release(tenant string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[tenant]--; l.open[tenant] <= 0 {
		delete(l.open, tenant)
	}
}

func (l *Limiter) Open(tenant string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.open[tenant]
}
