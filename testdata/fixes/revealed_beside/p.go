// Package revealed_beside has a write under a read lock and a getter that only then is found, beside a fix for something
// else: both are made in one run.
package revealed_beside

import "sync"

type box struct {
	mu sync.RWMutex
	m  map[string]int
}

func (b *box) inc(k string) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	b.m[k]++
}

func (b *box) all() map[string]int {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.m
}

func fan(n int, f func(int)) {
	var wg sync.WaitGroup
	for i := range n {
		go func() {
			wg.Add(1)
			defer wg.Done()
			f(i)
		}()
	}
	wg.Wait()
}

// Run uses them beside each other.
func Run() {
	b := &box{m: map[string]int{}}
	go b.inc("a")
	go b.inc("b")
	go func() {
		for range b.all() {
			break
		}
	}()
	fan(3, func(int) {})
}
