package index

import "sync"

// Index has series by name.
type Index struct {
	mu     sync.RWMutex
	series map[string]*series
}

type series struct {
	shards map[int]bool
}

// Add makes a series.
func (x *Index) Add(name string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.series[name] = &series{shards: map[int]bool{}}
}

// Mark notes that a shard has the series.
func (x *Index) Mark(name string, shard int) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if found := x.series[name]; found != nil && !found.shards[shard] {
		found.shards[shard] = true // want map/write-under-read-lock:medium "shards"
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
