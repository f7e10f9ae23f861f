package p

import "sync"

type T struct {
	mu sync.Mutex
	m  map[string]int
}

func (t *T) Get(k string) (v int, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	defer func() {
		if r := recover(); r != nil {
			err = nil
		}
	}()
	return t.m[k], nil
}
