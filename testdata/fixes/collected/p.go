// Collected goes through maps by iterators and functions that are done when they return: all of it is under the lock.
package main

import (
	"maps"
	"slices"
	"sort"
)

type graph struct {
	edges map[string]map[string]int
}

func (g *graph) add(from, to string, weight int) {
	m, ok := g.edges[from]
	if !ok {
		m = map[string]int{}
		g.edges[from] = m
	}
	m[to] = weight
}

func (g *graph) nodes() []string {
	return slices.Sorted(maps.Keys(g.edges))
}

func (g *graph) targets(from string) []string {
	out := slices.Collect(maps.Keys(g.edges[from]))
	slices.Sort(out)
	return out
}

// ranks has an expression that the parser takes for a type.
type ranks struct {
	of map[string]map[string]int
}

func (g *ranks) set(from, to string, n int) { g.of[from][to] = n }

func (g *ranks) heaviest(from string) string {
	var all []string
	for to := range g.of[from] {
		all = append(all, to)
	}
	sort.Slice(all, func(i, j int) bool { return g.of[from][all[i]] > g.of[from][all[j]] })
	return all[0]
}

type words struct {
	seen map[string]int
}

func (w *words) see(word string) { w.seen[word]++ }

func (w *words) forget(least int) {
	maps.DeleteFunc(w.seen, func(_ string, n int) bool { return n < least })
}

func (w *words) sorted() []string {
	all := make([]string, 0, len(w.seen))
	for one := range w.seen {
		all = append(all, one)
	}
	sort.Slice(all, func(i, j int) bool { return len(all[i]) < len(all[j]) })
	return all
}

// handed out is an iterator that somebody goes through later.
type handed struct {
	out map[string]int
}

func (h *handed) put(k string) { h.out[k]++ }

func (h *handed) all() func(func(string) bool) { return maps.Keys(h.out) }

func main() {
	g := &graph{edges: map[string]map[string]int{}}
	w := &words{seen: map[string]int{}}
	h := &handed{out: map[string]int{}}
	for n := range 4 {
		go g.add("a", "b", n)
		go g.nodes()
		go g.targets("a")
		go w.see("a")
		go w.forget(1)
		go w.sorted()
		go h.put("a")
		go func() {
			for range h.all() {
			}
		}()
	}
	r := &ranks{of: map[string]map[string]int{"a": {"b": 1}}}
	for n := range 4 {
		go r.set("a", "b", n)
		go r.heaviest("a")
	}
}
