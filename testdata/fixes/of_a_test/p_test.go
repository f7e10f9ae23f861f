package ofatest

import (
	"sync"
	"testing"
)

type buffer struct {
	buckets map[string]int
}

func (b *buffer) reset() {
	clear(b.buckets)
}

func (b *buffer) get() int {
	return b.buckets["a"]
}

// The map and all that touches it belong to the test: it gets a mutex.
func TestBuffer(t *testing.T) {
	b := &buffer{buckets: map[string]int{}}
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		b.reset()
	}()
	go func() {
		defer wg.Done()
		b.get()
	}()
	wg.Wait()
}

// Refused: the map has a lock, and only the test does not take it.
func TestStorage(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(2)
	for range 2 {
		go func() {
			defer wg.Done()
			storage.known["a"]++
		}()
	}
	wg.Wait()
}
