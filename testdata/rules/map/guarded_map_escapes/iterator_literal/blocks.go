package blocks

import (
	"iter"
	"sync"
)

type Blocks struct {
	mu   sync.Mutex
	byID map[int][]byte
}

func New() *Blocks {
	return &Blocks{byID: map[int][]byte{}}
}

func (b *Blocks) Put(id int, data []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.byID[id] = data
}

func (b *Blocks) All() iter.Seq2[int, []byte] {
	b.mu.Lock()
	defer b.mu.Unlock()
	return func(yield func(int, []byte) bool) {
		for id, data := range b.byID { // want map/guarded-map-escapes|map/inconsistent-guard "byID"
			if !yield(id, data) {
				return
			}
		}
	}
}
