package counts

import (
	"sync"

	"golint.test/pairs"
)

type table struct {
	names map[string]int
	other map[string]int
}

// start starts two goroutines that tell one group.
func (t *table) start(group *sync.WaitGroup) {
	group.Add(2)
	go func() {
		t.names["a"] = 1
		group.Done()
	}()
	go func() {
		t.other["a"] = 1
		group.Done()
	}()
}

// Fill waits for what start has started.
func Fill() {
	t := &table{names: map[string]int{}, other: map[string]int{}}
	var group sync.WaitGroup
	t.start(&group)
	group.Wait() // mutant:
	t.names["b"] = 2
	t.other["b"] = 2
}

// Within waits for what its goroutine starts, by the same group.
func Within() {
	t := &table{names: map[string]int{}, other: map[string]int{}}
	var group sync.WaitGroup
	group.Add(1)
	go func() {
		defer group.Done()
		t.start(&group)
	}()
	group.Wait()
	t.names["b"] = 2
	t.other["b"] = 2
}

// Each waits in each goroutine for those that this starts.
func Each(depth int) int {
	t := &table{names: map[string]int{}, other: map[string]int{}}
	var mu sync.Mutex
	var group sync.WaitGroup
	group.Add(1)
	go t.walk(depth, &mu, &group)
	group.Wait()
	return len(t.names)
}

func (t *table) walk(depth int, mu *sync.Mutex, group *sync.WaitGroup) {
	defer group.Done()
	mu.Lock()
	t.names["depth"]++
	mu.Unlock()
	if depth > 0 {
		group.Add(1)
		go t.walk(depth-1, mu, group)
	}
}

func Run() {
	pairs.Of(Fill, Within, func() { Each(3) })
}
