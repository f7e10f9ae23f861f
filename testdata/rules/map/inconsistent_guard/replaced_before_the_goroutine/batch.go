package batch

import "sync"

// Batch writes what it has in a goroutine, which begins with them.
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
	if b.rows == nil {
		b.rows = map[string]int{}
	}
	b.rows[key]++
}

func (b *Batch) Flush(write func(string, int)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.start(write)
}

func (b *Batch) start(write func(string, int)) {
	b.rows = map[string]int{"first": 1}
	rows := b.rows
	go b.write(rows, write)
}

func (b *Batch) write(rows map[string]int, write func(string, int)) {
	for key, n := range rows { // want map/inconsistent-guard:high "rows"
		write(key, n)
	}
}
