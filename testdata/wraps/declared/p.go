package p

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"sync"
)

var (
	total  int
	visits = make(map[string]int) // by page
	limits map[string]*Limit
)

var names = map[string]string{"a": "A", "b": "B"}

// Limit is what an element of a map points to.
type Limit struct {
	max  int
	used []int
}

// Group is in another struct.
type Group struct {
	mu     sync.Mutex
	nested map[string]map[string]int
	lists  map[string][]int
	loaded map[string]int
}

func newGroup(from map[string]int) *Group {
	return &Group{
		nested: make(map[string]map[string]int),
		lists:  map[string][]int{},
		loaded: maps.Clone(from),
	}
}

func (g *Group) work() {
	for {
		g.nested["a"] = nil
		g.lists["a"] = nil
		g.loaded["a"] = 1
	}
}

func background() {
	for {
		visits["b"]++
		limits["b"] = nil
		names["b"] = ""
	}
}

func (g *Group) Start() { go g.work() }

func Start() { go background() }

// F12
func limit(k string) *Limit {
	if limits == nil {
		limits = make(map[string]*Limit)
	}
	l, ok := limits[k]
	if !ok {
		l = &Limit{max: 3}
		limits[k] = l
	}
	return l
}

// F22
func use(k string) int {
	limits[k].max++
	limits[k].used = append(limits[k].used, 1)
	return limits[k].max + len(limits[k].used)
}

// F5, F22
func (g *Group) Add(k string, n int) int {
	if g.nested[k] == nil {
		g.nested[k] = make(map[string]int)
	}
	g.nested[k]["n"] += n
	g.lists[k] = append(g.lists[k], n)
	g.lists["copy"] = append([]int{n}, g.lists["other"]...)
	sum := 0
	for _, v := range g.lists[k] {
		sum += v
	}
	g.lists[k][0] = sum
	return sum
}

// F13, F14
func page(k string) (map[string]int, string) {
	visits[k]++
	text, _ := json.Marshal(visits)
	return visits, fmt.Sprint(visits, len(text), maps.Clone(names))
}

func all() map[string]string { return names }

// F26
func copied() map[string]string {
	n := map[string]string{}
	for k, v := range names {
		n[k] = strings.ToLower(v)
	}
	return n
}

// F20
func counted(words []string) map[string]int {
	counts := make(map[string]int)
	var group sync.WaitGroup
	for _, word := range words {
		group.Add(1)
		go func() {
			defer group.Done()
			counts[word] += len(word)
		}()
	}
	group.Wait()
	return counts
}

func Run() []string {
	var log []string
	g := newGroup(map[string]int{"x": 1})
	for i, k := range []string{"a", "b", "a"} {
		limit(k)
		log = append(log, fmt.Sprint(use(k), g.Add(k, i), g.Loaded("x")))
		m, text := page(k)
		log = append(log, fmt.Sprint(m, text, all(), copied()))
	}
	return append(log, fmt.Sprint(counted([]string{"one", "two", "one"}), total))
}

// Loaded is for what was there at first.
func (g *Group) Loaded(k string) int { return g.loaded[k] }
