package batch

import "sync"

// Batch gives its map away and starts a new one in the same section.
type Batch struct {
	mu   sync.Mutex
	rows map[string]int
}

func New() *Batch {
	return &Batch{rows: map[string]int{}}
}

func (b *Batch) Add(key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rows[key]++
}

func (b *Batch) Take() map[string]int {
	b.mu.Lock()
	defer b.mu.Unlock()
	rows := b.rows
	b.rows = make(map[string]int) // mutant:
	return rows
}

func (b *Batch) Flush(write func(string, int)) {
	b.mu.Lock()
	rows := b.rows
	b.rows = map[string]int{} // mutant:
	b.mu.Unlock()
	for key, n := range rows {
		write(key, n)
	}
}
