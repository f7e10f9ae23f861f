package shards

import (
	"hash/fnv"
	"sync"
)

type shard struct {
	mu    sync.RWMutex
	items map[string]string
}

// Map spreads its keys; every shard has its own lock.
type Map struct {
	shards [4]*shard
}

func New() *Map {
	m := &Map{}
	for i := range m.shards {
		m.shards[i] = &shard{items: map[string]string{}}
	}
	return m
}

func (m *Map) of(key string) *shard {
	h := fnv.New32a()
	_, _ = h.Write([]byte(key))
	return m.shards[h.Sum32()%uint32(len(m.shards))]
}

func (m *Map) Set(key, value string) {
	s := m.of(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items[key] = value
}

func (m *Map) Get(key string) string {
	s := m.of(key)
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.items[key]
}

func (m *Map) Len() (n int) {
	for _, s := range m.shards {
		s.mu.RLock()
		n += len(s.items)
		s.mu.RUnlock()
	}
	return n
}
