package index

import "sync"

// Index has series by name.
type Index struct {
	mu     sync.RWMutex
	series map[string]*series
}

type series struct {
	mu     sync.Mutex
	shards map[int]bool
}

// Add makes a series.
func (x *Index) Add(name string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.series[name] = &series{shards: map[int]bool{}}
}

// Mark notes that a shard has the series, under the lock of the series.
func (x *Index) Mark(name string, shard int) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if found := x.series[name]; found != nil {
		found.mu.Lock()         // mutant:
		defer found.mu.Unlock() // mutant:
		found.shards[shard] = true
	}
}

func Run() {
	x := &Index{series: map[string]*series{}}
	x.Add("a")
	var wg sync.WaitGroup
	for shard := range 4 {
		wg.Go(func() { x.Mark("a", shard) })
	}
	wg.Wait()
}
