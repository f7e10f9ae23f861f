package blocks

import (
	"iter"
	"sync"
)

type Blocks struct {
	mu   sync.Mutex
	byID map[int]int
}

func New() *Blocks {
	return &Blocks{byID: map[int]int{}}
}

func (b *Blocks) Put(id, size int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.byID[id] = size
}

// All holds the lock for as long as the loop runs.
func (b *Blocks) All() iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for id, size := range b.byID {
			if !yield(id, size) {
				return
			}
		}
	}
}

// Shrink writes inside the loop, under the iterator's lock.
func (b *Blocks) Shrink() {
	for id, size := range b.All() {
		b.byID[id] = size / 2
	}
}
