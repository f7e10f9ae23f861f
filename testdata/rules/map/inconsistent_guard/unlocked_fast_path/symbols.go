package symbols

import "sync"

type Table struct {
	mu      sync.Mutex
	numbers map[string]int
}

func New() *Table {
	return &Table{numbers: make(map[string]int)}
}

// Intern checks twice; the first check is what races.
func (t *Table) Intern(name string) int {
	if n, ok := t.numbers[name]; ok { // want map/inconsistent-guard "numbers"
		return n
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if n, ok := t.numbers[name]; ok {
		return n
	}
	n := len(t.numbers) + 1
	t.numbers[name] = n
	return n
}

func (t *Table) Forget(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.numbers, name)
}
