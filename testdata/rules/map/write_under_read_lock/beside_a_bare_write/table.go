package table

import "sync"

type Table struct {
	mu   sync.RWMutex
	rows map[string]int
}

func New() *Table {
	return &Table{rows: map[string]int{}}
}

func (t *Table) Put(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows[key] = 1
}

func (t *Table) Reset(key string, bare bool) {
	if bare {
		t.rows[key] = 2 // want map/inconsistent-guard:high "rows"
		return
	}
	t.mu.RLock()
	if t.rows[key] == 0 {
		t.mu.RUnlock()
		t.mu.Lock()
		t.rows[key] = 1
		t.mu.Unlock()
		t.mu.RLock()
	}
	t.rows[key] = 3 // want map/write-under-read-lock:high "rows"
	t.mu.RUnlock()
}
