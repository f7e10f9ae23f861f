package config

import (
	"golint.test/pairs"
	"golint.test/rules/map/inconsistent_guard/ok_mutex_of_another_package/mutex"
)

type Config struct {
	mu     mutex.RWMutex
	ranges map[uint64][]string
}

func (c *Config) Set(id uint64, ranges []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ranges[id] = ranges
}

func (c *Config) Get(id uint64) []string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.ranges[id]
}

// Part embeds it, and lends it to who has the part.
type Part struct {
	mutex.RWMutex
	names map[string]bool
}

func (p *Part) add(name string) { p.names[name] = true }

type Whole struct {
	part Part
}

func (w *Whole) Add(name string) {
	w.part.Lock()
	w.part.add(name)
	w.part.Unlock()
}

func (w *Whole) Has(name string) bool {
	part := &w.part
	part.RLock()
	defer part.RUnlock()
	return part.names[name]
}

func Run() {
	c := &Config{ranges: map[uint64][]string{}}
	w := &Whole{part: Part{names: map[string]bool{}}}
	pairs.Of(
		func() { c.Set(1, []string{"a"}) },
		func() { c.Get(1) },
		func() { w.Add("a") },
		func() { w.Has("a") },
	)
}
