package p

import (
	"fmt"
	"maps"
	"sort"
)

// Box is what goroutines share.
type Box struct {
	items map[string]int
	log   []string
}

func (b *Box) loop(stop chan bool) {
	for {
		select {
		case <-stop:
			return
		default:
			b.items["loop"] = 1
		}
	}
}

func (b *Box) Start(stop chan bool) { go b.loop(stop) }

func (b *Box) say(v any) { b.log = append(b.log, fmt.Sprint(v)) }

// F23
func (b *Box) Receives(k string, c chan int) (ok bool) {
	value := "kept"
	select {
	case b.items[k] = <-c:
	}
	select {
	case b.items[k+value], ok = <-c:
		b.say(b.items[k])
	}
	b.say(value)
	return ok
}

// F23
func (b *Box) Loops(k string, xs []int) (n int) {
	for b.items[k] = range xs {
		n += b.items[k]
	}
	for n, b.items[k] = range xs {
		if b.items[k] == 0 {
			continue
		}
		b.say(n)
	}
	for _, b.items[k+"v"] = range xs {
	}
	return n
}

// F13
func (b *Box) Passes(k string, n int) int {
	fill(b.items, k, n)
	b.count((b.items), k)
	n = sum(b.items)
	return n + total(b.items)
}

func (b *Box) count(items map[string]int, k string) int {
	if len(items) > 3 {
		fill(items, "y", 3)
	}
	if v, ok := items[k]; ok {
		return v
	}
	return len(items)
}

// fill changes what it is given.
func fill(m map[string]int, k string, n int) {
	if n < 0 {
		return
	}
	m[k] += n
	delete(m, k+"-")
	for q, v := range m {
		if q == k {
			m[q] = v + 1
		}
	}
	fill(m, k, n-5)
}

// total only reads: it gets a copy.
func total(m map[string]int) (n int) {
	for _, v := range m {
		n += v
	}
	return n
}

func sum(m map[string]int) (n int) {
	var keys []string
	for k := range maps.Keys(m) {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return len(fmt.Sprint(keys))
}

func Run() []string {
	b := &Box{items: map[string]int{"a": 1}}
	c := make(chan int, 2)
	c <- 7
	close(c)
	b.say(b.Receives("a", c) || true)
	b.say(b.Loops("a", []int{4, 0, 5}))
	b.say(b.Passes("a", 7))
	return b.log
}
