package locked

import (
	"sync"
	"sync/atomic"

	"golint.test/pairs"
)

// Table has a lock for what it holds.
type Table struct {
	mu   sync.Mutex
	rows atomic.Pointer[map[string]int]
}

// Add holds it.
func (t *Table) Add(name string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	rows := *t.rows.Load()
	rows[name]++
	t.raise(name)
	return rows[name]
}

func (t *Table) raise(name string) {
	(*t.rows.Load())[name]++
}

// Reset makes a new one before anybody has it.
func Reset(t *Table) {
	rows := map[string]int{}
	rows["a"] = 1
	t.rows.Store(&rows)
}

func Run() {
	t := &Table{}
	Reset(t)
	pairs.Of(func() { t.Add("a") })
}
