package loader

import "sync"

type Loader struct {
	mu     sync.RWMutex
	loaded map[string][]byte
	read   func(string) []byte
}

func New(read func(string) []byte) *Loader {
	return &Loader{loaded: map[string][]byte{}, read: read}
}

// Load gives the read lock back before it takes the write lock.
func (l *Loader) Load(name string) []byte {
	l.mu.RLock()
	data, ok := l.loaded[name]
	l.mu.RUnlock()
	if ok {
		return data
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if data, ok := l.loaded[name]; ok {
		return data
	}
	data = l.read(name)
	l.loaded[name] = data
	return data
}
