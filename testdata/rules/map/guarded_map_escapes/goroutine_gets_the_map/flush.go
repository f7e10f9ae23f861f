package flush

import "sync"

type Buffer struct {
	mu   sync.Mutex
	rows map[string]int
	sink func(string, int)
}

func New(sink func(string, int)) *Buffer {
	return &Buffer{rows: map[string]int{}, sink: sink}
}

func (b *Buffer) Add(key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rows[key]++
}

// Flush passes the map on to a goroutine that outlives the lock.
func (b *Buffer) Flush() {
	b.mu.Lock()
	defer b.mu.Unlock()
	go b.write(b.rows) // want map/guarded-map-escapes "rows"
}

func (b *Buffer) write(rows map[string]int) {
	for key, n := range rows {
		b.sink(key, n)
	}
}
