package counts

import (
	"sync"

	"golint.test/pairs"
)

// Count waits for the goroutine that it starts, and nobody for the one that this starts.
func Count(words []string) int {
	counts := map[string]int{}
	var group sync.WaitGroup
	group.Add(1)
	go func() {
		defer group.Done()
		go func() {
			counts["all"] = len(words) // want map/concurrent-access:high "counts"
		}()
	}()
	group.Wait()
	counts["some"] = 1
	return len(counts)
}

type table struct {
	names map[string]int
	other map[string]int
}

func (t *table) fill(group *sync.WaitGroup) {
	defer group.Done()
	group.Add(1)
	go func() {
		defer group.Done()
		t.other["a"] = 1
	}()
	go func() {
		t.names["a"] = 1 // want map/concurrent-access:medium "names"
	}()
}

// Fill waits for one of the two goroutines that its goroutine starts.
func Fill() {
	t := &table{names: map[string]int{}, other: map[string]int{}}
	var group sync.WaitGroup
	group.Add(1)
	go t.fill(&group)
	group.Wait()
	t.names["b"] = 2
	t.other["b"] = 2
}

func Run() {
	pairs.Of(func() { Count([]string{"a"}) }, Fill)
}
