package routes

import "sync"

type Route struct{ Next string }

type Table struct {
	mu sync.RWMutex
	// routes by destination prefix.
	routes map[string]Route // guarded by mu
}

func NewTable() *Table {
	return &Table{routes: map[string]Route{}}
}

func (t *Table) Add(prefix string, r Route) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.routes[prefix] = r
}

func (t *Table) Lookup(prefix string) (Route, bool) {
	r, ok := t.routes[prefix] // want map/inconsistent-guard:high "routes"
	return r, ok
}
