package views

import "sync"

type Views struct {
	mu    sync.RWMutex
	count map[string]int
}

func New() *Views {
	return &Views{count: map[string]int{}}
}

func (v *Views) Add(page string) {
	reader := v.mu.RLocker()
	reader.Lock()
	defer reader.Unlock()
	v.count[page]++ // want map/write-under-read-lock "count"
}

func (v *Views) Reset() {
	v.mu.Lock()
	defer v.mu.Unlock()
	clear(v.count)
}
