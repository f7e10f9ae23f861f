package leases

import (
	"maps"
	"sync"
	"time"
)

type Leases struct {
	mu  sync.RWMutex
	end map[string]time.Time
}

func New() *Leases {
	return &Leases{end: map[string]time.Time{}}
}

func (l *Leases) Renew(id string, d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.end[id] = time.Now().Add(d)
}

func (l *Leases) Alive(now time.Time) int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	maps.DeleteFunc(l.end, func(_ string, end time.Time) bool { // want map/write-under-read-lock "end"
		return end.Before(now)
	})
	return len(l.end)
}
