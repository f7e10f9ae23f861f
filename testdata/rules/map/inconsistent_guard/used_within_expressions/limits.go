package limits

import "sync"

type Limits struct {
	mu    sync.RWMutex
	limit map[string]int
	load  func(string) int
}

func New(load func(string) int) *Limits {
	return &Limits{limit: map[string]int{}, load: load}
}

func (l *Limits) Set(name string, limit int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.limit[name] = limit
}

func (l *Limits) Get(name string) int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.limit[name]
}

// Free looks at the map only where something is loaded, and for every unit.
func (l *Limits) Free(name string) int {
	free := 0
	if l.load(name) > 0 && l.limit[name] > 0 { // want map/inconsistent-guard "limit"
		for used := l.load(name); used < l.limit[name]; used++ {
			free += l.load("unit")
		}
	}
	return free
}
