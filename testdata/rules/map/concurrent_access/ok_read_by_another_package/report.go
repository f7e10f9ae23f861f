package report

import (
	"sync"

	"golint.test/rules/map/concurrent_access/ok_read_by_another_package/words"
)

// Report counts what it is told.
type Report struct {
	mu     sync.Mutex
	counts map[string]int
	fixed  map[string]int
}

// Collect counts each name in a goroutine of one loop, and shows the total meanwhile.
func (r *Report) Collect(names []string) int {
	var group sync.WaitGroup
	group.Add(2)
	go func() {
		defer group.Done()
		for _, name := range names {
			r.mu.Lock()
			r.counts[name]++
			r.mu.Unlock()
		}
	}()
	go func() {
		defer group.Done()
		words.Total(r.fixed)
	}()
	r.mu.Lock()
	total := words.Total(r.counts)
	r.mu.Unlock()
	total += words.Total(r.fixed)
	group.Wait()
	return total + words.Total(r.counts)
}

func Run() {
	r := &Report{counts: map[string]int{}, fixed: map[string]int{"a": 1}}
	r.Collect([]string{"a", "b", "c", "a", "b", "c"})
}
