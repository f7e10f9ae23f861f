// Both_ways writes to a map under a read lock, and hands it out: the second is found when the first is gone.
package main

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

type reg struct {
	mu sync.RWMutex
	m  map[string]int
}

func (r *reg) set(k string) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	r.m[k]++
}

func (r *reg) all() map[string]int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.m
}

type words struct {
	mu   sync.Mutex
	seen map[string]int
	kept []string
}

func (w *words) see(k string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen[k]++
}

func (w *words) forget(k string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.seen, k)
}

// longest goes through an iterator that a library has made: it cannot change the words.
func (w *words) longest(other map[string]int) string {
	return slices.MaxFunc(slices.Sorted(maps.Keys(other)), func(a, b string) int { return len(a) - len(b) })
}

func (w *words) report(k string) string {
	return strings.Repeat(k, w.seen[k]) + w.longest(map[string]int{k: 1})
}

func main() {
	r := &reg{m: map[string]int{}}
	w := &words{seen: map[string]int{}}
	for range 4 {
		go r.set("a")
		go func() {
			for range r.all() {
			}
		}()
		go w.see("a")
		go w.forget("a")
		go w.report("a")
	}
}
