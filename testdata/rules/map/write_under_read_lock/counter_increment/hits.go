package hits

import "sync"

type Files struct {
	mu    sync.RWMutex
	sizes map[string]int64
	hits  map[string]int
}

func New() *Files {
	return &Files{sizes: map[string]int64{}, hits: map[string]int{}}
}

func (f *Files) Add(path string, size int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sizes[path] = size
	f.hits[path] = 0
}

func (f *Files) Size(path string) int64 {
	f.mu.RLock()
	size := f.sizes[path]
	f.hits[path]++ // want map/write-under-read-lock "hits"
	f.mu.RUnlock()
	return size
}
