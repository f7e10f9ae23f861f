package report

import (
	"sync"

	"golint.test/rules/map/concurrent_access/read_by_another_package/words"
)

// Report counts what it is told.
type Report struct {
	counts map[string]int
}

// Collect counts each name in a goroutine of one loop, and shows the total meanwhile.
func (r *Report) Collect(names []string) int {
	var group sync.WaitGroup
	group.Add(1)
	go func() {
		defer group.Done()
		for _, name := range names {
			r.counts[name]++ // want map/concurrent-access:medium "counts"
		}
	}()
	total := words.Total(r.counts)
	group.Wait()
	return total
}

func Run() {
	r := &Report{counts: map[string]int{}}
	r.Collect([]string{"a", "b", "c", "a", "b", "c"})
}
