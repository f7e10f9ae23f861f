package localname

import "sync"

type Table struct {
	mu   sync.Mutex
	rows map[string]int // guarded by mu
}

func (t *Table) Set(key string) {
	t.mu.Lock()
	t.rows[key] = 1
	t.mu.Unlock()
}

// Bump uses the map by a shorter name.
func (t *Table) Bump(key string) int {
	rows := t.rows
	rows[key]++
	delete(rows, "")
	for other := range rows {
		if other > key {
			return rows[other]
		}
	}
	return len(rows)
}

// Keep hands the other name on: who knows what happens there.
func (t *Table) Keep(to *map[string]int) {
	rows := t.rows
	rows["kept"] = 1
	*to = rows
}
