package cache

import (
	"sync"
	"sync/atomic"
	"time"

	"golint.test/pairs"
)

// countedLock is a mutex that knows how often it was taken, and when.
type countedLock struct {
	mu    sync.RWMutex
	taken atomic.Int64
	since time.Time
}

func (l *countedLock) Lock() {
	l.mu.Lock()
	l.taken.Add(1)
	l.since = time.Now()
}

func (l *countedLock) Unlock() { l.mu.Unlock() }

func (l *countedLock) RLock() { l.mu.RLock() }

func (l *countedLock) RUnlock() { l.mu.RUnlock() }

func (l *countedLock) age() time.Duration {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return time.Since(l.since)
}

type Cache struct {
	lock  countedLock
	items map[string]int
}

func (c *Cache) Set(key string, value int) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.items[key] = value
}

func (c *Cache) Get(key string) (int, time.Duration) {
	c.lock.RLock()
	defer c.lock.RUnlock()
	return c.items[key], time.Second
}

func (c *Cache) Age() time.Duration { return c.lock.age() }

// Registry has the methods of a lock, and what it guards as well.
type Registry struct {
	mu    sync.Mutex
	names map[string]bool
}

func (r *Registry) Lock() { r.mu.Lock() }

func (r *Registry) Unlock() { r.mu.Unlock() }

func (r *Registry) Add(name string) {
	r.mu.Lock()
	r.names[name] = true
	r.mu.Unlock()
}

func (r *Registry) AddAll(names []string) {
	r.Lock()
	defer r.Unlock()
	for _, name := range names {
		r.names[name] = true
	}
}

// Index embeds the lock.
type Index struct {
	countedLock
	seen map[string]int
}

func (i *Index) See(name string) {
	i.Lock()
	i.seen[name]++
	i.Unlock()
}

func (i *Index) Seen(name string) int {
	i.RLock()
	defer i.RUnlock()
	return i.seen[name]
}

var (
	totalLock countedLock
	totals    = map[string]int{}
)

func Total(name string) int {
	totalLock.Lock()
	defer totalLock.Unlock()
	totals[name]++
	return totals[name]
}

func Run() {
	c := &Cache{items: map[string]int{}}
	r := &Registry{names: map[string]bool{}}
	i := &Index{seen: map[string]int{}}
	pairs.Of(
		func() { c.Set("a", 1) },
		func() { c.Get("a") },
		func() { c.Age() },
		func() { r.Add("a") },
		func() { r.AddAll([]string{"a", "b"}) },
		func() { i.See("a") },
		func() { i.Seen("a") },
		func() { Total("a") },
	)
}
