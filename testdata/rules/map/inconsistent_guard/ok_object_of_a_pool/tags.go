package tags

import "sync"

type Info struct {
	mu   sync.RWMutex
	tags map[string]string
}

var pool = sync.Pool{New: func() any { return &Info{tags: map[string]string{}} }}

// New fills an object that nobody else has until it is returned.
func New(tags map[string]string) *Info {
	info := pool.Get().(*Info)
	for key, value := range tags {
		info.tags[key] = value
	}
	return info
}

func (i *Info) Set(key, value string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.tags[key] = value
}

func (i *Info) Tag(key string) string {
	i.mu.RLock()
	defer i.mu.RUnlock()
	return i.tags[key]
}
